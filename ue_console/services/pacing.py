"""Long work on the event loop, cut into slices."""

import asyncio
import time
from typing import Final

SLICE: Final = 0.008
"""Seconds of work between two looks at the event loop."""


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
