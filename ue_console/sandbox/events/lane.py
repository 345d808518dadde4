"""The events of one webhook: those that wait, those on their way, those that are tried again."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from ue_console.models.unione.event import MOST_EVENTS
from ue_console.sandbox.events.agenda import Agenda
from ue_console.sandbox.events.clock import Clock
from ue_console.sandbox.events.mails import Happening, Owner
from ue_console.sandbox.events.post import Post
from ue_console.sandbox.events.room import Room
from ue_console.sandbox.events.streak import Streak
from ue_console.sandbox.store import Record


class Desk(NamedTuple):
    """What all lanes share."""

    post: Post
    agenda: Agenda
    clock: Clock
    room: Room


@dataclass(eq=False, slots=True)
class Call:
    """Events that are told in one call."""

    happenings: Sequence[Happening]
    retries: int = 0

    @property
    def size(self) -> int:
        """About the bytes that it takes."""
        return sum(each.mail.size for each in self.happenings)


class Lane:
    """Makes calls, never more at once than the webhook takes, and repeats those that fail."""

    def __init__(self, owner: Owner, url: str, desk: Desk, on_idle: Callable[["Lane"], None]) -> None:
        self.owner = owner
        self.url = url
        self._desk = desk
        self._on_idle = on_idle
        self._streak = Streak(desk.clock)
        self._waiting: deque[Happening] = deque()
        self._again: deque[Call] = deque()
        self._later: set[Call] = set()
        self._calls = 0
        self._gathers = False

    def add(self, happenings: Sequence[Happening]) -> None:
        """Tell of these events soon; those that happen meanwhile go along."""
        for each in happenings:
            if self._desk.room.take(each.mail.size):
                self._waiting.append(each)
            else:
                self._desk.room.lost += 1
        if self._waiting and not self._gathers:
            self._gathers = True
            agenda = self._desk.agenda
            agenda.at(agenda.time() + self._desk.clock.gather, self._gathered)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is left to do, and nothing to remember."""
        return not (self._waiting or self._again or self._later or self._calls or self._streak.goes_on)

    def state(self) -> dict[str, int]:
        """Events that wait for their first call, calls under way, and calls to be repeated."""
        return {
            "events": len(self._waiting),
            "calls": self._calls,
            "retries": len(self._again) + len(self._later),
        }

    def drop(self) -> None:
        """Forget what waits: the webhook is not to be called any more."""
        for call in (Call(tuple(self._waiting)), *self._again, *self._later):
            self._desk.room.give(call.size)
        self._waiting.clear()
        self._again.clear()
        self._later.clear()
        self._streak.end()

    def _gathered(self) -> None:
        self._gathers = False
        self._pump()

    def _pump(self) -> None:
        webhook = self._desk.post.webhook(self.owner, self.url)
        if webhook is None:
            self.drop()
        else:
            size = 1 if webhook["single_event"] else MOST_EVENTS
            while self._calls < webhook["max_parallel"] and (call := self._next(size)):
                self._calls += 1
                self._desk.agenda.start(self._make(webhook, call))
        if self.is_idle:
            self._on_idle(self)

    def _next(self, size: int) -> Call | None:
        """What to call with, of at most ``size`` events; what is repeated comes first."""
        if self._again:
            call = self._again.popleft()
            rest = call.happenings[size:]
            if rest:
                self._again.appendleft(Call(rest, call.retries))
            return Call(call.happenings[:size], call.retries)
        if not self._waiting or (self._gathers and len(self._waiting) < size):
            return None
        return Call([self._waiting.popleft() for _ in range(min(size, len(self._waiting)))])

    async def _make(self, webhook: Record, call: Call) -> None:
        started = self._desk.agenda.time()
        try:
            worked = await self._desk.post.call(self.owner, webhook, call.happenings, call.retries)
        finally:
            self._calls -= 1
        if worked:
            self._streak.end()
            self._desk.room.give(call.size)
        else:
            self._failed(call, started)
        self._pump()

    def _failed(self, call: Call, started: float) -> None:
        if self._streak.add(started, (each.name for each in call.happenings)):
            self._desk.post.stop(self.owner, self.url)
        call.retries += 1
        if call.retries > self._desk.clock.retries:
            self._desk.room.give(call.size)
            return
        self._later.add(call)
        self._desk.agenda.at(started + self._desk.clock.retry, partial(self._repeat, call))

    def _repeat(self, call: Call) -> None:
        if call in self._later:
            self._later.remove(call)
            self._again.append(call)
            self._pump()
