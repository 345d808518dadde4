"""Work after each key that takes long where there is much to read: keys and the disk come first."""

from collections.abc import Callable
from time import perf_counter
from typing import Final

from textual.timer import Timer
from textual.widget import Widget

QUICK: Final = 0.01
"""Seconds: what takes no longer is done at once."""
SHARE: Final = 4
"""How many times as long as the work the pause before it is."""
MOST: Final = 0.5
"""Seconds that a pause takes at the most."""


class Sparing:
    """Does something after a change, at once while it is quick, else once for all changes of a while.

    Args:
        owner: Whose timer it is.
        work: What is done.
    """

    def __init__(self, owner: Widget, work: Callable[[], None]) -> None:
        self._owner = owner
        self._work = work
        self._took = 0.0
        self._timer: Timer | None = None

    def ask(self) -> None:
        """Something has changed."""
        if self._timer is not None:
            return
        if self._took <= QUICK:
            self._do()
        else:
            self._timer = self._owner.set_timer(min(self._took * SHARE, MOST), self._do)

    def _do(self) -> None:
        self._timer = None
        begun = perf_counter()
        self._work()
        self._took = perf_counter() - begun
