"""Calls that wait for the file."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.services.listening.parts import body
from ue_console.errors import StateError
from ue_console.models.unione.event import read_notification
from ue_console.models.unione.signature import Verdict
from ue_console.services.listening.keeping import Keeper
from ue_console.services.listening.values import Retention
from ue_console.store.event_records import NewCall
from ue_console.store.events import EventStore


def now() -> datetime:
    return datetime.now(UTC)


def call(verdict: Verdict = Verdict.GOOD) -> NewCall:
    content = body()
    return NewCall(now(), verdict, "", (), content, False, read_notification(json.loads(content)))


async def test_what_waits_at_the_end_is_written(tmp_path: Path) -> None:
    async with EventStore(tmp_path / "events.sqlite") as store:
        async with Keeper(store, Retention(), now) as keeper:
            waiting = [asyncio.create_task(keeper.keep(call())) for _ in range(250)]
            await asyncio.sleep(0)
        assert (await store.count()).calls == 250
        assert sorted(await asyncio.gather(*waiting)) == list(range(1, 251))


async def test_many_calls_share_a_transaction(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    batches: list[int] = []

    async def keep(_: EventStore, calls: list[NewCall]) -> list[int]:
        batches.append(len(calls))
        return [0] * len(calls)

    monkeypatch.setattr(EventStore, "keep", keep)
    async with (
        EventStore(tmp_path / "events.sqlite") as store,
        Keeper(store, Retention(), now) as keeper,
    ):
        await asyncio.gather(*(keeper.keep(call()) for _ in range(250)))
    assert batches == [100, 100, 50]


@pytest.mark.parametrize(("verdict", "most"), [(Verdict.BAD, 60), (Verdict.MISSING, 60), (Verdict.GOOD, 250)])
async def test_what_proves_nothing_is_pruned_while_it_listens(
    tmp_path: Path, verdict: Verdict, most: int
) -> None:
    async with (
        EventStore(tmp_path / "events.sqlite") as store,
        Keeper(store, Retention(most_unproven=10), now) as keeper,
    ):
        await asyncio.gather(*(keeper.keep(call(verdict)) for _ in range(250)))
        async with asyncio.timeout(20):
            while (await store.count()).calls > most:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        assert (await store.count()).calls >= min(most, 10)


async def test_all_of_a_batch_that_fails_hear_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def full(*_: object) -> list[int]:
        raise StateError("full")

    async with (
        EventStore(tmp_path / "events.sqlite") as store,
        Keeper(store, Retention(), now) as keeper,
    ):
        with monkeypatch.context() as patched:
            patched.setattr(EventStore, "keep", full)
            fates = await asyncio.gather(*(keeper.keep(call()) for _ in range(3)), return_exceptions=True)
        assert [type(fate) for fate in fates] == [StateError] * 3
        assert await keeper.keep(call()) == 1
