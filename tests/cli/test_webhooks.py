"""``ue-console webhooks``: searching and replaying what was received, and what the command line tells."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

import httpx
import pytest

from tests.cli.doctoring import Machine
from tests.cli.webhooks_command import handling, listening, webhooks
from tests.sandbox.running import KEY
from tests.terminal.machine import environment
from ue_console.cli import webhooks as command
from ue_console.cli.commands import run
from ue_console.cli.webhooks_help import SAMPLES
from ue_console.models.secret import Secret
from ue_console.models.unione.signature import signed
from ue_console.services import listening_session, samples

ACTIONS: Final = ("list", "get", "set", "delete", "listen", "ping", "replay", "events")
NOW: Final = datetime(2026, 5, 4, 12, 30, tzinfo=UTC)


@pytest.fixture
def heard(machine: Machine) -> Iterator[Machine]:
    """A machine that has received four calls: 1 clicked, 2 spam of two, 3 a bounce, 4 one that is forged."""
    machine.account("ACME", "http://127.0.0.1:1")
    with listening(machine) as found, httpx.Client(base_url=found.url) as sender:
        for name, count in (("clicked", 1), ("spam", 2), ("err_mailbox_full", 1)):
            sender.post(
                "/", content=signed(samples.payload(name, samples.Owner(), NOW, count=count), Secret(KEY))
            )
        sender.post("/", content=signed(samples.payload("sent", samples.Owner(), NOW), Secret("an0ther")))
        assert found.ended()[0] == 0
    yield machine


def found(machine: Machine, *arguments: str) -> list[str]:
    """Number of the call and word of each line of ``events``."""
    done = webhooks(machine, "events", *arguments)
    assert done.returncode == 0
    return [f"{line.split()[0]} {line.split()[4]}" for line in done.stdout.splitlines()]


def test_what_was_received_is_found_newest_first(heard: Machine) -> None:
    assert found(heard) == ["4 sent", "3 soft", "2 spam", "2 spam", "1 clicked"]
    assert found(heard, "--limit", "2") == ["4 sent", "3 soft"]
    assert found(heard, "--status", "spam", "--email", "sample-2") == ["2 spam"]
    assert found(heard, "--text", "ORDERS/7") == ["1 clicked"]
    assert found(heard, "--job", "1zsamp") == found(heard)
    assert found(heard, "--account", "acm") == ["3 soft", "2 spam", "2 spam", "1 clicked"]
    heard.account("Shop", "http://127.0.0.1:1")
    assert found(heard, "--account", "Shop") == []
    newest = webhooks(heard, "events", "--limit", "1")
    assert "[BAD SIGNATURE]" in newest.stdout
    assert newest.stderr == "The newest 1; there are older ones. --limit with a higher number shows more.\n"
    rows = [json.loads(line) for line in webhooks(heard, "events", "--json").stdout.splitlines()]
    assert [(row["type"], row["call"], row["position"]) for row in rows[:3]] == [
        ("unproven", 4, 0),
        ("event", 3, 0),
        ("event", 2, 1),
    ]
    none = webhooks(heard, "events", "--job", "none such")
    assert (none.returncode, none.stdout) == (0, "")
    assert "Nothing fits." in none.stderr


def test_a_call_goes_out_again_as_it_came_or_signed_anew(heard: Machine) -> None:
    with handling() as url:
        as_it_came = webhooks(heard, "replay", "3", url)
        renewed = webhooks(heard, "replay", "4", url, "--sign", "--unproven", "--json")
    assert (as_it_came.returncode, as_it_came.stderr) == (0, "")
    assert as_it_came.stdout.startswith("✓ The handler passes")
    result = json.loads(renewed.stdout)
    assert (renewed.returncode, result["ok"], result["signed_with"]) == (0, True, "ACME")
    with handling(status=403) as url:
        refused = webhooks(heard, "replay", "4", url)
    assert refused.returncode == 1
    assert "when the call came, its signature was bad. With --sign --unproven" in refused.stdout


def test_what_is_unproven_is_signed_only_where_that_is_asked_for(heard: Machine) -> None:
    with handling() as url:
        done = webhooks(heard, "replay", "4", url, "--sign")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Call 4 is unproven: its signature is bad, so anybody may have sent it." in done.stderr
    assert "--unproven signs it all the same" in done.stderr
    alone = webhooks(heard, "replay", "4", url, "--unproven")
    assert (alone.returncode, "--unproven goes with --sign" in alone.stderr) == (2, True)


def test_a_call_that_there_is_not(heard: Machine) -> None:
    done = webhooks(heard, "replay", "99", "http://127.0.0.1:1/")
    assert (done.returncode, done.stdout) == (2, "")
    assert "There is no received call 99. 'ue-console webhooks events' lists them" in done.stderr


def test_the_help_names_every_sample() -> None:
    assert tuple(SAMPLES.split()) == samples.names()


@pytest.mark.parametrize("action", ACTIONS)
def test_the_help_of_each_action_says_its_exit_codes(action: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run(["webhooks", action, "--help"])
    codes = capsys.readouterr().out.partition("\nexit code: 0 ")[2]
    assert all(re.search(rf"[,;] {code} ", codes) for code in (1, 2))


def test_the_console_and_the_command_listen_at_the_same_port() -> None:
    assert command.PORT == listening_session.PORT


def test_the_account_may_stand_before_a_command_that_has_one(
    machine: Machine, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment(machine.home).items():
        monkeypatch.setenv(name, value)
    assert run(["--account", "nobody", "webhooks", "list"]) == 2
    assert "There is no account nobody" in capsys.readouterr().err
    assert run(["--account", "nobody", "webhooks", "events"]) == 2
    assert "There is no account nobody" in capsys.readouterr().err


def test_no_account_at_all_says_how_to_add_one(machine: Machine) -> None:
    done = webhooks(machine, "list")
    assert (done.returncode, done.stdout) == (2, "")
    assert "There is no account of UniOne yet." in done.stderr


def test_no_limit_is_no_search(machine: Machine) -> None:
    done = webhooks(machine, "events", "--limit", "0")
    assert (done.returncode, "Give --limit 1 or more." in done.stderr) == (2, True)
