"""What both Composes share: a draft that is written step by step, previewed, reviewed and sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Generic, Protocol, TypeVar, cast

from textual import on

from ue_console.services.dispatch import AnyPlan
from ue_console.services.reports import Report
from ue_console.tui.dialogs.confirm import Confirm
from ue_console.tui.screens.kept_draft import Draft, KeptDraft
from ue_console.tui.screens.step_pane import LinesPane, StepPane
from ue_console.tui.screens.steps import StepsScreen
from ue_console.tui.screens.submission import Submission

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
        self.kept = KeptDraft(self, new)
        self.submission = Submission[P](self, self._sent)
        self.index = 0
        """Which preview is shown."""

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

    def on_screen_resume(self) -> None:
        """Take up the draft, at first and when another screen has added to it."""
        if self.kept.outdated:
            self.work(self._begin, "take-up")

    async def on_screen_suspend(self) -> None:
        """Put the draft on disk before another screen may add to it."""
        if self.is_attached and not self._pruning:
            await self.keep()

    async def _begin(self) -> None:
        await self.take_up()
        self.at(self.STEPS[0])

    @on(StepPane.Changed)
    def _pane_changed(self, event: StepPane.Changed) -> None:
        before = self.index
        if event.typed:
            self.kept.touch()
        if isinstance(event.pane, LinesPane):
            if event.typed:
                self.read_lines()
            self.index = self.index_at(event.pane.row)
        if event.typed or self.index != before:
            self.show_preview()

    def changed(self) -> None:
        """Something of the draft was chosen rather than typed."""
        self.kept.touch()
        self.show_preview()

    async def keep(self) -> None:
        """Put the draft on disk now."""
        if self.kept.loaded:
            for pane in self.query(StepPane):
                pane.pull()
            self.read_lines()
        await self.kept.flush()

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

    def why_not_send(self) -> str:
        """What the review found, or a send under way."""
        return self.submission.why_not()

    async def _sent(self, report: Report) -> None:
        """What left is in the journal now; sending it again from the draft would be a second message."""
        if report.count("not sent") < len(report.rows):
            await self.after(report)
            self.at(self.STEPS[0])
