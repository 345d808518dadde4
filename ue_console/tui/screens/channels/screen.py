"""Compose for channels: one draft, three steps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult

from ue_console.services.channels.drafts import ChannelDraft
from ue_console.services.channels.messages import sketch
from ue_console.services.channels.receivers import Receivers
from ue_console.tui.commands import Action
from ue_console.tui.keeping import Keeper
from ue_console.tui.screens.channels.choosing import Choosing
from ue_console.tui.screens.channels.message_step import ChannelMessageStep
from ue_console.tui.screens.channels.receivers_step import ReceiversStep
from ue_console.tui.screens.channels.submitting import Submitting
from ue_console.tui.screens.steps import StepsScreen
from ue_console.tui.widgets.channel_preview import ChannelPreview
from ue_console.tui.widgets.review import Review

if TYPE_CHECKING:
    from ue_console.services.channels.drafts import ChannelDrafts

STEPS = ("receivers", "message", "review")

AT: dict[str, tuple[str, ...]] = {
    "channel.connection": ("receivers",),
    "channel.addresses": ("receivers",),
    "channel.html": ("message",),
    "channel.part": ("message",),
    "channel.edit": ("message",),
    "channel.remove": ("message",),
    "compose.before": ("message", "review"),
    "compose.next": ("receivers", "message"),
    "compose.clear": ("receivers", "message"),
    "compose.raw": ("review",),
    "compose.send": ("review",),
    "preview.part": ("review",),
    "preview.next": ("review",),
    "preview.previous": ("review",),
}
"""The steps at which an action is offered."""


class ChannelsScreen(Submitting, Choosing, StepsScreen):
    """Writes, previews and sends a message on channels; the draft is on disk all the time."""

    PLACE = "compose"
    SERVES: ClassVar[tuple[str, ...]] = (
        "compose.send",
        "channel.edit",
        "channel.remove",
        "compose.next",
        "compose.before",
        "channel.connection",
        "channel.addresses",
        "channel.html",
        "channel.part",
        "preview.next",
        "preview.previous",
        "preview.part",
        "compose.raw",
        "compose.clear",
    )
    STEPS = STEPS
    STEPS_OF = AT

    def __init__(self) -> None:
        super().__init__()
        self.draft = ChannelDraft()
        self.receivers = Receivers()
        self.schemes: dict[str, str] | None = None
        """Connection → scheme, as read last; None before that."""
        self.index = 0
        """The channel that is previewed."""
        self._drafts: ChannelDrafts | None = None
        self._seen = -1
        self._keeper = Keeper(self, self._save, lambda error: self.notice.error(error))

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

    def on_screen_resume(self) -> None:
        """Take up the draft, at first and when another screen has added receivers."""
        if self._seen != self.console.workspace.compose_revision:
            self.work(self._take_up, "take-up")

    async def on_screen_suspend(self) -> None:
        """Put the draft on disk before another screen may add to it."""
        if self.is_attached and not self._pruning:
            await self.keep()

    async def _take_up(self) -> None:
        self._seen = self.console.workspace.compose_revision
        self._drafts = self.console.workspace.channel_drafts()
        self.draft = await self._drafts.load()
        self.refill()
        self.at(STEPS[0])
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
        self._read_receivers()
        return self.schemes

    def _read_receivers(self) -> None:
        self.receivers = self.draft.parsed(self.schemes or ())
        self.query_one(ReceiversStep).explain(self.receivers, self.schemes)

    def refill(self) -> None:
        """Show the draft in every step."""
        self.query_one(ReceiversStep).fill(self.draft)
        self.message_step.fill(self.draft)
        self._read_receivers()
        self.show_preview()

    @on(ReceiversStep.Changed)
    def _receivers_typed(self, event: ReceiversStep.Changed) -> None:
        if event.typed:
            self._read_receivers()
            self._keeper.touch()
        here = self.receivers.channel_at(self.query_one(ReceiversStep).row)
        if here:
            self.index = self.receivers.channels.index(here)
        self.show_preview()

    @on(ChannelMessageStep.Changed)
    def changed(self) -> None:
        """Something else was typed or chosen."""
        self._keeper.touch()
        self.show_preview()

    async def keep(self) -> None:
        """Put the draft on disk now."""
        if self._drafts is not None and (self.query_one(ReceiversStep).pull() | self.message_step.pull()):
            self._read_receivers()
        await self._keeper.flush()

    async def _save(self) -> None:
        if self._seen != self.console.workspace.compose_revision:
            return  # the draft on disk is newer: another screen has added to it
        if self._drafts is not None:
            await self._drafts.keep(self.draft)
        self.console.mark("compose", "" if self.draft.empty else "✎")

    async def forget_draft(self) -> None:
        """Begin anew, on disk too."""
        self.draft, self.index = ChannelDraft(), 0
        self.refill()
        await self.keep()

    def show_preview(self) -> None:
        """Show what goes to the channel at hand; as planned at the review, else as typed."""
        pane = self.query_one("#preview", ChannelPreview)
        channels = self.receivers.channels
        if not channels:
            pane.show("", "", None)
            return
        at = self.index % len(channels)
        known, place = self.schemes or {}, f"{at + 1:,}/{len(channels):,} ‹ ›"
        if self.step == "review" and self.plan is not None:
            message = self.plan.batches[at % len(self.plan.batches)].message
        else:
            message = sketch(self.draft, self.receivers, channels[at], known)
        pane.show(channels[at], known.get(channels[at], ""), message, place)

    def title_of(self, action: Action) -> str:
        """The arrows step through channels here."""
        return "channel" if action.id == "preview.next" else super().title_of(action)

    def why_not(self, action: Action) -> str:
        """There must be a part to edit."""
        if reason := super().why_not(action):
            return reason
        if action.id in ("channel.edit", "channel.remove") and self.message_step.part is None:
            return "There is no part beside the text; F5 adds one."
        return ""

    async def do_compose_next(self) -> None:
        """Message, then review."""
        await self.keep()
        if self.step == STEPS[0]:
            self.at("message")
        else:
            self.work(self.review, "review")

    def do_preview_part(self) -> None:
        """Step through the parts of the message."""
        self.query_one("#preview", ChannelPreview).next_part()

    def do_preview_next(self) -> None:
        """The next channel."""
        self._step_channel(1)

    def do_preview_previous(self) -> None:
        """The channel before."""
        self._step_channel(-1)

    def _step_channel(self, by: int) -> None:
        count = len(self.receivers.channels)
        self.index = (self.index + by) % count if count else 0
        self.show_preview()
