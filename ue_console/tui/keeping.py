"""Keeping a draft on disk while somebody types."""

from collections.abc import Awaitable, Callable
from typing import Final

from textual.timer import Timer
from textual.widget import Widget

from ue_console.errors import ConsoleError

KEEP_EVERY: Final = 0.3
"""Seconds between two writes, and so the most that a killed console can lose."""


class Keeper:
    """Writes at most every ``KEEP_EVERY`` seconds, also while typing goes on.

    Args:
        owner: Whose timer it is.
        save: Writes the draft.
        failed: Told when that could not be done.
    """

    def __init__(
        self, owner: Widget, save: Callable[[], Awaitable[None]], failed: Callable[[ConsoleError], None]
    ) -> None:
        self._owner = owner
        self._save = save
        self._failed = failed
        self._timer: Timer | None = None

    @property
    def waiting(self) -> bool:
        """Whether something is typed that is not on disk yet."""
        return self._timer is not None

    def touch(self) -> None:
        """Something was typed."""
        if self._timer is None:
            self._timer = self._owner.set_timer(KEEP_EVERY, self.flush)

    def rest(self) -> None:
        """It is written otherwise: don't write it soon."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    async def flush(self) -> None:
        """Write now."""
        self.rest()
        try:
            await self._save()
        except ConsoleError as error:
            self._failed(error)
