"""When a webhook is to be stopped (reference: Webhook Methods)."""

from collections.abc import Hashable, Iterable
from itertools import islice
from typing import Final

from ue_console.sandbox.events.clock import Clock

LEAST_EVENTS: Final = 10
"""That have failed before a webhook is stopped."""


class Streak:
    """The calls of one webhook that failed since the last that worked."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._since: float | None = None
        self._failed: dict[Hashable, float] = {}
        """The events that failed last → when; no more than count."""

    @property
    def goes_on(self) -> bool:
        """Whether the last call failed."""
        return self._since is not None

    def end(self) -> None:
        """A call worked."""
        self._since = None
        self._failed.clear()

    def add(self, started: float, events: Iterable[Hashable]) -> bool:
        """A call failed.

        Args:
            started: When it was made, in seconds.
            events: What it told of, each as what tells it from all others.

        Returns:
            Whether that is enough: nothing has worked for :attr:`Clock.span`, and at least
            :data:`LEAST_EVENTS` different events failed in that time, be it once more.
        """
        # The last repetition comes a span after the first try, and half a pause either way is its own.
        slack = self._clock.retry / 2
        if self._since is None:
            self._since = started
        for event in islice(events, LEAST_EVENTS):
            self._failed.pop(event, None)
            self._failed[event] = started
        for event, failed in list(self._failed.items()):
            if len(self._failed) > LEAST_EVENTS or failed < started - self._clock.span - slack:
                del self._failed[event]
        return started - self._since >= self._clock.span - slack and len(self._failed) >= LEAST_EVENTS
