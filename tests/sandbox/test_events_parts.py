"""The parts that count and wait: when a webhook is stopped, and what is done when."""

import asyncio
import logging

import pytest

from ue_console.sandbox.events.agenda import Agenda
from ue_console.sandbox.events.clock import REAL
from ue_console.sandbox.events.room import Room
from ue_console.sandbox.events.streak import LEAST_EVENTS, Streak

HOUR = 3_600.0
DAY = 24 * HOUR
TEN = range(LEAST_EVENTS)


def test_ten_events_that_fail_for_a_day() -> None:
    streak = Streak(REAL)
    assert not streak.add(0, TEN)
    assert streak.goes_on
    tries = [number * REAL.retry for number in range(1, REAL.retries + 1)]
    assert [streak.add(time, TEN) for time in tries] == [False] * (REAL.retries - 1) + [True]


def test_it_does_not_matter_how_late_the_last_repetition_is() -> None:
    streak = Streak(REAL)
    assert not streak.add(0, TEN)
    assert not streak.add(20 * HOUR, TEN)
    assert streak.add(3 * DAY, TEN)


def test_fewer_events_do_not() -> None:
    streak = Streak(REAL)
    assert not streak.add(0, TEN[1:])
    assert not streak.add(DAY, TEN[1:])


def test_a_tenth_event_later_in_the_day_does() -> None:
    streak = Streak(REAL)
    assert not streak.add(0, TEN[1:])
    assert not streak.add(5 * HOUR, TEN[:1])
    assert streak.add(DAY, TEN[1:])


def test_events_of_the_day_before_do_not_count() -> None:
    streak = Streak(REAL)
    assert not streak.add(0, TEN[:5])
    assert not streak.add(30 * HOUR, TEN[5:])
    assert streak.add(31 * HOUR, ["a", "b", "c", "d", "e"])


def test_a_call_that_works_ends_it() -> None:
    streak = Streak(REAL)
    streak.add(0, TEN)
    streak.end()
    assert not streak.goes_on
    assert not streak.add(DAY, TEN)
    assert not streak.add(2 * DAY - HOUR, TEN)
    assert streak.add(2 * DAY, TEN)


def test_what_failed_before_it_does_not_count() -> None:
    streak = Streak(REAL)
    streak.add(0, TEN)
    streak.end()
    assert not streak.add(0, TEN[:1])
    assert not streak.add(DAY, TEN[:1])


def test_room() -> None:
    room = Room(10)
    assert room.take(6)
    assert not room.take(5)
    assert room.take(4)
    room.give(6)
    assert room.take(5)


async def test_what_is_due_is_done_in_its_order() -> None:
    agenda, done = Agenda(), list[int]()
    now = agenda.time()
    ready = asyncio.Event()
    agenda.at(now + 0.02, ready.set)
    agenda.at(now + 0.01, lambda: done.append(3))
    agenda.at(now, lambda: done.append(1))
    # What is put in meanwhile has its turn, too.
    agenda.at(now, lambda: agenda.at(now, lambda: done.append(2)))
    await asyncio.wait_for(ready.wait(), 20)
    assert done == [1, 2, 3]


async def test_a_fault_does_not_keep_others_from_their_turn(caplog: pytest.LogCaptureFixture) -> None:
    agenda, ready = Agenda(), asyncio.Event()

    async def faulty() -> None:
        raise ValueError("a bug")

    caplog.set_level(logging.ERROR, "ue_console.sandbox")
    logging.getLogger("ue_console.sandbox").propagate = True
    agenda.at(agenda.time(), lambda: [].pop())
    agenda.at(agenda.time(), lambda: agenda.start(faulty()))
    agenda.at(agenda.time() + 0.01, ready.set)
    await asyncio.wait_for(ready.wait(), 20)
    found = [record.exc_info[0] for record in caplog.records if record.exc_info]
    assert found == [IndexError, ValueError]


async def test_nothing_is_done_after_the_end() -> None:
    agenda, done = Agenda(), list[str]()

    async def work() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            done.append("cut off")

    agenda.start(work())
    agenda.at(agenda.time(), lambda: done.append("due"))
    await asyncio.sleep(0)
    await agenda.close()
    agenda.start(work())
    agenda.at(agenda.time(), lambda: done.append("late"))
    await asyncio.sleep(0.01)
    assert done == ["cut off"] or done == ["due", "cut off"]
    assert len(asyncio.all_tasks()) == 1
