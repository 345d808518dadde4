"""Watched domains on disk, and the turns that consoles take to list domains."""

from datetime import UTC, datetime, timedelta

import pytest

from ue_console.store.database import Database
from ue_console.store.rename import rename_account
from ue_console.store.watches import Watches, WatchRow

NOON = datetime(2030, 1, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


async def test_a_watch_is_kept_until_it_is_removed(database: Database) -> None:
    watches = Watches(database)
    assert await watches.add("ACME", "a.test", NOON)
    assert not await watches.add("ACME", "a.test", NOON + MINUTE)
    assert await watches.add("Other", "a.test", NOON)
    [row] = await watches.list("ACME")
    assert row == WatchRow("ACME", "a.test", NOON, NOON)
    await watches.remove("ACME", "a.test")
    await watches.remove("ACME", "a.test")
    assert await watches.list("ACME") == ()
    assert len(await watches.list("Other")) == 1


async def test_the_next_one_due_comes_first(database: Database) -> None:
    watches = Watches(database)
    for name in ("b.test", "a.test", "c.test"):
        await watches.add("ACME", name, NOON)
    await watches.put_off(WatchRow("ACME", "a.test", NOON, NOON + MINUTE, 3, 1))
    rows = await watches.list("ACME")
    assert [row.domain for row in rows] == ["b.test", "c.test", "a.test"]
    assert (rows[2].looks, rows[2].validations, rows[2].due) == (3, 1, NOON + MINUTE)


async def test_a_watch_that_ended_meanwhile_stays_ended(database: Database) -> None:
    watches = Watches(database)
    await watches.put_off(WatchRow("ACME", "a.test", NOON, NOON))
    assert await watches.list("ACME") == ()


@pytest.mark.parametrize(
    ("seconds", "wait"), [(0, 60), (1, 59), (59.5, 0.5), (60, 0), (3600, 0), (-5, 60), (-86400, 0)]
)
async def test_turns_are_apart(database: Database, seconds: float, wait: float) -> None:
    watches = Watches(database)
    assert await watches.turn("ACME", NOON, MINUTE) == timedelta()
    later = NOON + timedelta(seconds=seconds)
    assert await watches.turn("ACME", later, MINUTE) == timedelta(seconds=wait)
    assert await watches.turn("Other", later, MINUTE) == timedelta()


async def test_a_turn_that_isnt_had_isnt_taken(database: Database) -> None:
    watches = Watches(database)
    await watches.turn("ACME", NOON, MINUTE)
    await watches.turn("ACME", NOON + MINUTE / 2, MINUTE)
    assert await watches.turn("ACME", NOON + MINUTE, MINUTE) == timedelta()


async def test_watches_follow_an_account_that_is_renamed(database: Database) -> None:
    watches = Watches(database)
    await watches.add("ACME", "a.test", NOON)
    await watches.add("New", "a.test", NOON - MINUTE)
    await watches.turn("ACME", NOON, MINUTE)
    await rename_account(database, "ACME", "New")
    [row] = await watches.list("New")
    assert row.started == NOON
    assert await watches.turn("New", NOON, MINUTE) == MINUTE
