"""However ``webhooks listen --register`` ends, no webhook of it stays behind."""

import json
import signal
import subprocess
import threading
from contextlib import ExitStack
from typing import Any, Final

import httpx
import pytest

from tests.cli.doctoring import Machine
from tests.cli.webhooks_command import Listening, check_quiet, listening, webhooks
from tests.sandbox.running import Running
from tests.sandbox.webhook_handler import living
from tests.terminal.machine import PROGRAM, environment

URL: Final = "https://shop.acme.example/unione"


def hooks(sandbox: Running) -> list[dict[str, Any]]:
    """The webhooks that are set, as the service has them."""
    found: list[dict[str, Any]] = sandbox.ok("webhook/list")["objects"]
    return found


def registered(found: Listening, sandbox: Running) -> None:
    """Wait until the webhook is set."""
    found.says(f"{URL} of ACME is set for the time of listening")
    assert [webhook["url"] for webhook in hooks(sandbox)] == [URL]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_each_signal_removes_it(known: Machine, sandbox: Running, number: signal.Signals) -> None:
    with listening(known, "--register", URL) as found:
        registered(found, sandbox)
        code, told = found.ended(number)
    assert code == 0
    assert told.endswith(f"The webhook {URL} is removed.\nNo call came.\n")
    assert hooks(sandbox) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_two_signals_close_together_are_one(known: Machine, sandbox: Running, number: signal.Signals) -> None:
    with listening(known, "--register", URL) as found:
        registered(found, sandbox)
        found.process.send_signal(number)
        threading.Event().wait(0.01)
        code, told = found.ended(number)
    assert code == 0
    assert told.endswith(f"The webhook {URL} is removed.\nNo call came.\n")
    assert hooks(sandbox) == []


def test_what_stood_before_stands_again(known: Machine, sandbox: Running) -> None:
    events = {"email_status": ["spam"], "spam_block": []}
    before = sandbox.ok("webhook/set", {"url": URL, "status": "disabled", "events": events})["object"]
    with listening(known, "--register", URL) as found:
        registered(found, sandbox)
        assert hooks(sandbox)[0]["status"] == "active"
        assert found.ended()[0] == 0
    (after,) = hooks(sandbox)
    assert {**after, "updated_at": ""} == {**before, "updated_at": ""}


@pytest.mark.parametrize("arguments", [(), ("--register", URL)])
def test_what_a_killed_one_left_is_removed_by_the_next(
    known: Machine, sandbox: Running, arguments: tuple[str, ...]
) -> None:
    with listening(known, "--register", URL) as found:
        registered(found, sandbox)
        found.process.kill()
        found.process.wait()
    assert len(hooks(sandbox)) == 1
    with listening(known, "--read-only") as found:
        found.says(f"The webhook {URL} that an earlier listener left is not put back yet. ")
        assert found.ended()[0] == 0
    with listening(known, *arguments) as found:
        found.says(f"An earlier listener had left a webhook. The webhook {URL} is removed.")
        if arguments:
            registered(found, sandbox)
        assert found.ended()[0] == 0
    assert hooks(sandbox) == []


def test_a_line_that_is_lost_leaves_it_to_the_next(machine: Machine) -> None:
    with ExitStack() as service:
        gone = service.enter_context(living())
        machine.account("ACME", gone.url)
        with listening(machine, "--register", URL) as found:
            registered(found, gone)
            service.close()
            code, told = found.ended()
    assert code == 1
    assert f"The webhook {URL} may still be set at the service" in told
    assert f"ue-console webhooks delete {URL} --account ACME\n" in told
    assert "\nNo call came.\nue-console: " in told
    assert len(list((machine.state / "listening").glob("*.json"))) == 1


def test_when_nobody_reads_any_more_it_ends_by_itself(known: Machine, sandbox: Running) -> None:
    with listening(known, "--register", URL) as found:
        registered(found, sandbox)
        assert found.process.stdout
        found.process.stdout.close()
        assert found.process.wait() == 0
        assert found.process.stderr
        assert found.process.stderr.read() == f"The webhook {URL} is removed.\n"
    assert hooks(sandbox) == []


def test_with_nohup_it_outlives_its_terminal(known: Machine, sandbox: Running) -> None:
    process = subprocess.Popen(
        ["nohup", PROGRAM, "webhooks", "listen", "--port", "0", "--json"],
        env=environment(known.home, **known.env),
        cwd=known.home,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        found = Listening(process)
        url = found.url
        process.send_signal(signal.SIGHUP)
        assert httpx.get(url).status_code == 200
        assert found.ended(signal.SIGTERM)[0] == 0


def test_the_list_marks_what_stopped_and_says_the_way_back(machine: Machine) -> None:
    with living(seed="demo") as demo:
        machine.account("ACME", demo.url)
        text, data = webhooks(machine, "list"), webhooks(machine, "list", "--json")
    assert (text.returncode, data.returncode, data.stderr) == (0, 0, "")
    lines = text.stdout.splitlines()
    assert lines[0].split() == ["STATUS", "EVENTS", "FORMAT", "PARALLEL", "CHANGED", "(UTC)", "URL"]
    assert [line.split()[0] for line in lines[1:]] == ["active", "disabled", "stopped", "active"]
    assert "all statuses, spam blocks" in lines[1]
    assert "gzip, single" in lines[4]
    assert "ue-console webhooks ping URL" in text.stderr
    rows = json.loads(data.stdout)["webhooks"]
    assert [row["url"] in line for row, line in zip(rows, lines[1:], strict=True)] == [True] * 4
    check_quiet(text.stdout)
