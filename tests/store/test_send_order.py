"""Sends beside each other: the list, twins, and what succeeds a send."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.store.send_parts import NOON, Now, plan
from ue_console.store.database import Database
from ue_console.store.send_records import BatchState, SendRecord
from ue_console.store.sends import Sends


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
def sends(database: Database, now: Now) -> Sends:
    return Sends(database, now)


async def ended(sends: Sends, state: BatchState, name: str = "s1") -> None:
    """A send of one batch that has come to an end."""
    await sends.record(plan(name, batches=1), twin_since=None)
    await sends.begin(name, 1)
    await sends.finish(name, replace(plan().batches[0], state=state))
    await sends.close(name)


async def recorded(sends: Sends, send: SendRecord) -> None:
    """A send that has ended before anything left."""
    assert await sends.record(send, twin_since=None) is None
    await sends.close(send.summary.id)


async def test_a_twin_stops_the_record(sends: Sends) -> None:
    await ended(sends, "sent")
    since = (NOON - timedelta(minutes=10)).isoformat()
    twin = await sends.record(plan("s2"), twin_since=since)
    assert twin is not None and twin.summary.id == "s1"
    assert [send.id for send in await sends.list()] == ["s1"]
    assert await sends.record(plan("s3", fingerprint="other"), twin_since=since) is None
    assert await sends.record(plan("s4", account="Other"), twin_since=since) is None
    later = (NOON + timedelta(seconds=1)).isoformat()
    assert await sends.record(plan("s5"), twin_since=later) is None


async def test_beside_one_that_is_open_none_is_recorded_whatever_is_confirmed(sends: Sends) -> None:
    assert await sends.record(plan("s0"), twin_since=None) is None
    twin = await sends.record(plan("s2"), twin_since=None)
    assert twin is not None
    assert twin.is_under_way
    await sends.close("s0")
    assert await sends.record(plan("s2"), twin_since=None) is None


async def test_an_unknown_or_open_send_is_a_twin_at_any_time(sends: Sends) -> None:
    later = (NOON + timedelta(days=3)).isoformat()
    await sends.record(plan("s0"), twin_since=None)
    assert await sends.twin(plan("s2"), later) is not None
    await sends.close("s0")
    assert await sends.twin(plan("s2"), later) is None
    await ended(sends, "unknown")
    assert await sends.twin(plan("s2"), later) is not None


@pytest.mark.parametrize("state", ["refused", "planned"])
async def test_a_send_of_which_nothing_left_is_no_twin(sends: Sends, state: BatchState) -> None:
    await ended(sends, state)
    assert await sends.twin(plan("s2"), NOON.isoformat()) is None


async def test_sends_are_listed_newest_first(sends: Sends, now: Now) -> None:
    for number in range(3):
        now.time = NOON + timedelta(minutes=number)
        await recorded(sends, plan(f"s{number}", account="ACME" if number else "Other"))
    assert [send.id for send in await sends.list()] == ["s2", "s1", "s0"]
    assert [send.id for send in await sends.list("ACME", limit=1, offset=1)] == ["s1"]


async def test_what_retries_a_send_or_repeats_it_succeeds_it(sends: Sends) -> None:
    retry = plan("retry", fingerprint="part")
    given = [
        plan("older"),
        plan("s1"),
        plan("other", fingerprint="g"),
        plan("elsewhere", account="Other"),
        replace(retry, summary=replace(retry.summary, parent="s1")),
        plan("again"),
        plan("old", fingerprint=""),
        plan("older still", fingerprint=""),
    ]
    for send in given:
        await recorded(sends, send)
    assert [send.summary.id for send in await sends.successors("s1")] == ["retry", "again"]
    assert await sends.successors("old") == []


async def test_of_one_moment_the_send_recorded_last_is_the_newest(sends: Sends) -> None:
    for name in ("b", "a", "c"):
        await ended(sends, "sent", name)
    assert [send.id for send in await sends.list()] == ["c", "a", "b"]
    twin = await sends.twin(plan("d"), NOON.isoformat())
    assert twin is not None and twin.summary.id == "c"
