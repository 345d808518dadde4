"""Compose: one draft, three steps."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult

from ue_console.errors import ConsoleError
from ue_console.models.unione.message import Message, Recipient
from ue_console.models.unione.template import Template
from ue_console.services.drafts import ComposeDraft
from ue_console.services.previews import preview
from ue_console.services.recipients import Parsed
from ue_console.tui.keeping import Keeper
from ue_console.tui.screens.compose.choosing import Choosing
from ue_console.tui.screens.compose.message_step import MessageStep
from ue_console.tui.screens.compose.recipients_step import RecipientsStep
from ue_console.tui.screens.compose.review_step import ReviewStep
from ue_console.tui.screens.compose.submitting import Submitting
from ue_console.tui.screens.steps import StepsScreen
from ue_console.tui.widgets.preview import Preview

if TYPE_CHECKING:
    from ue_console.services.drafts import DraftService
    from ue_console.services.recipients.lines import Known

STEPS = ("message", "recipients", "review")
NOBODY = Recipient(email="ann@example.com")
"""Whom the preview addresses while there are no recipients."""

AT: dict[str, tuple[str, ...]] = {
    "compose.template": ("message",),
    "compose.engine": ("message",),
    "compose.part": ("message",),
    "compose.import": ("recipients",),
    "compose.before": ("recipients", "review"),
    "compose.next": ("message", "recipients"),
    "compose.clear": ("message", "recipients"),
    "compose.raw": ("review",),
    "compose.find": ("review",),
    "compose.send": ("review",),
    "preview.part": ("review",),
    "preview.next": ("review",),
    "preview.previous": ("review",),
}
"""The steps at which an action is offered."""


class ComposeScreen(Submitting, Choosing, StepsScreen):
    """Writes, previews and sends a message; the draft is on disk all the time."""

    PLACE = "compose"
    SERVES: ClassVar[tuple[str, ...]] = (
        "compose.send",
        "compose.next",
        "compose.before",
        "compose.template",
        "compose.part",
        "compose.engine",
        "compose.import",
        "preview.next",
        "preview.previous",
        "preview.part",
        "compose.find",
        "compose.raw",
        "compose.clear",
    )
    STEPS = STEPS
    STEPS_OF = AT

    def __init__(self) -> None:
        super().__init__()
        self.draft = ComposeDraft()
        self.template: Template | None = None
        self.known: Known = {}
        self.parsed: Parsed = self.draft.parsed()
        self.index = 0
        self._used: tuple[str, ...] = ()
        self._drafts: DraftService | None = None
        self._seen = -1
        self._keeper = Keeper(self, self._save, lambda error: self.notice.error(error))

    def compose_steps(self) -> ComposeResult:
        """Message, recipients, review."""
        yield MessageStep(id="message")
        yield RecipientsStep(id="recipients")
        yield ReviewStep(id="review")

    def compose_preview(self) -> ComposeResult:
        """What one recipient gets."""
        yield Preview(id="preview")

    def on_screen_resume(self) -> None:
        """Take up the draft, at first and when another screen has put a template into it."""
        if self._seen != self.console.workspace.compose_revision:
            self.work(self._take_up, "take-up")

    async def _take_up(self) -> None:
        self._seen = self.console.workspace.compose_revision
        self._drafts = self.console.workspace.drafts()
        self.draft = await self._drafts.compose()
        self.parsed = self.draft.parsed(self.known)
        await self.find_template()
        self.refill()
        self.at("message")

    async def read_template(self) -> None:
        """Read the template that the draft names."""
        self.template = None
        if self.draft.source == "template" and self.draft.template_id:
            self.template = await self.console.workspace.template(self.draft.template_id)

    async def find_template(self) -> None:
        """Read the template, or tell why there is none."""
        try:
            await self.read_template()
        except ConsoleError as error:
            self.notice.error(error, "F2 chooses another template.")

    def refill(self) -> None:
        """Show the draft in every step."""
        self.query_one(MessageStep).fill(self.draft, self.template)
        self.query_one(RecipientsStep).fill(self.draft)
        self._explain()
        self.show_preview()

    @on(MessageStep.Changed)
    @on(RecipientsStep.Changed)
    def _typed(self, event: MessageStep.Changed | RecipientsStep.Changed) -> None:
        if isinstance(event, RecipientsStep.Changed):
            if event.typed:
                self.parsed = self.draft.parsed(self.known)
                self._explain()
            self._follow_cursor()
        if not isinstance(event, RecipientsStep.Changed) or event.typed:
            self.keep_soon()
        self.show_preview()

    def _explain(self) -> None:
        self.query_one(RecipientsStep).explain(self.parsed, self._used)

    @on(Preview.Shown)
    def _rendered(self, event: Preview.Shown) -> None:
        if event.mail.used != self._used:
            self._used = event.mail.used
            self._explain()

    def _follow_cursor(self) -> None:
        row = self.query_one(RecipientsStep).row
        found = [index for index, line in enumerate(self.parsed.rows) if line == row]
        if found:
            self.index = found[0]

    def keep_soon(self) -> None:
        """Put the draft on disk soon."""
        self._keeper.touch()

    async def keep(self) -> None:
        """Put the draft on disk now."""
        if self._drafts is not None and (
            self.query_one(MessageStep).pull() | self.query_one(RecipientsStep).pull()
        ):
            self.parsed = self.draft.parsed(self.known)
        await self._keeper.flush()

    async def _save(self) -> None:
        if self._drafts is not None:
            await self._drafts.keep_compose(self.draft)
        self.console.mark("compose", "" if self.draft.empty else "✎")

    async def forget_draft(self) -> None:
        """Begin anew, on disk too."""
        self.draft, self.template, self.index = ComposeDraft(), None, 0
        self.parsed = self.draft.parsed(self.known)
        await self.keep()
        self.refill()

    def message(self) -> Message:
        """The message that the draft means."""
        return self.draft.message(self.parsed)

    @property
    def recipient(self) -> Recipient:
        """Whose mail is previewed."""
        people = self.parsed.recipients
        return people[min(self.index, len(people) - 1)] if people else NOBODY

    def show_preview(self) -> None:
        """Render for the recipient at hand."""
        count = len(self.parsed.recipients)
        place = f"{min(self.index, count - 1) + 1:,}/{count:,} ‹ ›" if count else "no recipients yet"
        job = partial(
            preview,
            self.message(),
            self.recipient,
            self.template,
            own_unsubscribe=self.console.own_unsubscribe,
        )
        self.query_one("#preview", Preview).ask(job, place)

    def do_compose_part(self) -> None:
        """HTML or plaintext."""
        self.query_one(MessageStep).next_part()

    async def do_compose_next(self) -> None:
        """Recipients, then review."""
        await self.keep()
        if self.step == "message":
            self.at("recipients")
        else:
            self.work(self.review, "review")

    def do_preview_part(self) -> None:
        """Step through the parts of the mail."""
        self.query_one("#preview", Preview).next_part()

    def do_preview_next(self) -> None:
        """The next recipient."""
        self.step_recipient(1)

    def do_preview_previous(self) -> None:
        """The recipient before."""
        self.step_recipient(-1)

    def step_recipient(self, by: int) -> None:
        """Preview another recipient."""
        count = len(self.parsed.recipients)
        self.index = (self.index + by) % count if count else 0
        self.show_preview()
