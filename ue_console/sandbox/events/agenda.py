"""What is to be done later, and what is being done: one timer of the loop, and no wake-up without cause."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from heapq import heappop, heappush
from itertools import count
from typing import Any, Final

LOGGER: Final = logging.getLogger("ue_console.sandbox")
_FAULT: Final = "The sandbox met an error of its own in what it does unasked"


class Agenda:
    """Belongs to the loop in which it is first used."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = count()
        self._timer: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False

    @staticmethod
    def time() -> float:
        """Seconds on the loop's clock."""
        return asyncio.get_running_loop().time()

    def at(self, when: float, do: Callable[[], None]) -> None:
        """Call ``do`` at that time of the loop's clock, in the order of times; never after the end."""
        if self._closed:
            return
        heappush(self._heap, (when, next(self._numbers), do))
        if self._timer is None or when < self._timer.when():
            self._wind()

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Do ``work`` now, beside all else; it is cut off at the end."""
        if self._closed:
            work.close()
            return
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    async def close(self) -> None:
        """Forget what is to be done, cut off what is being done, and wait until it has ended."""
        self._closed = True
        self._heap.clear()
        self._wind()
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _wind(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        loop = asyncio.get_running_loop()
        self._timer = loop.call_at(self._heap[0][0], self._due) if self._heap else None

    def _due(self) -> None:
        self._timer = None
        now = self.time()
        while self._heap and self._heap[0][0] <= now:
            _, _, do = heappop(self._heap)
            try:
                do()
            except Exception:
                # The rest is still due.
                LOGGER.exception(_FAULT)
        self._wind()

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            LOGGER.error(_FAULT, exc_info=error)
