"""A list that was opened from another one: esc always leads back there."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Generic, TypeVar

from ue_console.tui.latest import Job
from ue_console.tui.screens.listing import ListScreen

T = TypeVar("T")


class InnerListScreen(ListScreen[T], Generic[T]):
    """A list under one row of another list."""

    @property
    def goes_up(self) -> bool:
        """Back to the outer list in any case."""
        return True

    def do_app_back(self) -> Awaitable[None] | None:
        """Out of detail and filter first, then back to the outer list."""
        if super().goes_up:
            return super().do_app_back()
        leave: Job = self._leave
        self.run_worker(leave, group="leave", exclusive=True)
        return None

    async def _leave(self) -> None:
        await self.changed_whole()
        self.dismiss(None)
