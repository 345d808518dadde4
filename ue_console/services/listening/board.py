"""From the listener's thread to whoever wants to know, on their own loops."""

import asyncio
import contextlib
import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import Final, Generic, TypeVar

T = TypeVar("T")

INTERVAL: Final = 0.2
"""Seconds between two times that a subscriber is told."""

MOST: Final = 1_000
"""Weight that waits for a subscriber at the most; older entries give way."""


class Board(Generic[T]):
    """Passes entries on. ``put`` belongs to one thread, each subscriber to a loop of its own.

    Args:
        weigh: How much an entry counts.
    """

    def __init__(self, weigh: Callable[[T], int]) -> None:
        self._weigh = weigh
        self._subscribers: tuple[_Subscriber[T], ...] = ()

    def put(self, entry: T) -> None:
        """Tell every subscriber of ``entry``, soon."""
        for subscriber in self._subscribers:
            subscriber.put(entry, self._weigh(entry))

    def subscribe(self, told: Callable[[Sequence[T]], None]) -> Callable[[], None]:
        """Have ``told`` called on this loop with what is new; returns what ends it."""
        one = _Subscriber(told)
        self._subscribers = (*self._subscribers, one)

        def end() -> None:
            self._subscribers = tuple(other for other in self._subscribers if other is not one)
            one.end()

        return end


class _Subscriber(Generic[T]):
    def __init__(self, told: Callable[[Sequence[T]], None]) -> None:
        self._told = told
        self._loop = asyncio.get_running_loop()
        self._lock = threading.Lock()
        self._waiting: deque[tuple[T, int]] = deque()
        self._weight = 0
        self._due = False
        self._ended = False
        self._last = self._loop.time() - INTERVAL

    def put(self, entry: T, weight: int) -> None:
        with self._lock:
            self._waiting.append((entry, weight))
            self._weight += weight
            while self._weight > MOST and len(self._waiting) > 1:
                self._weight -= self._waiting.popleft()[1]
            if self._due:
                return
            self._due = True
        # The subscriber's loop may have ended before its subscription.
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._schedule)

    def end(self) -> None:
        self._ended = True

    def _schedule(self) -> None:
        self._loop.call_at(max(self._last + INTERVAL, self._loop.time()), self._tell)

    def _tell(self) -> None:
        with self._lock:
            entries = [entry for entry, _ in self._waiting]
            self._waiting.clear()
            self._weight = 0
            self._due = False
        self._last = self._loop.time()
        if not self._ended:
            self._told(entries)
