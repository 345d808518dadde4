"""The doctor tells what works and what doesn't, by words, exit code and JSON."""

import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.doctoring import VARIABLE, Machine
from tests.sandbox.running import KEY, Running, running
from tests.sandbox.unification import APP
from ue_console.store.migrations import MIGRATIONS


def closed_port() -> str:
    """The URL of a port at which nothing listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{taken.getsockname()[1]}"


def things_under(folder: Path) -> dict[Path, int]:
    """Everything in a folder, with the time of its last change in nanoseconds."""
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if not path.name.endswith("-shm")}


def test_nothing_set_up_is_fine_and_nothing_is_made(machine: Machine) -> None:
    done = machine.run()
    assert done.returncode == 0
    assert "None yet. Start ue-console and press n to add one." in done.stdout
    assert "✓ Everything works" in done.stdout
    assert list(machine.home.iterdir()) == []


def test_an_account_that_answers(machine: Machine, service: Running) -> None:
    machine.account("Büro [1]", service.url, read_only=True)
    report = machine.report()
    account = report.account
    assert (report.code, report.data["ok"], report.broken) == (0, True, [])
    assert account["name"] == "Büro [1]"
    assert (account["service"], account["kind"], account["read_only"]) == ("unione", "account", True)
    assert account["key_source"] == f"environment variable {VARIABLE}"
    assert account["key_hint"] == "••••" + KEY[-4:]
    assert (account["state"], account["key_read"], account["answers"]) == ("ok", True, True)
    assert account["owner"].startswith("This is the account key of ")
    spent = account["milliseconds"]
    assert all(isinstance(spent[step], int) for step in ("dns", "connect", "http"))
    assert spent["tls"] is None


def test_the_same_in_words(machine: Machine, service: Running) -> None:
    machine.account("Büro [1]", service.url, read_only=True)
    done = machine.run()
    assert done.returncode == 0
    assert "✓ Büro [1]\n" in done.stdout
    assert "sandbox, read-only\n" in done.stdout
    assert f"key ••••{KEY[-4:]} from: environment variable {VARIABLE}\n" in done.stdout
    assert "answers (DNS " in done.stdout
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize(("given", "code"), [(APP[1], 0), ("another0secret", 1)], ids=["right", "wrong"])
def test_an_app_of_unification_engine(machine: Machine, given: str, code: int) -> None:
    machine.env = {VARIABLE: f"{APP[0]}:{given}"}
    with running(ue_apps=(APP,)) as served:
        machine.account("App", served.url, service="unification", key_kind="app")
        machine.write(machine.config_file.read_text().replace("/en/transactional/api/v1", "/v2"))
        report = machine.report()
    assert (report.code, report.account["service"], report.account["kind"]) == (code, "unification", "app")
    assert report.account["owner"] == ("" if code else "This is the key of an app with 0 users.")
    assert APP[1] not in str(report.data)
    assert given not in str(report.data)


@pytest.mark.parametrize(
    ("entries", "env", "told"),
    [
        ({}, {VARIABLE: "another0key0of0somebody"}, "key"),
        ({"key_variable": "NO_SUCH_KEY"}, {}, "The environment variable NO_SUCH_KEY is not set or empty."),
        ({"key_home": "keyring", "key_variable": None}, {}, "No key store answers in this session"),
        (
            {"key_home": "vault", "key_variable": None},
            {},
            "There is no vault, and 1 account should have a key",
        ),
        (
            {"key_home": "command", "key_variable": None, "key_command": ["no-such-program", "s3cret"]},
            {},
            "no-such-program",
        ),
    ],
    ids=["wrong key", "no variable", "no key store", "no vault", "no program"],
)
def test_a_key_that_can_not_be_used(
    machine: Machine, service: Running, entries: dict[str, object], env: dict[str, str], told: str
) -> None:
    machine.account("ACME", service.url, **entries)
    machine.env |= env
    report = machine.report()
    assert (report.code, report.data["ok"], report.account["state"]) == (1, False, "broken")
    assert any(told in cause for cause in report.broken), report.broken
    done = machine.run()
    assert done.returncode == 1
    assert "✗ ACME: broken\n" in done.stdout
    assert "s3cret" not in str(report.data) + done.stdout
    assert "another0key" not in str(report.data) + done.stdout


def test_a_service_that_is_not_there(machine: Machine) -> None:
    machine.account("ACME", closed_port())
    report = machine.report()
    assert (report.code, report.account["key_read"], report.account["answers"]) == (1, True, False)
    assert "refused the connection" in report.broken[0]


def test_a_name_that_nobody_knows(machine: Machine) -> None:
    machine.account("ACME", "https://nowhere.invalid")
    report = machine.report()
    assert report.code == 1
    assert report.broken == ["No address was found for the name nowhere.invalid."]


def test_a_key_for_one_session_is_no_fault(machine: Machine, service: Running) -> None:
    machine.account("ACME", service.url, key_home="session", key_variable=None)
    report = machine.report()
    assert (report.code, report.account["state"], report.account["answers"]) == (0, "warning", None)


def test_offline_reads_no_key_and_asks_nobody(machine: Machine) -> None:
    ran = machine.home / "ran"
    machine.account(
        "ACME", closed_port(), key_home="command", key_variable=None, key_command=["touch", str(ran)]
    )
    report = machine.report("--offline")
    assert (report.code, report.account["state"], report.data["offline"]) == (0, "unchecked", True)
    assert not ran.exists()
    assert "? ACME: not checked\n" in machine.run("--offline").stdout


def test_one_account_alone(machine: Machine, service: Running) -> None:
    machine.account("Prod US", service.url)
    machine.account("Shop", closed_port())
    assert machine.report("--account", "prod").account["name"] == "Prod US"
    assert machine.report("--account", "prod").code == 0
    assert machine.report().code == 1
    missing = machine.report("--account", "shpo")
    assert (missing.code, missing.data["accounts"]) == (1, [])
    assert missing.broken == ["There is no account shpo; the nearest: Shop."]


def test_a_config_that_is_wrong(machine: Machine) -> None:
    machine.write("version = 1\n[[acounts]]\nname = 'x'\n")
    report = machine.report()
    assert report.code == 1
    assert "acounts is not known; the nearest is accounts (line 2)" in report.broken[0]
    assert report.data["files"]["config"]["state"] == "broken"
    assert "can't be read" in machine.run().stdout


def test_theme_and_keys_that_there_are_not(machine: Machine) -> None:
    machine.write('version = 1\ntheme = "ue-drak"\n[keys]\n"templates.delte" = "D"\n')
    report = machine.report()
    assert (report.code, report.data["files"]["config"]["state"]) == (1, "broken")
    theme, key = report.broken
    assert "theme" in theme
    assert "(line 2)" in theme
    assert "templates.delte is no action; the nearest is templates.delete (line 4)" in key


def test_a_config_that_others_can_change(machine: Machine) -> None:
    machine.write("version = 1\n")
    machine.config_file.chmod(0o666)
    report = machine.report()
    assert (report.code, report.data["files"]["config"]["mode"]) == (0, "0666")
    assert report.data["files"]["config"]["state"] == "warning"


def test_a_state_folder_that_is_none(machine: Machine) -> None:
    machine.state.parent.mkdir()
    machine.state.write_text("a file")
    report = machine.report()
    assert report.code == 1
    assert "ue-console is no folder" in report.broken[0]


@pytest.mark.parametrize(
    ("prepare", "told"),
    [
        (lambda path: path.write_bytes(b"no database at all" * 100), "is damaged"),
        (lambda path: versioned(path, 99), "written by a newer version"),
    ],
    ids=["damaged", "newer"],
)
def test_a_database_that_can_not_be_used(machine: Machine, prepare: "object", told: str) -> None:
    assert callable(prepare)
    machine.state.mkdir(parents=True)
    prepare(machine.state / "state.db")
    report = machine.report()
    assert report.code == 1
    assert any(told in cause for cause in report.broken)


def versioned(path: Path, version: int, *, wal: bool = False) -> sqlite3.Connection:
    """A database of that schema; with ``wal``, one that is in use until the connection is closed."""
    connection = sqlite3.connect(path)
    path.chmod(0o600)
    if wal:
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE drafts (account TEXT)")
    connection.execute(f"PRAGMA user_version = {version}")
    connection.commit()
    return connection


@pytest.mark.parametrize("in_use", [True, False])
def test_a_database_is_read_and_nothing_changes_beside_it(machine: Machine, in_use: bool) -> None:
    machine.state.mkdir(parents=True)
    connection = versioned(machine.state / "state.db", len(MIGRATIONS), wal=True)
    if not in_use:
        connection.close()
    before = things_under(machine.home)
    report = machine.report()
    assert things_under(machine.home) == before
    assert (report.code, report.data["files"]["database"]["schema"]) == (0, len(MIGRATIONS))
    assert report.data["files"]["database"]["state"] == "ok"
    connection.close()


def test_the_help_imports_nothing_heavy() -> None:
    program = (
        "import sys\nfrom ue_console.cli import main\n"
        "try:\n    main(['doctor', '--help'])\nexcept SystemExit:\n    pass\n"
        "print('loaded', *sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = done.stdout.partition("\nloaded ")[2].split()
    heavy = {"pydantic", "textual", "httpx", "keyring", "sqlite3", "cryptography", "tomllib"}
    assert "ue_console.cli.doctor" in loaded
    assert not heavy & set(loaded)
