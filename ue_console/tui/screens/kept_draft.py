"""The draft of a Compose, and its copy on disk."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Generic, Protocol, TypeVar

from ue_console.tui.keeping import Keeper
from ue_console.tui.screens.frame import FrameScreen


class Draft(Protocol):
    """What is typed and not sent yet."""

    @property
    def empty(self) -> bool:
        """True when nothing was typed."""


D = TypeVar("D", bound=Draft)


class KeptDraft(Generic[D]):
    """A draft that is written to disk soon after each change, and never over a newer one.

    Args:
        screen: Where it is typed.
        new: Makes an empty one.
    """

    def __init__(self, screen: FrameScreen, new: Callable[[], D]) -> None:
        self.draft = new()
        self._screen = screen
        self._new = new
        self._revision = -1
        self._write: Callable[[D], Awaitable[None]] | None = None
        self._keeper = Keeper(screen, self._save, lambda error: screen.notice.error(error))

    @property
    def outdated(self) -> bool:
        """Whether the one on disk is newer, as another screen has added to it; so it is at first."""
        return self._revision != self._screen.console.workspace.compose_revision

    @property
    def loaded(self) -> bool:
        """Whether it is the one from disk."""
        return self._write is not None

    async def take_up(self, load: Callable[[], Awaitable[D]], write: Callable[[D], Awaitable[None]]) -> None:
        """Read the draft from disk; from now on it is written back there."""
        revision = self._screen.console.workspace.compose_revision
        self.draft = await load()
        self._revision, self._write = revision, write

    def begin_anew(self) -> None:
        """An empty draft."""
        self.draft = self._new()

    def touch(self) -> None:
        """Something was typed: write it soon."""
        self._keeper.touch()

    async def flush(self) -> None:
        """Write it now."""
        await self._keeper.flush()

    async def _save(self) -> None:
        if self._write is None or self.outdated:
            return
        await self._write(self.draft)
        self._screen.console.mark("compose", "" if self.draft.empty else "✎")
