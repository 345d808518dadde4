"""The draft of a Compose, and its copy on disk."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from copy import deepcopy
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from ue_console.tui.keeping import Keeper
from ue_console.tui.screens.frame import FrameScreen

if TYPE_CHECKING:
    from ue_console.services.drafts import Change, DraftVersions, Version


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
        pull: Takes into it what is typed and not in it yet; says whether there was anything.
        told: Told what another console has done to it, each thing once.
    """

    def __init__(
        self,
        screen: FrameScreen,
        new: Callable[[], D],
        *,
        pull: Callable[[], bool],
        told: Callable[[Change], None],
    ) -> None:
        self.draft = new()
        self._screen = screen
        self._new = new
        self._pull = pull
        self._told = told
        self._last: Change | None = None
        self._revision = -1
        self._write: Callable[[D], Awaitable[Change | None]] | None = None
        self._versions: DraftVersions | None = None
        self._keeper = Keeper(screen, self._save, lambda error: screen.notice.error(error))

    @property
    def outdated(self) -> bool:
        """Whether the one on disk is newer, as another screen has added to it; so it is at first."""
        return self._revision != self._screen.console.workspace.compose_revision

    @property
    def loaded(self) -> bool:
        """Whether it is the one from disk."""
        return self._write is not None

    @property
    def others(self) -> tuple[Version, ...]:
        """The other versions that are kept beside it."""
        return self._versions.others if self._versions else ()

    async def take_up(
        self,
        load: Callable[[], Awaitable[D]],
        write: Callable[[D], Awaitable[Change | None]],
        versions: DraftVersions,
    ) -> None:
        """Read the draft from disk; from now on it is written back there."""
        revision = self._screen.console.workspace.compose_revision
        draft = await load()
        while self._write is not None and not await self._kept_whole(self._write):
            pass
        self._keeper.rest()
        self.draft = draft
        self._revision, self._write, self._versions = revision, write, versions
        self._last = None
        self._mark()

    async def _kept_whole(self, write: Callable[[D], Awaitable[Change | None]]) -> bool:
        """Write what is typed by now; False where more was typed meanwhile."""
        self._pull()
        kept = deepcopy(self.draft)
        await write(kept)
        self._pull()
        return self.draft == kept

    def begin_anew(self) -> None:
        """An empty draft."""
        self.draft = self._new()

    def touch(self) -> None:
        """Something was typed: write it soon."""
        self._keeper.touch()

    async def flush(self) -> None:
        """Write it now."""
        await self._keeper.flush()

    async def look(self) -> None:
        """Notice what another console has done to it."""
        if self._keeper.waiting:
            await self._keeper.flush()
        elif self._versions is not None and not self.outdated:
            self._tell(await self._versions.look())

    def turn(self) -> None:
        """Go on to the next version that is kept, which is then to be taken up; this one stays on disk."""
        if self._versions is not None:
            self._versions.turn()

    async def _save(self) -> None:
        if self._write is None or self.outdated:
            return
        change = await self._write(self.draft)
        self._mark()
        self._tell(change)

    def _tell(self, change: Change | None) -> None:
        before, self._last = self._last, change
        if change is not None and change != before:
            self._told(change)

    def _mark(self) -> None:
        begun = not self.draft.empty or self.others
        self._screen.console.mark("compose", "✎" if begun else "")
