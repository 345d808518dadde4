"""What goes to one channel: its head, and one view of its parts."""

from __future__ import annotations

from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Resize

from ue_console.models.unification.message import Message
from ue_console.tui.channel_lines import View, head_lines, views
from ue_console.tui.latest import Latest
from ue_console.tui.widgets.heading import Heading
from ue_console.tui.widgets.text_view import Line, TextView


class ChannelPreview(Vertical):
    """Receivers, sender, subject, parts, limits; below them what is read."""

    DEFAULT_CSS = """
    ChannelPreview > #channel-head { height: auto; max-height: 50%; }
    ChannelPreview > #channel-body { height: 1fr; border-top: hkey $line; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.message: Message | None = None
        """What is shown."""
        self._view = 0
        self._latest: Latest[list[Line]] = Latest(self._done)

    def compose(self) -> ComposeResult:
        """Heading, head, body."""
        yield Heading("Preview", id="channel-heading")
        yield TextView(id="channel-head")
        yield TextView(id="channel-body")

    @property
    def body(self) -> TextView:
        """The part that is read."""
        return self.query_one("#channel-body", TextView)

    def show(self, channel: str, scheme: str, message: Message | None, place: str = "") -> None:
        """Show what goes to a channel; ``message`` is None while nothing goes anywhere."""
        self.message = message
        heading = self.query_one("#channel-heading", Heading)
        if message is None:
            heading.title, heading.detail = "Preview", ""
            self.query_one("#channel-head", TextView).show([Line("There are no receivers yet.", "quiet")])
            self.body.show([])
            return
        heading.title = f"{channel}   {scheme}" if scheme else channel
        self._place = place
        self.query_one("#channel-head", TextView).show(head_lines(message, scheme))
        self._draw()

    _place = ""

    def next_part(self) -> None:
        """Another part of the message, or another look at it."""
        self._view += 1
        self._draw(keep_place=False)

    def _draw(self, *, keep_place: bool = True) -> None:
        if self.message is None:
            return
        found = views(self.message)
        view = found[self._view % len(found)]
        texts = (view.title if len(found) > 1 else "", self._place)
        self.query_one("#channel-heading", Heading).detail = " · ".join(text for text in texts if text)
        if not keep_place:
            self.body.scroll_home(animate=False, immediate=True)
        self._ask(view)

    def _ask(self, view: View) -> None:
        width = max(min(self.body.size.width or 78, 100) - 1, 20)
        self._latest.ask(partial(view.lines, width), lambda work: self.run_worker(work, group="preview"))

    def _done(self, lines: list[Line]) -> None:
        if self.is_attached and not self._pruning:
            self.body.show(lines)

    @on(Resize)
    def _resized(self) -> None:
        self._draw()
