"""``ue-console activity`` as a process: what other commands changed is there, and can be sought."""

import asyncio
import json
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.cli.doctoring import Machine
from tests.sandbox.running import KEY, Running
from tests.terminal.machine import PROGRAM, environment
from ue_console.cli.activity import KINDS, line
from ue_console.cli.recorded import recorded
from ue_console.models.account import Account
from ue_console.models.secret import Secret
from ue_console.models.unione.template import Template
from ue_console.services.activity_words import NOUNS
from ue_console.store.activity import Activity
from ue_console.store.activity_records import Entry, Exchanged, Facts
from ue_console.store.database import Database
from ue_console.store.paths import Paths

NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)
FACTS = Facts(NOON, "ACME Mail", "unione", "webhook/set", "https://shop.example", "done", None, 200, 84)
LATER: Mapping[str, Any] = {
    "method": "email/send",
    "what": "1 recipient",
    "result": "unknown",
    "job_id": "j",
}


def activity(machine: Machine, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run the command; no key is ever in what it prints."""
    done = subprocess.run(
        [PROGRAM, *arguments],
        env=environment(machine.home, PYTHONUTF8="1"),
        cwd=machine.home,
        capture_output=True,
        text=True,
        check=False,
    )
    assert KEY not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    return done


def paths(machine: Machine) -> Paths:
    """Where the command keeps things."""
    return Paths(machine.config_file.parent, machine.state)


def fill(machine: Machine) -> None:
    """Two calls, the second one yesterday's and of another account."""

    async def add() -> None:
        database = Database(paths(machine).database_file)
        rest = Exchanged("https://eu1.unione.io/api", {"url": "https://shop.example"}, True, None)
        old: dict[str, Any] = {"at": datetime.now(UTC) - timedelta(hours=30), "account": "Other"}
        await Activity(database).add(replace(FACTS, **old, **LATER), rest)
        await Activity(database).add(replace(FACTS, at=datetime.now(UTC), what="\x1b[31m=1\n2"), rest)
        await database.close()

    asyncio.run(add())


def test_without_anything_kept_nothing_is_made(machine: Machine) -> None:
    done = activity(machine, "activity")
    assert (done.returncode, done.stdout) == (0, "")
    assert "Nothing fits" in done.stderr
    assert not machine.state.exists()


def test_a_line_a_call_the_newest_first(machine: Machine) -> None:
    fill(machine)
    done = activity(machine, "activity")
    heading, first, second = done.stdout.splitlines()
    assert heading == "WHEN (UTC)           RESULT      ACCOUNT: WHAT"
    assert [heading.index(word) for word in ("RESULT", "ACCOUNT")] == [21, first.index("ACME")]
    assert "✓ done      ACME Mail: set webhook \ufffd[31m=1 2" in first
    assert second.endswith("? unknown   Other: send mail to 1 recipient, job j")


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["--account", "oth"], ["email/send"]),
        (["--noun", "webhook"], ["webhook/set"]),
        (["--result", "unknown"], ["email/send"]),
        (["--since", "1d"], ["webhook/set"]),
        (["--until", "12h"], ["email/send"]),
        (["--since", "2020-01-01", "--until", "2020-01-02"], []),
        (["--text", "1 RECIPIENT"], ["email/send"]),
        (["--limit", "1"], ["webhook/set"]),
    ],
)
def test_what_is_sought_is_found(machine: Machine, arguments: list[str], found: list[str]) -> None:
    fill(machine)
    done = activity(machine, "activity", "--json", *arguments)
    rows = [json.loads(text) for text in done.stdout.splitlines()]
    assert [row["method"] for row in rows] == found
    assert all(row["request"] == {"url": "https://shop.example"} for row in rows)
    assert done.returncode == 0


def test_what_is_left_out_is_told_and_a_list_is_one_line(machine: Machine) -> None:
    fill(machine)

    async def add() -> None:
        database = Database(paths(machine).database_file)
        rest = Exchanged("https://eu1.unione.io/api", {}, True, None)
        for number in range(3):
            one = replace(FACTS, method="unsubscribed/set", what=f"{number}@example.com", part_of="a")
            await Activity(database).add(one, rest)
        await database.close()

    asyncio.run(add())
    whole = activity(machine, "activity")
    assert whole.stdout.splitlines()[1].endswith("✓ done      ACME Mail: unsubscribe 3 addresses")
    assert (len(whole.stdout.splitlines()), whole.stderr) == (4, "")
    assert (
        activity(machine, "activity", "--limit", "2").stderr == "2 of 3, the newest; --limit 3 shows all.\n"
    )
    objects = activity(machine, "activity", "--limit", "2", "--json")
    assert [json.loads(text)["list"] for text in objects.stdout.splitlines()] == ["a", "a"]
    assert objects.stderr == "2 of 5, the newest; --limit 5 shows all.\n"


def test_the_help_names_every_kind() -> None:
    assert KINDS.split(", ") == list(NOUNS)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--account", "nobody"], "There is no account nobody"),
        (["--noun", "hook"], "Give one of: connection, domain"),
        (["--result", "ok"], "Give one of: done, refused, unknown, not sent"),
        (["--since", "yesterday"], "yesterday is no time."),
        (["--limit", "0"], "0 calls are none."),
    ],
)
def test_what_is_typed_wrong_is_told(machine: Machine, arguments: list[str], told: str) -> None:
    fill(machine)
    done = activity(machine, "activity", *arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert told in done.stderr


async def test_what_a_command_changes_is_kept(machine: Machine, service: Running) -> None:
    base = f"{service.url}/en/transactional/api/v1"
    async with recorded(paths(machine)) as connector:
        client = connector.unione(Account(name="ACME", base_url=base), Secret(KEY))
        await client.templates.set(Template(name="welcome", subject="Hi", body={"html": "x"}))
        await client.templates.list()
        await client.aclose()
    [row] = [json.loads(text) for text in activity(machine, "activity", "--json").stdout.splitlines()]
    assert (row["account"], row["method"], row["what"], row["result"]) == (
        "ACME",
        "template/set",
        "welcome",
        "done",
    )
    assert KEY.encode() not in b"".join(path.read_bytes() for path in machine.state.iterdir())


def test_what_the_operator_said_is_told() -> None:
    one = replace(FACTS, method="email/send", what="1 recipient", settled="not sent")
    assert (
        line(Entry(1, one))
        == "2026-06-15 12:00:00  · not sent  ACME Mail: send mail to 1 recipient (you said so)\n"
    )
    assert "  ✓ accepted  " in line(Entry(1, replace(one, settled="accepted")))


def test_a_line() -> None:
    refused = replace(FACTS, result="refused", code=1202)
    assert (
        line(Entry(1, refused))
        == "2026-06-15 12:00:00  ✗ refused   ACME Mail: set webhook https://shop.example (code 1202)\n"
    )
