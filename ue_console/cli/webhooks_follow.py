"""Every call that a listener keeps, in order and none left out, at the pace of whoever reads."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Sequence
from typing import Final

from ue_console.errors import StateError
from ue_console.models.unione.event import MOST_EVENTS
from ue_console.services.listening.board import MOST
from ue_console.services.listening.values import Received
from ue_console.store.event_records import KeptCall, events_in
from ue_console.store.events import EventStore

_WAITING: Final = 5_000
"""Calls that wait in memory at the most; older ones are read from the file."""


class Follower:
    """Puts what a listener tells in a row, and reads from the file what a burst has cut from it.

    Args:
        store: The listener's file, opened a second time.
        last: The number of the newest call before the listener began.
    """

    def __init__(self, store: EventStore, last: int) -> None:
        self._store = store
        self._last = last
        self._waiting: deque[tuple[Received, bool]] = deque()
        self._news = asyncio.Event()
        self._ended = False

    def told(self, calls: Sequence[Received]) -> None:
        """Take what the listener tells."""
        # Its board keeps the newest events only: before so many, others may be missing.
        cut = sum(len(call.events) for call in calls) + MOST_EVENTS > MOST
        self._waiting.extend((call, cut) for call in calls)
        if len(self._waiting) > _WAITING:
            while len(self._waiting) > _WAITING:
                self._waiting.popleft()
            self._waiting[0] = (self._waiting[0][0], True)
        self._news.set()

    def end(self) -> None:
        """Nothing more is told."""
        self._ended = True
        self._news.set()

    async def calls(self) -> AsyncIterator[Received]:
        """The calls, until the end."""
        while True:
            await self._news.wait()
            self._news.clear()
            while self._waiting:
                call, cut = self._waiting.popleft()
                if cut and call.number:
                    async for missed in self._missed(call.number):
                        yield missed
                self._last = max(self._last, call.number)
                yield call
            if self._ended:
                return

    async def _missed(self, before: int) -> AsyncIterator[Received]:
        """What the file has between the last call and this one; another listener's calls are among them."""
        for number in range(self._last + 1, before):
            try:
                kept = await self._store.call(number)
            except StateError:  # never written, or deleted since
                continue
            yield received(kept)


def received(kept: KeptCall) -> Received:
    """A call from the file as the listener would have told it."""
    return Received(
        number=kept.number,
        at=kept.at,
        verdict=kept.verdict,
        owner=kept.owner,
        retry_count=kept.retry_count,
        project_name=kept.project_name,
        events=events_in(kept.plain),
        problem="",
    )
