"""Work that only its newest input matters for: a preview while somebody types."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

T = TypeVar("T")

Job = Callable[[], Awaitable[None]]
"""Work beside the screen: a function, so that nothing is begun that is replaced before its turn."""


class Latest(Generic[T]):
    """Runs a job in a thread, one at a time; inputs that came meanwhile are skipped but the last.

    Args:
        done: Called in the event loop with each result that is still of use.
    """

    def __init__(self, done: Callable[[T], None]) -> None:
        self._done = done
        self._waiting: Callable[[], T] | None = None
        self._busy = False

    def ask(self, job: Callable[[], T], start: Callable[[Job], object]) -> None:
        """Take ``job`` as the newest; ``start`` runs the function that works it off."""
        self._waiting = job
        if not self._busy:
            self._busy = True
            start(self._work)

    async def _work(self) -> None:
        try:
            while self._waiting is not None:
                job, self._waiting = self._waiting, None
                result = await asyncio.to_thread(job)
                if self._waiting is None:
                    self._done(result)
        finally:
            self._busy = False
