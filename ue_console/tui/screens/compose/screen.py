"""Compose for mail: a message to recipients, each with their own values."""

from __future__ import annotations

import asyncio
from bisect import bisect_left
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from ue_console.errors import ConsoleError
from ue_console.models.unione.message import Message, Recipient
from ue_console.models.unione.template import Template
from ue_console.services.drafts import ComposeDraft
from ue_console.services.plans import Plan
from ue_console.services.previews import preview
from ue_console.services.recipients import Parsed, TypedLines
from ue_console.tui.screens.compose.choosing import Choosing
from ue_console.tui.screens.compose.message_step import MessageStep
from ue_console.tui.screens.compose.recipients_step import RecipientsStep
from ue_console.tui.screens.compose.submitting import Submitting
from ue_console.tui.screens.composing import ComposingScreen
from ue_console.tui.screens.steps import steps_of
from ue_console.tui.widgets.preview import Preview
from ue_console.tui.widgets.review import Review

STEPS = ("message", "recipients", "review")
NOBODY = Recipient(email="ann@example.com")
"""Whom the preview addresses while there are no recipients."""

AT = steps_of(
    STEPS,
    {
        "compose.template": ("message",),
        "compose.engine": ("message",),
        "compose.part": ("message",),
        "compose.import": ("recipients",),
        "compose.find": ("review",),
    },
)
"""The steps at which an action is offered."""


class ComposeScreen(Submitting, Choosing, ComposingScreen[ComposeDraft, Plan]):
    """Writes, previews and sends a mail to many."""

    PLACE = "compose"
    SERVES: ClassVar[tuple[str, ...]] = (
        "compose.send",
        "preview.next",
        "preview.previous",
        "compose.raw",
        "compose.curl",
        "compose.find",
        "preview.part",
        "compose.next",
        "compose.other",
        "compose.write",
        "compose.before",
        "compose.template",
        "compose.part",
        "compose.engine",
        "compose.import",
        "compose.clear",
    )
    STEPS = STEPS
    STEPS_OF = AT
    FORGOTTEN = "Message, recipients and values typed here are forgotten."

    def __init__(self) -> None:
        super().__init__(ComposeDraft)
        self.template: Template | None = None
        self._lines = TypedLines()
        self.parsed: Parsed = self._lines.read("")
        self._used: tuple[str, ...] = ()

    def compose_steps(self) -> ComposeResult:
        """Message, recipients, review."""
        yield MessageStep(id="message")
        yield RecipientsStep(id="recipients")
        yield Review(id="review")

    def compose_preview(self) -> ComposeResult:
        """What one recipient gets."""
        yield Preview(id="preview")

    async def take_up(self) -> None:
        """Read the draft and its template, and show both; then the recipients, beside the typing."""
        drafts = self.console.workspace.drafts()
        await self.kept.take_up(drafts.compose, drafts.keep_compose, drafts.mail)
        # At once, as what is typed while the template is read goes into this draft.
        self.template = None
        self.fill()
        await self.find_template()
        self.query_one(MessageStep).fill(self.draft, self.template)
        self.work(self.read_all, "recipients")

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

    def fill(self) -> None:
        """Show the draft in both steps; what is typed in them is in it from now on."""
        self.query_one(MessageStep).fill(self.draft, self.template)
        self.query_one(RecipientsStep).fill(self.draft)

    async def read_all(self) -> None:
        """Read all recipients, thousands of them in a thread."""
        await asyncio.to_thread(self._lines.prepare, self.draft.recipients)
        self.read_lines()
        self.show_preview()

    def refill(self) -> None:
        """Show the draft in every step."""
        self.fill()
        self.read_lines()
        self.show_preview()

    def read_lines(self) -> None:
        """Read the recipients anew, and tell what can't be read."""
        self.parsed = self._lines.read(self.draft.recipients)
        self._explain()

    def _explain(self) -> None:
        self.query_one(RecipientsStep).explain(self.parsed, self._used)

    @on(Preview.Shown)
    def _rendered(self, event: Preview.Shown) -> None:
        if event.mail.used != self._used:
            self._used = event.mail.used
            self._explain()

    def index_at(self, row: int) -> int:
        """The first recipient of a line."""
        rows = self.parsed.rows
        found = bisect_left(rows, row)
        return found if rows[found : found + 1] == (row,) else self.index

    async def forget_draft(self) -> None:
        """Begin anew, on disk too."""
        self.template = None
        await super().forget_draft()

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

    @property
    def previews(self) -> int:
        """One for each recipient."""
        return len(self.parsed.recipients)
