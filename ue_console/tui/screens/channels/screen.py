"""Compose for channels: one message to receivers on any of a user's connections."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult

from ue_console.services.channels.drafts import ChannelDraft
from ue_console.services.channels.messages import sketch
from ue_console.services.channels.plans import ChannelBatch, ChannelPlan
from ue_console.services.channels.receivers import ReceiverLines, Receivers
from ue_console.tui.commands import Action
from ue_console.tui.screens.channels.choosing import Choosing
from ue_console.tui.screens.channels.message_step import ChannelMessageStep
from ue_console.tui.screens.channels.receivers_step import ReceiversStep
from ue_console.tui.screens.channels.submitting import Submitting
from ue_console.tui.screens.composing import ComposingScreen
from ue_console.tui.screens.steps import steps_of
from ue_console.tui.widgets.channel_preview import ChannelPreview
from ue_console.tui.widgets.review import Review

STEPS = ("receivers", "message", "review")

AT = steps_of(
    STEPS,
    {
        "channel.connection": ("receivers",),
        "channel.addresses": ("receivers",),
        "channel.html": ("message",),
        "channel.part": ("message",),
        "channel.edit": ("message",),
        "channel.remove": ("message",),
    },
)
"""The steps at which an action is offered."""


class ChannelsScreen(Submitting, Choosing, ComposingScreen[ChannelDraft, ChannelPlan]):
    """Writes, previews and sends a message on channels."""

    PLACE = "compose"
    SERVES: ClassVar[tuple[str, ...]] = (
        "compose.send",
        "channel.edit",
        "channel.remove",
        "preview.next",
        "preview.previous",
        "compose.raw",
        "compose.curl",
        "preview.part",
        "compose.next",
        "compose.other",
        "compose.write",
        "compose.before",
        "channel.connection",
        "channel.addresses",
        "channel.html",
        "channel.part",
        "compose.clear",
    )
    STEPS = STEPS
    STEPS_OF = AT
    FORGOTTEN = "Receivers, message and parts typed here are forgotten."

    def __init__(self) -> None:
        super().__init__(ChannelDraft)
        self.receivers = Receivers()
        """Those on connections that there are, as far as that is known."""
        self.schemes: dict[str, str] | None = None
        """Connection → scheme, as read last; None before that."""
        self._lines = ReceiverLines()

    def compose_steps(self) -> ComposeResult:
        """Receivers, message, review."""
        yield ReceiversStep(id="receivers")
        yield ChannelMessageStep(id="message")
        yield Review(id="review")

    def compose_preview(self) -> ComposeResult:
        """What one channel gets."""
        yield ChannelPreview(id="preview")

    @property
    def message_step(self) -> ChannelMessageStep:
        """Step 2."""
        return self.query_one(ChannelMessageStep)

    @property
    def line(self) -> str:
        """The line under the cursor of the receivers."""
        return self.query_one(ReceiversStep).line

    def write(self, lines: Sequence[str]) -> None:
        """Add lines to the receivers."""
        self.query_one(ReceiversStep).write(lines)

    async def take_up(self) -> None:
        """Read the draft and show it; then the connections, beside the typing."""
        drafts = self.console.workspace.channel_drafts()
        await self.kept.take_up(drafts.load, drafts.keep, drafts.versions)
        self.refill()
        self.work(self._read_at_first, "connections", "F2 tries again.")

    async def _read_at_first(self) -> None:
        await self.read_connections()

    async def read_connections(self) -> dict[str, str]:
        """Read the user's connections anew, name → scheme; no token is kept.

        Raises:
            ApiError, WireError, KeyStoreError: They can't be had.
        """
        found = await self.console.workspace.connections().all()
        self.schemes = {each.name: each.scheme.lower() for each in found}
        self.read_lines()
        return self.schemes

    def read_lines(self) -> None:
        """Read the receivers anew, and tell what can't be used."""
        read = self._lines.read(self.draft.receivers, self.schemes or ())
        self.receivers = read.within(self.schemes)
        self.query_one(ReceiversStep).explain(read, self.receivers, self.schemes)

    def refill(self) -> None:
        """Show the draft in every step."""
        self.query_one(ReceiversStep).fill(self.draft)
        self.message_step.fill(self.draft)
        self.read_lines()
        self.show_preview()

    def index_at(self, row: int) -> int:
        """The channel of a line."""
        here = self.receivers.channel_at(row)
        return self.receivers.channels.index(here) if here else self.index

    @property
    def planned(self) -> tuple[ChannelBatch, ...]:
        """The requests under review; empty before that."""
        plan = self.submission.plan
        return plan.batches if plan is not None and self.step == STEPS[-1] else ()

    @property
    def previews(self) -> int:
        """One for each channel."""
        return len(self.planned or self.receivers.channels)

    def show_preview(self) -> None:
        """Show what goes to the channel at hand; as planned at the review, else as typed."""
        pane, known, count = self.query_one("#preview", ChannelPreview), self.schemes or {}, self.previews
        if not count:
            pane.show("", "", None)
            return
        at = self.index % count
        if self.planned:
            channel, message = self.planned[at].channel, self.planned[at].message
        else:
            channel = self.receivers.channels[at]
            message = sketch(self.draft, self.receivers, channel, known)
        pane.show(channel, known.get(channel, ""), message, f"{at + 1:,}/{count:,} ‹ ›")

    def title_of(self, action: Action) -> str:
        """The arrows step through channels here; in the list of parts enter edits one."""
        if action.id == "compose.write" and self.message_step.at_parts:
            return "edit part"
        return "channel" if action.id == "preview.next" else super().title_of(action)

    def do_compose_write(self) -> None:
        """Edit the part under the cursor, or back into the text."""
        if self.message_step.at_parts:
            self.do_channel_edit()
        else:
            super().do_compose_write()

    def why_not(self, action: Action) -> str:
        """There must be a part to edit."""
        if reason := super().why_not(action):
            return reason
        if action.id in ("channel.edit", "channel.remove") and self.message_step.part is None:
            return "There is no part beside the text; F5 adds one."
        return ""
