"""An account over plain http: refused without its leave, and marked by list, import and doctor."""

import json
import subprocess
from pathlib import Path

from tests.cli.doctoring import Machine
from tests.sandbox.running import Running
from tests.terminal.machine import PROGRAM, environment


def clear(service: Running) -> str:
    """The service at an address that leads here, and is none of the loopback's."""
    return service.url.replace("127.0.0.1", "0.0.0.0")


def accounts(machine: Machine, *arguments: str) -> str:
    """What ``ue-console accounts`` prints."""
    done = subprocess.run(
        [PROGRAM, "accounts", *arguments],
        env=environment(machine.home, PYTHONUTF8="1"),
        cwd=machine.home,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout


def test_without_its_leave_the_line_is_told(machine: Machine, service: Running) -> None:
    machine.account("ACME", clear(service))
    report = machine.report()
    assert report.code == 1
    (problem,) = report.broken
    assert "base_url of account 1 is wrong: An http URL would send the key unencrypted" in problem
    assert "(line 4)" in problem
    assert "plain_http = true" in report.data["problems"][0]["remedy"]


def test_with_it_the_account_answers_and_is_a_warning(machine: Machine, service: Running) -> None:
    machine.account("ACME", clear(service), plain_http=True)
    report = machine.report()
    account = report.account
    assert (report.code, report.data["ok"]) == (0, True)
    assert (account["state"], account["answers"], account["plain_http"]) == ("warning", True, True)
    (problem,) = account["problems"]
    assert problem["severity"] == "warning"
    assert "can be read on the way" in problem["cause"]
    assert problem in report.data["problems"]
    text = machine.run("--offline").stdout
    assert "over plain http" in text
    assert "! ACME" in text


def test_loopback_needs_no_leave_and_has_no_mark(machine: Machine, service: Running) -> None:
    machine.account("ACME", service.url)
    account = machine.report().account
    assert (account["state"], account["plain_http"], account["problems"]) == ("ok", False, [])
    assert "plain http" not in accounts(machine, "list")


def test_it_is_listed_exported_and_told_at_an_import(
    machine: Machine, service: Running, tmp_path: Path
) -> None:
    machine.account("ACME", clear(service), plain_http=True)
    assert "(plain http)  account" in accounts(machine, "list")
    assert json.loads(accounts(machine, "list", "--json"))["accounts"][0]["plain_http"] is True
    accounts(machine, "export", "x.toml")
    file = machine.home / "x.toml"
    assert "plain_http = true\n" in file.read_text("utf-8")
    other = Machine(tmp_path / "other")
    other.home.mkdir()
    assert "Over plain http, where key, mail and addresses can be read on the way: ACME." in accounts(
        other, "import", str(file)
    )
    assert "plain_http = true\n" in other.config_file.read_text("utf-8")
