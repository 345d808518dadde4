"""What listening hears of mails that were sent makes the usage in the top line old."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import takewhile
from time import monotonic
from typing import TYPE_CHECKING, Final

from ue_console.models.unione.event import STATUS_EVENT

if TYPE_CHECKING:
    from ue_console.services.heard import Heard

EVERY: Final = 60.0
"""Seconds after which the usage may be asked for again, however many mails are sent."""


class UsageNews:
    """Has the usage asked for again after ``sent`` was heard; without any, never.

    Args:
        heard: What was heard last, the newest first.
        renew: Asks for the usage.
        later: Calls a function after some seconds.
        clock: Seconds.
    """

    def __init__(
        self,
        heard: Callable[[], Sequence[Heard]],
        renew: Callable[[], None],
        later: Callable[[float, Callable[[], None]], object],
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._heard = heard
        self._renew = renew
        self._later = later
        self._clock = clock
        self._asked = -EVERY
        self._due = False
        self._seen = 0
        """Number of the newest call that was looked at."""

    def told(self) -> None:
        """There is news: ask now, or as soon as a minute has passed since."""
        if self._due or not self._sent():
            return
        wait = self._asked + EVERY - self._clock()
        if wait > 0:
            self._due = True
            self._later(wait, self._ask)
        else:
            self._ask()

    def _ask(self) -> None:
        self._due, self._asked = False, self._clock()
        self._sent()  # what came while this waited is part of the answer
        self._renew()

    def _sent(self) -> bool:
        """Whether a mail was sent, by what has come since this was asked last."""
        new = list(takewhile(lambda row: not 0 < row.number <= self._seen, self._heard()))
        self._seen = max((row.number for row in new), default=0) or self._seen
        found = (row.event for row in new if row.event)
        return any((event.name, event.status) == (STATUS_EVENT, "sent") for event in found)
