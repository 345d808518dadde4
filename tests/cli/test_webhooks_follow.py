"""No call is left out, however many come at once and however slowly they are read."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import httpx
import pytest

from tests.cli.doctoring import Machine
from tests.cli.webhooks_command import listening
from tests.sandbox.running import KEY
from ue_console.cli.webhooks_follow import Follower, received
from ue_console.models.secret import Secret
from ue_console.models.unione.event import read_notification
from ue_console.models.unione.signature import Verdict, signed
from ue_console.services.listening.values import Received
from ue_console.services.samples import Owner, payload
from ue_console.store.event_records import NewCall
from ue_console.store.events import EventStore

NOW: Final = datetime(2026, 5, 4, 12, 30, tzinfo=UTC)


def call(events: int, job: int = 0) -> NewCall:
    whole = dict(payload("sent", Owner(job + 1), NOW, count=events))
    body = json.dumps(whole).encode()
    return NewCall(NOW, Verdict.GOOD, "ACME", (), body, gzip=False, notification=read_notification(whole))


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[EventStore]:
    async with EventStore(tmp_path / "events.sqlite") as opened:
        yield opened


async def kept(store: EventStore, count: int, events: int = 1) -> list[Received]:
    """Calls that were kept, as a listener would tell them."""
    numbers = await store.keep([call(events, job) for job in range(count)])
    return [received(await store.call(number)) for number in numbers]


async def all_of(follower: Follower) -> list[int]:
    follower.end()
    return [call.number async for call in follower.calls()]


async def test_what_is_told_comes_in_order(store: EventStore) -> None:
    calls = await kept(store, 3)
    follower = Follower(store, 0)
    follower.told(calls[:2])
    follower.told(calls[2:])
    assert await all_of(follower) == [1, 2, 3]


async def test_what_a_burst_cut_is_read_from_the_file(store: EventStore) -> None:
    calls = await kept(store, 25, events=100)
    follower = Follower(store, 2)
    follower.told(calls[15:])
    assert await all_of(follower) == [*range(3, 26)]


async def test_a_gap_without_a_burst_is_another_listeners(store: EventStore) -> None:
    calls = await kept(store, 5)
    follower = Follower(store, 0)
    follower.told([calls[0]])
    follower.told([calls[4]])
    assert await all_of(follower) == [1, 5]


async def test_what_was_deleted_since_is_left_out(store: EventStore) -> None:
    calls = await kept(store, 12, events=100)
    await store.prune(since=NOW, most_bytes=1, most_unproven=0)
    follower = Follower(store, 0)
    follower.told(calls[1:])
    assert await all_of(follower) == [*range(2, 13)]


async def test_refused_calls_are_told_and_have_no_number(store: EventStore) -> None:
    refused = replace((await kept(store, 1))[0], number=0, events=(), problem="it is no JSON")
    follower = Follower(store, 7)
    follower.told([refused, refused])
    assert await all_of(follower) == [0, 0]


async def test_a_slow_reader_costs_no_memory_and_no_call(
    store: EventStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ue_console.cli.webhooks_follow._WAITING", 4)
    calls = await kept(store, 20)
    follower = Follower(store, 0)
    for one in calls:
        follower.told([one])
    assert len(follower._waiting) == 4
    assert await all_of(follower) == [*range(1, 21)]


async def test_reading_waits_for_news(store: EventStore) -> None:
    follower = Follower(store, 0)
    reading = asyncio.create_task(all_of_live(follower))
    await asyncio.sleep(0)
    follower.told(await kept(store, 1))
    await asyncio.sleep(0)
    assert not reading.done()
    follower.end()
    assert await reading == [1]


async def all_of_live(follower: Follower) -> list[int]:
    return [call.number async for call in follower.calls()]


def test_every_event_of_a_burst_is_a_line(machine: Machine) -> None:
    machine.account("ACME", "http://127.0.0.1:1")
    body = signed(payload("opened", Owner(), NOW, count=100), Secret(KEY))
    with listening(machine, "--json") as found, httpx.Client(base_url=found.url) as sender:
        assert all(sender.post("/", content=body).status_code == 200 for _ in range(60))
        assert found.process.stdout
        shown = [json.loads(found.process.stdout.readline()) for _ in range(6_000)]
        code, told = found.ended()
    assert [(one["call"], one["position"]) for one in shown] == [
        (n, p) for n in range(1, 61) for p in range(100)
    ]
    assert (code, "60 calls with 6,000 events" in told) == (0, True)
