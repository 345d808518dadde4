"""Watches in memory are as those on disk, and leave nothing there but whose turn it was."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ue_console.store.database import Database
from ue_console.store.watches import Watches
from ue_console.store.watches_kept_here import WatchesKeptHere

NOON = datetime(2030, 1, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = Database(tmp_path / "state.db")
    yield opened
    await opened.close()


async def told(watches: Watches) -> list[object]:
    """What a store of watches answers, one question after the other."""
    said: list[object] = [await watches.add("ACME", name, NOON) for name in ("b.test", "a.test", "b.test")]
    said += [await watches.list("ACME"), await watches.list("Other"), await watches.accounts()]
    [first, _] = await watches.list("ACME")
    await watches.put_off(first._replace(due=NOON + MINUTE, looks=3, validations=1))
    said += [await watches.list("ACME")]
    said += [await watches.remove("ACME", "a.test"), await watches.remove("ACME", "a.test")]
    await watches.put_off(first)
    return [*said, await watches.list("ACME"), await watches.accounts()]


async def test_they_answer_as_those_on_disk_and_leave_nothing_there(database: Database) -> None:
    here = await told(WatchesKeptHere(database))
    assert await Watches(database).accounts() == ()
    assert here == await told(Watches(database))


async def test_the_turn_is_shared_with_those_on_disk(database: Database) -> None:
    assert await WatchesKeptHere(database).turn("ACME", NOON, MINUTE) == timedelta()
    assert await Watches(database).turn("ACME", NOON, MINUTE) == MINUTE
