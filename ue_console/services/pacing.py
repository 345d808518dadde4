"""Long work on the event loop, cut into slices."""

import asyncio
import heapq
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, TypeVar

T = TypeVar("T")

SLICE: Final = 0.008
"""Seconds of work between two looks at the event loop."""


SORTED_AT_ONCE: Final = 4096
"""Items; a sort holds the interpreter until it is done."""


_FREED_AT_ONCE: Final = 2048


def sorted_in_pieces(items: Sequence[T], key: Callable[[T], str], *, reverse: bool = False) -> Iterator[T]:
    """As ``sorted``, for a thread beside the event loop, which it lets run all the time."""
    pieces = [
        sorted(items[at : at + SORTED_AT_ONCE], key=key, reverse=reverse)
        for at in range(0, len(items), SORTED_AT_ONCE)
    ]
    return heapq.merge(*pieces, key=key, reverse=reverse)


def let_go(held: list[Iterable[object]]) -> None:
    """Free what is in large collections, for a thread beside the event loop; ``held`` is empty then.

    To free 100,000 rows at once holds the interpreter for 30 ms, whoever lets go of them.
    """
    items: list[object] = []
    while held:
        items.extend(held.pop())
    while items:
        del items[-_FREED_AT_ONCE:]


class Pace:
    """Lets others run when a slice of work is over; a task can be cancelled there."""

    def __init__(self, seconds: float = SLICE) -> None:
        self._seconds = seconds
        self._until = time.perf_counter() + seconds

    @property
    def due(self) -> bool:
        """True when the slice is over."""
        return time.perf_counter() >= self._until

    async def rest(self) -> None:
        """Yield to the event loop if the slice is over."""
        if self.due:
            await asyncio.sleep(0)
            self._until = time.perf_counter() + self._seconds
