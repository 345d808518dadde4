"""The journal of sends."""

import os
import socket
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ue_console.errors import StateError
from ue_console.store.database import Database
from ue_console.store.owner import may_live, new_owner
from ue_console.store.send_records import BatchRecord, BatchState, SendRecord, SendSummary
from ue_console.store.sends import PATIENCE, Sends

NOON = datetime(2030, 1, 1, 12, tzinfo=UTC)


class Now:
    """A clock that stands."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
def sends(database: Database, now: Now) -> Sends:
    return Sends(database, now)


def plan(send_id: str = "s1", batches: int = 2, fingerprint: str = "f", account: str = "ACME") -> SendRecord:
    summary = SendSummary(send_id, account, "", "Hello", "welcome", 2 * batches, "open", fingerprint, "")
    parts = tuple(
        BatchRecord(number, ({"email": f"a{number}@example.com"}, {"email": f"b{number}@example.com"}))
        for number in range(1, batches + 1)
    )
    return SendRecord(summary, {"subject": "Hello"}, parts)


async def states(sends: Sends, send_id: str = "s1") -> list[BatchState]:
    return [batch.state for batch in (await sends.get(send_id)).batches]


async def test_a_plan_is_on_disk_before_anything_begins(sends: Sends, database_file: Path) -> None:
    await sends.record(plan(), twin_since=None)
    with sqlite3.connect(database_file) as other:
        rows = other.execute("SELECT number, state FROM batches ORDER BY number").fetchall()
    other.close()
    assert rows == [(1, "planned"), (2, "planned")]


async def test_a_send_comes_back_as_it_was(sends: Sends, now: Now) -> None:
    given = plan()
    await sends.record(given, twin_since=None)
    summary = replace(given.summary, created=NOON.isoformat())
    assert await sends.get("s1") == replace(given, summary=summary)
    assert (await sends.get("s1")).request(2) == {
        "message": {"subject": "Hello", "recipients": list(given.batches[1].recipients)}
    }


async def test_one_plan_is_recorded_once(sends: Sends) -> None:
    await sends.record(plan(), twin_since=None)
    with pytest.raises(StateError, match="sent before"):
        await sends.record(plan(), twin_since=None)


async def test_a_batch_begins_once(sends: Sends) -> None:
    await sends.record(plan(), twin_since=None)
    await sends.begin("s1", 1)
    with pytest.raises(StateError, match="not sent again"):
        await sends.begin("s1", 1)


@pytest.mark.parametrize("state", ["sent", "refused", "unknown"])
async def test_a_batch_with_an_outcome_never_begins_again(sends: Sends, state: BatchState) -> None:
    await sends.record(plan(), twin_since=None)
    await sends.begin("s1", 1)
    await sends.finish("s1", replace(plan().batches[0], state=state))
    with pytest.raises(StateError):
        await sends.begin("s1", 1)


async def test_nothing_begins_in_a_closed_send(sends: Sends) -> None:
    await sends.record(plan(), twin_since=None)
    await sends.close("s1")
    with pytest.raises(StateError):
        await sends.begin("s1", 1)


async def test_another_process_can_t_go_on_with_a_send(sends: Sends, database: Database, now: Now) -> None:
    await sends.record(plan(), twin_since=None)
    with pytest.raises(StateError):
        await Sends(database, now).begin("s1", 1)


async def test_an_outcome_is_kept(sends: Sends) -> None:
    await sends.record(plan(), twin_since=None)
    await sends.begin("s1", 1)
    outcome = replace(plan().batches[0], state="sent", job_id="j", answer={"emails": ["a1@example.com"]})
    await sends.finish("s1", outcome)
    noon = NOON.isoformat()
    assert (await sends.get("s1")).batches[0] == replace(outcome, started=noon, finished=noon)


async def test_an_outcome_of_a_batch_that_never_began_changes_nothing(sends: Sends) -> None:
    await sends.record(plan(), twin_since=None)
    await sends.finish("s1", replace(plan().batches[0], state="sent"))
    assert await states(sends) == ["planned", "planned"]


@pytest.mark.parametrize(
    ("outcomes", "state"),
    [
        (("sent", "sent"), "done"),
        (("sent", "refused"), "partly"),
        (("refused", "refused"), "refused"),
        (("sent", None), "stopped"),
        (("unknown", None), "unknown"),
        (("sending", None), "unknown"),
    ],
)
async def test_a_send_ends_in_a_word(
    sends: Sends, outcomes: tuple[BatchState | None, ...], state: str
) -> None:
    await sends.record(plan(), twin_since=None)
    for batch, outcome in zip(plan().batches, outcomes, strict=True):
        if outcome:
            await sends.begin("s1", batch.number)
        if outcome and outcome != "sending":
            await sends.finish("s1", replace(batch, state=outcome))
    assert await sends.close("s1") == state
    assert (await sends.get("s1")).summary.state == state
    assert "sending" not in await states(sends)


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ({"emails": ["a1@example.com"], "failed_emails": {}, "left_out": 0}, "done"),
        ({"emails": ["a1@example.com"], "failed_emails": {"b1@example.com": "invalid"}}, "partly"),
        ({"emails": ["a1@example.com"], "failed_emails": {}, "left_out": 1}, "partly"),
        (
            {"emails": ["a1@example.com"], "failed_emails": {"A1@example.com": "duplicate"}, "left_out": 0},
            "done",
        ),
        ({"uris": ["x://example.com/1"]}, "done"),
    ],
)
async def test_a_request_that_left_somebody_out_is_not_wholly_sent(
    sends: Sends, answer: dict[str, object], state: str
) -> None:
    await sends.record(plan(batches=1), twin_since=None)
    await sends.begin("s1", 1)
    await sends.finish("s1", replace(plan().batches[0], state="sent", answer=answer))
    assert await sends.close("s1") == state


async def test_a_settled_doubt_beside_a_refusal_is_partly_sent(sends: Sends) -> None:
    await sends.record(plan(), twin_since=None)
    states: tuple[BatchState, ...] = ("refused", "unknown")
    for batch, state in zip(plan().batches, states, strict=True):
        await sends.begin("s1", batch.number)
        await sends.finish("s1", replace(batch, state=state))
    assert await sends.close("s1") == "unknown"
    await sends.settle("s1", 2, arrived=True)
    assert (await sends.get("s1")).summary.state == "partly"


async def test_the_next_start_turns_what_was_leaving_into_unknown(
    sends: Sends, database: Database, now: Now
) -> None:
    await sends.record(plan(batches=3), twin_since=None)
    await sends.begin("s1", 1)
    await sends.finish("s1", replace(plan().batches[0], state="sent"))
    await sends.begin("s1", 2)
    later = Sends(database, now)
    [closed] = await later.unfinished()
    assert (closed.id, closed.state) == ("s1", "unknown")
    assert await states(later) == ["sent", "unknown", "planned"]
    assert "Check" in (await later.get("s1")).batches[1].error["remedy"]
    assert await later.unfinished() == []
    with pytest.raises(StateError):
        await sends.begin("s1", 3)


async def test_a_send_under_way_elsewhere_is_left_alone(sends: Sends, database: Database, now: Now) -> None:
    await sends.record(plan(), twin_since=None)
    await sends.begin("s1", 1)
    other = Sends(database, now, may_live=lambda owner: True)
    assert await other.unfinished() == []
    now.time += PATIENCE + timedelta(seconds=1)
    assert [closed.id for closed in await other.unfinished()] == ["s1"]


async def test_a_late_answer_clears_a_doubt(sends: Sends, database: Database, now: Now) -> None:
    await sends.record(plan(batches=1), twin_since=None)
    await sends.begin("s1", 1)
    await Sends(database, now).unfinished()
    await sends.finish("s1", replace(plan().batches[0], state="sent"))
    assert await sends.close("s1") == "done"


async def test_own_open_sends_are_not_ended(sends: Sends) -> None:
    await sends.record(plan(), twin_since=None)
    assert await sends.unfinished() == []


@pytest.mark.parametrize(("arrived", "state"), [(True, "done"), (False, "stopped")])
async def test_the_operator_settles_a_doubt(sends: Sends, arrived: bool, state: str) -> None:
    await sends.record(plan(batches=1), twin_since=None)
    await sends.begin("s1", 1)
    await sends.close("s1")
    await sends.settle("s1", 1, arrived=arrived)
    assert (await sends.get("s1")).summary.state == state
    with pytest.raises(StateError, match="not unknown"):
        await sends.settle("s1", 1, arrived=arrived)


async def ended(sends: Sends, state: BatchState) -> None:
    """A send of one batch that has come to an end."""
    await sends.record(plan(batches=1), twin_since=None)
    await sends.begin("s1", 1)
    await sends.finish("s1", replace(plan().batches[0], state=state))
    await sends.close("s1")


async def test_a_twin_stops_the_record(sends: Sends) -> None:
    await ended(sends, "sent")
    since = (NOON - timedelta(minutes=10)).isoformat()
    twin = await sends.record(plan("s2"), twin_since=since)
    assert twin is not None and twin.id == "s1"
    assert [send.id for send in await sends.list()] == ["s1"]
    assert await sends.record(plan("s3", fingerprint="other"), twin_since=since) is None
    assert await sends.record(plan("s4", account="Other"), twin_since=since) is None
    later = (NOON + timedelta(seconds=1)).isoformat()
    assert await sends.record(plan("s5"), twin_since=later) is None


async def test_an_unknown_or_open_send_is_a_twin_at_any_time(sends: Sends) -> None:
    later = (NOON + timedelta(days=3)).isoformat()
    await sends.record(plan("s0"), twin_since=None)
    assert await sends.twin(plan("s2").summary, later) is not None
    await sends.close("s0")
    assert await sends.twin(plan("s2").summary, later) is None
    await ended(sends, "unknown")
    assert await sends.twin(plan("s2").summary, later) is not None


@pytest.mark.parametrize("state", ["refused", "planned"])
async def test_a_send_of_which_nothing_left_is_no_twin(sends: Sends, state: BatchState) -> None:
    await ended(sends, state)
    assert await sends.twin(plan("s2").summary, NOON.isoformat()) is None


async def test_sends_are_listed_newest_first(sends: Sends, now: Now) -> None:
    for number in range(3):
        now.time = NOON + timedelta(minutes=number)
        await sends.record(plan(f"s{number}", account="ACME" if number else "Other"), twin_since=None)
    assert [send.id for send in await sends.list()] == ["s2", "s1", "s0"]
    assert [send.id for send in await sends.list("ACME", limit=1, offset=1)] == ["s1"]


async def test_of_one_moment_the_send_recorded_last_is_the_newest(sends: Sends) -> None:
    for name in ("b", "a", "c"):
        await sends.record(plan(name), twin_since=None)
    assert [send.id for send in await sends.list()] == ["c", "a", "b"]
    twin = await sends.twin(plan("d").summary, NOON.isoformat())
    assert twin is not None and twin.id == "c"


async def test_an_unknown_id_is_told(sends: Sends) -> None:
    with pytest.raises(StateError, match="no send nowhere"):
        await sends.get("nowhere")


def test_owners_live_as_long_as_their_process() -> None:
    host = socket.gethostname()
    assert may_live(f"{host}:{os.getppid()}:x")
    assert may_live("elsewhere:1:x")
    assert not may_live(new_owner())
    assert not may_live(f"{host}:4194399:x")
    assert not may_live("")
