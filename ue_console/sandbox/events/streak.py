"""When a webhook is to be stopped (reference: Webhook Methods)."""

from collections import deque
from typing import Final

from ue_console.sandbox.events.clock import Clock

LEAST_EVENTS: Final = 10
"""That have failed before a webhook is stopped."""


class Streak:
    """The calls of one webhook that failed since the last that worked."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._since: float | None = None
        self._failed: deque[tuple[float, int]] = deque()

    @property
    def goes_on(self) -> bool:
        """Whether the last call failed."""
        return self._since is not None

    def end(self) -> None:
        """A call worked."""
        self._since = None
        self._failed.clear()

    def add(self, started: float, events: int) -> bool:
        """A call failed.

        Args:
            started: When it was made, in seconds.
            events: How many it told of for the first time; 0 when it is repeated.

        Returns:
            Whether that is enough: nothing has worked for :attr:`Clock.span`, and at least
            :data:`LEAST_EVENTS` different events failed in that time.
        """
        # The last repetition comes a span after the first try, and half a pause either way is its own.
        slack = self._clock.retry / 2
        if self._since is None:
            self._since = started
        if events:
            self._failed.append((started, events))
        while self._failed and self._failed[0][0] < started - self._clock.span - slack:
            self._failed.popleft()
        long_enough = started - self._since >= self._clock.span - slack
        return long_enough and sum(number for _, number in self._failed) >= LEAST_EVENTS
