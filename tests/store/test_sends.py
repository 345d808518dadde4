"""The journal of sends."""

import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.store.send_parts import NOON, Now, plan, states
from ue_console.errors import StateError
from ue_console.store.database import Database
from ue_console.store.send_records import BatchState
from ue_console.store.sends import PATIENCE, Sends


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
def sends(database: Database, now: Now) -> Sends:
    return Sends(database, now)


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
    with pytest.raises(StateError, match="is going out now, from another console"):
        await sends.record(plan(), twin_since=None)
    await sends.close("s1")
    with pytest.raises(StateError, match="was sent before"):
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


async def test_a_held_send_of_a_process_that_runs_for_certain_is_left_alone(
    sends: Sends, database: Database, now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    await sends.record(plan(), twin_since=None)
    monkeypatch.setattr("ue_console.store.owner.surely_lives", lambda owner: True)
    now.time += 10 * PATIENCE
    assert await Sends(database, now).unfinished() == []


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
    with pytest.raises(StateError, match="noted meanwhile"):
        await sends.settle("s1", 1, arrived=arrived)


async def test_an_unknown_id_is_told(sends: Sends) -> None:
    with pytest.raises(StateError, match="no send nowhere"):
        await sends.get("nowhere")
