"""What both Composes share: a draft that is written step by step, previewed, reviewed and sent."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Final, Generic, Protocol, TypeVar, cast

from textual import on
from textual.timer import Timer

from ue_console.services.dispatch import AnyPlan
from ue_console.services.reports import Report
from ue_console.tui.commands import ACTIONS, Action
from ue_console.tui.dialogs.confirm import Confirm
from ue_console.tui.screens.kept_draft import Draft, KeptDraft
from ue_console.tui.screens.kept_words import still_kept, this_one, told
from ue_console.tui.screens.step_pane import LinesPane, StepPane
from ue_console.tui.screens.steps import StepsScreen
from ue_console.tui.screens.submission import Submission
from ue_console.tui.sparing import Sparing

if TYPE_CHECKING:
    from ue_console.services.drafts import Change

LOOK_EVERY: Final = 2.0
"""Seconds between two looks at what other consoles do to the draft that is shown."""

D = TypeVar("D", bound=Draft)
"""The draft."""
P = TypeVar("P", bound=AnyPlan)
"""What is made of it to be sent."""


class Parts(Protocol):
    """The widget of the preview."""

    def next_part(self) -> None:
        """Show another part of the message."""


class ComposingScreen(StepsScreen, Generic[D, P]):
    """Writes, previews and sends a message; the draft is on disk all the time.

    Args:
        new: Makes an empty draft.
    """

    FORGOTTEN: ClassVar[str] = ""
    """What emptying the draft forgets, one sentence."""

    def __init__(self, new: Callable[[], D]) -> None:
        super().__init__()
        self.kept = KeptDraft(self, new, pull=self.pull, told=self._told_of)
        self.submission = Submission[P](self, self._sent)
        self.index = 0
        """Which preview is shown."""
        self._stale = False
        """Whether the draft on disk is another by now, and not taken up yet."""
        self._news: Change | None = None
        """What was told last of another console."""
        self.looking: Timer | None = None
        """Looks now and then what another console does to the draft."""
        self._reading = Sparing(self, self._read)
        self._begun = asyncio.Event()
        """The first field has the focus."""
        self._begun.set()

    @property
    def draft(self) -> D:
        """Everything typed."""
        return self.kept.draft

    async def take_up(self) -> None:
        """Read the draft from disk and show it."""

    def refill(self) -> None:
        """Show the draft in every step."""

    def read_lines(self) -> None:
        """Read anew who gets the message."""

    async def review(self) -> None:
        """Plan the send, look for everything that speaks against it, and show both."""

    @property
    def previews(self) -> int:
        """How many previews there are."""
        return 0

    def index_at(self, row: int) -> int:
        """The preview that belongs to a line of those who get the message; else the one shown."""
        return self.index

    async def after(self, report: Report) -> None:
        """What the draft is once some of it has left: the journal has the rest."""
        await self.forget_draft()

    def on_mount(self) -> None:
        """Look now and then what another console does to the draft, while it is shown."""
        super().on_mount()
        self.looking = self.set_interval(LOOK_EVERY, self.look, pause=True)

    def on_screen_resume(self) -> None:
        """Take up the draft, at first and when another screen has added to it."""
        if self.kept.outdated:
            self._begun.clear()
            self.work(self._begin, "take-up")
        elif self._stale and self.step != self.STEPS[-1]:
            self.work(self._take_up_again, "take-up")
        else:
            self.look()
        if self.looking is not None:
            self.looking.resume()

    async def on_screen_suspend(self) -> None:
        """Put the draft on disk before another screen may add to it."""
        if self.looking is not None:
            self.looking.pause()
        if self.is_attached and not self._pruning:
            await self.keep()

    async def _begin(self) -> None:
        self._stale = False
        try:
            await self.take_up()
            self.at(self.STEPS[0])
        finally:
            self._begun.set()
        if self.kept.others:
            self.notice.say(still_kept(self.kept.others, self._key("compose.other")), "warn")

    async def takes_keys(self) -> None:
        """A draft is read from disk first; a letter typed until then would be a command."""
        await self._begun.wait()

    def look(self) -> None:
        """Notice what another console has done to the draft; a look that takes long is not broken off."""
        if not self.works("look"):
            self.work(self._look, "look")

    async def _look(self) -> None:
        before = self.kept.others
        await self.kept.look()
        if self.kept.others != before:
            self.show_kept()

    def _told_of(self, change: Change) -> None:
        """Both versions stay; what only another console has changed is shown as it is now."""
        reviewed = change.kind == "changed" and self.step == self.STEPS[-1] and not self.draft.empty
        self._stale = change.kind == "changed"
        if self._stale and not reviewed and self.is_current:
            self.work(self._take_up_again, "take-up")
        self.show_kept()
        if change.kind == "gone" and self.step == self.STEPS[-1] and self.notice.message:
            return  # that the same was sent, and what follows from it, is told already
        self._news = change
        self._tell_news(reviewed=reviewed)

    def _tell_news(self, *, reviewed: bool) -> None:
        assert self._news is not None
        other, back = self._key("compose.other"), self._key("compose.before")
        self.notice.say(told(self._news, other=other, back=back, reviewed=reviewed), "warn")

    async def _take_up_again(self) -> None:
        self._stale = False
        await self.take_up()
        self.show_kept()

    def at(self, step: str, *, typing: bool = True) -> None:
        """Go to a step; a draft that is another by now is taken up when its review is left."""
        super().at(step, typing=typing)
        if self._stale and step != self.STEPS[-1]:
            if self._news is not None:
                self._tell_news(reviewed=False)
            self.work(self._take_up_again, "take-up")

    @property
    def kept_words(self) -> str:
        """That it is kept, or that it is not the only version."""
        return f"{self._key('compose.other')} another version" if self.kept.others else super().kept_words

    def _key(self, name: str) -> str:
        return self.console.key_of(ACTIONS[name]).upper()

    def do_compose_other(self) -> None:
        """Show the next version that is kept; this one stays."""
        self.work(self._turn, "take-up")

    async def _turn(self) -> None:
        await self.keep()
        self.kept.turn()
        self._stale = False
        await self.take_up()
        self.at(self.STEPS[0])
        words = this_one(self.kept.others, self._key("compose.other"), self._key("compose.clear"))
        self.notice.say(words, "info")

    @on(StepPane.Changed)
    def _pane_changed(self, event: StepPane.Changed) -> None:
        before = self.index
        if event.typed:
            self.kept.touch()
        if isinstance(event.pane, LinesPane):
            if event.typed:
                self._reading.ask()
                return
            self.index = self.index_at(event.pane.row)
        if event.typed or self.index != before:
            self.show_preview()

    def _read(self) -> None:
        self.read_lines()
        self.index = self.index_at(self.query_one(LinesPane).row)
        self.show_preview()

    def changed(self) -> None:
        """Something of the draft was chosen rather than typed."""
        self.kept.touch()
        self.show_preview()

    async def keep(self) -> None:
        """Put the draft on disk now."""
        if self.kept.loaded:
            self.pull()
            self.read_lines()
        await self.kept.flush()

    def pull(self) -> bool:
        """Take what was typed into the draft; False when nothing is new."""
        new = [pane.pull() for pane in self.query(StepPane)]
        return any(new)

    async def forget_draft(self) -> None:
        """Begin anew, on disk too."""
        self.kept.begin_anew()
        self.index = 0
        self.refill()
        await self.keep()

    def do_compose_clear(self) -> None:
        """Ask, then empty the draft."""

        def empty(sure: bool | None) -> None:
            if sure:
                self.notice.clear()
                self.change(self.forget_draft, "forget")
                self.at(self.STEPS[0])

        if not self.draft.empty:
            self.app.push_screen(Confirm("Empty this draft?", self.FORGOTTEN, "Empty it"), empty)

    async def do_compose_next(self) -> None:
        """The next step; the last is the review."""
        await self.keep()
        following = self.STEPS[self.STEPS.index(self.step) + 1]
        if following == self.STEPS[-1]:
            self.work(self.review, "review")
        else:
            self.at(following)

    def do_preview_part(self) -> None:
        """Another part of the message."""
        cast("Parts", self.query_one("#preview")).next_part()

    def do_preview_next(self) -> None:
        """The next preview."""
        self._step_preview(1)

    def do_preview_previous(self) -> None:
        """The preview before."""
        self._step_preview(-1)

    def _step_preview(self, by: int) -> None:
        self.index = (self.index + by) % self.previews if self.previews else 0
        self.show_preview()

    def offered(self) -> list[Action]:
        """Another version only where there is one."""
        return [action for action in super().offered() if action.id != "compose.other" or self.kept.others]

    def why_not(self, action: Action) -> str:
        """There must be another version to go on to."""
        if action.id == "compose.other" and not self.kept.others:
            return "No other version of this draft is kept."
        return super().why_not(action)

    def why_not_send(self) -> str:
        """What the review found, or a send under way."""
        return self.submission.why_not()

    async def _sent(self, report: Report) -> None:
        """What left is in the journal now; sending it again from the draft would be a second message."""
        if report.count("not sent") < len(report.rows):
            await self.after(report)
            self.at(self.STEPS[0])
