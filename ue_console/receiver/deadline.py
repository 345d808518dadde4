"""A time limit that moves often and costs next to nothing to move."""

import asyncio
from collections.abc import Callable
from math import inf


class Deadline:
    """Calls ``missed`` once the time set last has passed; one timer, renewed only when it rings early."""

    def __init__(self, loop: asyncio.AbstractEventLoop, missed: Callable[[], None]) -> None:
        self._loop = loop
        self._missed = missed
        self._at = inf
        self._timer: asyncio.TimerHandle | None = None

    def set(self, seconds: float) -> None:
        """Set it anew, ``seconds`` from now."""
        self._at = self._loop.time() + seconds
        if self._timer is None or self._at < self._timer.when():
            self._arm()

    def lift(self) -> None:
        """Wait for nothing until the next ``set``."""
        self._at = inf

    def end(self) -> None:
        """Never ring again."""
        self.lift()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _arm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._loop.call_at(self._at, self._ring)

    def _ring(self) -> None:
        self._timer = None
        if self._loop.time() >= self._at:
            self._at = inf
            self._missed()
        elif self._at != inf:
            self._arm()
