"""Activity a row a list: what fits of it is counted, and what was found out later is noted."""

import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.store.send_parts import NOON
from ue_console.store.activity import Activity, Sought
from ue_console.store.activity_lists import FoldedActivity
from ue_console.store.activity_records import Exchanged, Facts, Together
from ue_console.store.database import Database
from ue_console.store.migrations import MIGRATIONS, migrate

FACTS = Facts(NOON, "ACME", "unione", "unsubscribed/set", "a@example.com", "done", None, 200, 84)
REST = Exchanged("https://eu1.unione.io/api", {"address": "a@example.com"}, True, None)
LATER = NOON + timedelta(minutes=1)
ALONE: Mapping[str, object] = {"method": "webhook/set", "what": "hook"}
ROWS: tuple[Mapping[str, object], ...] = (
    {"part_of": "one", "what": "0"},
    {"part_of": "one", "what": "1", "result": "refused"},
    ALONE,
    {"part_of": "two", "what": "2"},
    {"part_of": "one", "what": "3", "result": "unknown", "at": LATER},
    {"part_of": "one", "what": "4", "result": "unknown", "at": LATER},
)


@pytest.fixture
async def folded(database: Database) -> FoldedActivity:
    for row in ROWS:
        await Activity(database).add(replace(FACTS, **row), REST)  # type: ignore[arg-type]
    return FoldedActivity(database)


async def seen(folded: FoldedActivity, sought: Sought) -> list[str]:
    """Each entry: its newest object, and how many calls it has."""
    entries = await folded.newest(sought, 9)
    assert await folded.count(sought) == len(entries)
    return [f"{each.facts.what} {each.together.many if each.together else 1}" for each in entries]


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        (Sought(), ["4 4", "2 1", "hook 1"]),
        (Sought(account="Other"), []),
        (Sought(results=("unknown",)), ["4 2"]),
        (Sought(results=("refused",)), ["1 1"]),
        (Sought(until=LATER), ["2 1", "hook 1", "1 2"]),
        (Sought(noun="webhook"), ["hook 1"]),
        (Sought(part_of="two"), ["2 1"]),
    ],
)
async def test_a_list_is_one_entry_of_what_fits(
    folded: FoldedActivity, sought: Sought, found: list[str]
) -> None:
    assert await seen(folded, sought) == found


async def test_the_counts_of_a_list_begin_with_what_asks_for_something(folded: FoldedActivity) -> None:
    [first, *_] = await folded.newest(Sought(), 9)
    assert first.together == Together(NOON, {"unknown": 2, "refused": 1, "done": 1})
    assert list(first.together.counts) == ["unknown", "refused", "done"]
    assert first.together.result == "unknown"


async def test_pages_have_each_list_once(folded: FoldedActivity) -> None:
    [first, second] = await folded.newest(Sought(), 2)
    rest = await folded.newest(Sought(), 2, before=second.id)
    assert [each.facts.what for each in (first, second, *rest)] == ["4", "2", "hook"]


async def test_what_was_found_out_later_is_no_more_unknown(
    folded: FoldedActivity, database: Database
) -> None:
    await folded.settle("one", "3", "done")
    await folded.settle("one", "4", "not done")
    await folded.settle("one", "1", "done")
    await folded.settle("two", "3", "not done")
    await folded.settle("one", "4", "done")
    calls = await Activity(database).newest(Sought(part_of="one"), 9)
    assert [(call.facts.what, call.facts.result, call.facts.settled) for call in calls] == [
        ("4", "unknown", "not done"),
        ("3", "done", "done"),
        ("1", "refused", ""),
        ("0", "done", ""),
    ]
    [first, *_] = await folded.newest(Sought(), 9)
    assert first.together == Together(NOON, {"refused": 1, "done": 2}, not_done=1)
    assert await seen(folded, Sought(results=("unknown",))) == []
    assert await seen(folded, Sought(text="unknown")) == []
    assert await seen(folded, Sought(text="not done")) == ["4 1"]


async def test_what_was_not_done_and_is_asked_again_counts_once(
    folded: FoldedActivity, database: Database
) -> None:
    await folded.settle("one", "3", "not done")
    await folded.settle("one", "4", "not done")
    await Activity(database).add(replace(FACTS, part_of="one", what="4"), REST)
    [first, *_] = await folded.newest(Sought(), 9)
    assert first.together == Together(NOON, {"refused": 1, "done": 2}, not_done=1)
    assert await seen(folded, Sought(text="not done")) == ["4 1"]


async def test_calls_of_before_are_by_themselves(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    with sqlite3.connect(path) as connection:
        migrate(connection, MIGRATIONS[:6])
        connection.execute(
            "INSERT INTO activity (at, account, service, noun, verb, what, result, milliseconds, job_id,"
            " search) VALUES (?, 'ACME', 'unione', 'unsubscribed', 'set', 'a', 'unknown', 1, '', '')",
            (NOON.isoformat(),),
        )
    connection.close()
    database = Database(path)
    assert await seen(FoldedActivity(database), Sought(results=("unknown",))) == ["a 1"]
    await database.close()
