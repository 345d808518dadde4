"""What is known and when it is asked again; several things at once, and none waits for another."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from ue_console.errors import ConsoleError, KeyStoreError, WireError
from ue_console.services import known as module
from ue_console.services.known import FRESH, Known, NotYet, ask_all

NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)
SOON = FRESH - timedelta(seconds=1)


def noon() -> datetime:
    return NOON


async def seven() -> int:
    return 7


def failing(error: Exception) -> Callable[[], Awaitable[int]]:
    async def read() -> int:
        raise error

    return read


async def test_what_came_counts_as_known_for_a_minute() -> None:
    thing = Known("numbers", "number", seven)
    assert thing.due(NOON)
    await thing.ask(noon)
    assert (thing.value, thing.at, thing.error) == (7, NOON, None)
    assert not thing.due(NOON)
    assert not thing.due(NOON + SOON)
    assert thing.due(NOON + FRESH)
    assert thing.due(NOON - timedelta(hours=1)), "a clock that was put back knows nothing"


async def test_what_was_changed_from_here_is_asked_at_once() -> None:
    thing = Known("numbers", "number", seven)
    await thing.ask(noon)
    thing.old = True
    assert thing.due(NOON)
    thing.take(8, NOON)
    assert not thing.due(NOON)


async def test_what_is_changed_while_it_is_read_is_asked_once_more() -> None:
    async def change() -> int:
        thing.old = True
        return 7

    thing = Known("numbers", "number", change)
    await thing.ask(noon)
    assert (thing.value, thing.due(NOON)) == (7, True)


async def test_what_was_changed_and_can_not_be_read_stays_old() -> None:
    thing = Known("numbers", "number", failing(WireError("No answer.", "Try again.")))
    thing.old = True
    await thing.ask(noon)
    assert thing.due(NOON)


@pytest.mark.parametrize(
    ("error", "at_once"),
    [(WireError("No answer.", "Try again."), False), (KeyStoreError("It is locked.", "Unlock it."), True)],
    ids=["service", "machine"],
)
async def test_a_failure_keeps_what_was_known(error: ConsoleError, at_once: bool) -> None:
    thing = Known("numbers", "number", failing(error))
    thing.take(7, NOON - timedelta(hours=1))
    await thing.ask(noon)
    assert (thing.value, thing.at, thing.error) == (7, NOON - timedelta(hours=1), error)
    assert thing.due(NOON + SOON) is at_once
    assert thing.due(NOON + FRESH)
    thing.take(8, NOON)
    assert thing.error is None


async def test_what_can_not_be_asked_yet_says_from_when() -> None:
    later = NOON + timedelta(seconds=40)
    thing = Known("numbers", "number", failing(NotYet(later)))
    await thing.ask(noon)
    assert (thing.value, thing.again, thing.error) == (None, later, None)
    thing.take(7, later)
    assert thing.again is None


async def test_quick_answers_are_told_together() -> None:
    told: list[tuple[int | None, int | None]] = []
    one, two = Known("ones", "one", seven), Known("twos", "two", seven)
    await ask_all([one, two], noon, lambda: told.append((one.value, two.value)))
    assert told == [(7, 7)]


async def test_nothing_to_ask_tells_nothing() -> None:
    told: list[int] = []
    await ask_all([], noon, lambda: told.append(1))
    assert told == []


async def test_a_slow_one_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "GRACE", 0.01)
    gates = [asyncio.Event(), asyncio.Event()]

    async def slow(gate: asyncio.Event) -> int:
        await gate.wait()
        return 7

    quick = Known("ones", "one", seven)
    others = [Known("slow", "slow", partial(slow, gate)) for gate in gates]
    told: list[list[int | None]] = []

    def tell() -> None:
        told.append([each.value for each in (quick, *others)])
        for gate in gates:
            if not gate.is_set():
                gate.set()
                return

    await ask_all([quick, *others], noon, tell)
    assert told == [[7, None, None], [7, 7, None], [7, 7, 7]]


async def test_who_stops_listening_stops_the_asking() -> None:
    ended: list[str] = []

    async def for_ever() -> int:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("yes")
        return 7

    work = asyncio.ensure_future(ask_all([Known("ones", "one", for_ever)], noon, lambda: None))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work
    await asyncio.sleep(0)
    assert ended == ["yes"]


async def test_a_bug_is_no_answer() -> None:
    with pytest.raises(ZeroDivisionError):
        await ask_all([Known("ones", "one", failing(ZeroDivisionError()))], noon, lambda: None)
