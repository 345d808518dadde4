"""What every list of received events shares: the detail of one, its call, copies, replay."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from functools import partial
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.events import DescendantFocus

from ue_console.services.heard import Heard, KeptCall
from ue_console.services.heard_folding import shown_try
from ue_console.services.listening_session import ListeningSession
from ue_console.text import encodable, safe_line
from ue_console.tui.commands import Action
from ue_console.tui.dialogs.raw import RawText
from ue_console.tui.dialogs.replay import Replay
from ue_console.tui.screens.call_lines import indented, whole
from ue_console.tui.screens.event_lines import about, columns, row, who_length
from ue_console.tui.screens.event_tries import tries
from ue_console.tui.screens.inner_list import InnerListScreen
from ue_console.tui.widgets.heading import Heading
from ue_console.tui.widgets.table import Row
from ue_console.tui.widgets.text_view import Line, TextView

EVENT_KEYS: Final = ("events.other", "events.copy", "events.copy_body", "events.raw")


class EventListScreen(InnerListScreen[Heard]):
    """A list of events, over the list of webhooks."""

    PLACE = "webhooks"
    DATED: ClassVar[bool] = False
    """Whether rows tell the day."""
    DEFAULT_CSS = """
    EventListScreen #body > Horizontal { layout: vertical; }
    EventListScreen #list { width: 1fr; min-width: 0; height: 3fr; border-right: none; }
    EventListScreen #detail { width: 1fr; height: 2fr; min-height: 9; border-top: hkey $line; }
    EventListScreen #detail:focus-within { height: 7fr; }
    EventListScreen.-narrow #list { height: 1fr; }
    EventListScreen.-narrow #detail, EventListScreen.-narrow #detail:focus-within {
        height: 1fr; border-top: none;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._opened: Heard | None = None
        """What the detail shows."""
        self._call: KeptCall | None = None
        """Its call, once it was read."""
        self._call_lines: list[Line] = []
        self._longest = 0
        """Characters of the longest address so far."""
        self._back = 0
        """How many calls before the newest it is, of the calls of this event."""

    @property
    def session(self) -> ListeningSession:
        """The console's listening."""
        return self.console.workspace.listening

    def compose_detail(self) -> ComposeResult:
        """The event under the cursor, and its call once it is opened."""
        yield Heading("Event", id="event-heading")
        yield TextView(id="event")

    def fit_columns(self, items: Iterable[Heard]) -> None:
        """Give addresses the room that they need, and show what the handler said where there is one."""
        self._longest = max(self._longest, max(map(who_length, items), default=0))
        self.table.columns = columns(self.COLUMNS, self._longest, handled=self.session.handled)

    def _show(self, items: dict[str, Heard], *, whole: bool) -> None:
        self.fit_columns(items.values())
        super()._show(items, whole=whole)

    def row(self, item: Heard) -> Row:
        """Time, status, who, why, job, what the handler said."""
        return row(item, self.session.fate(item.number), dated=self.DATED)

    @property
    def _row(self) -> Heard | None:
        """What the detail shows while the keys are there; else what the cursor is on."""
        return self._opened if self._opened and self._in_detail else super().current

    @property
    def current(self) -> Heard | None:
        """The same, at the call that was chosen of its calls."""
        row, opened = self._row, self._opened
        return shown_try(row, self._back) if row and opened and row.key == opened.key else row

    def show_item(self, item: Heard | None) -> None:
        """The event in plain words; one that is being read stays, whatever comes."""
        if self._in_detail and self._opened is not None:
            return
        before = self._opened
        if item is None or before is None or (item.key, item.number) != (before.key, before.number):
            self._call, self._call_lines, self._back = None, [], 0
        self._opened = item
        self._show_detail()

    @on(DescendantFocus, "#table")
    def _look_again(self) -> None:
        self.show_item(self._row)

    def _show_detail(self) -> None:
        item = shown_try(self._opened, self._back) if self._opened else None
        hint = [Line(""), Line("enter shows the whole call: headers and JSON.", "quiet")]
        lines = self._call_lines or (hint if item and item.number else [])
        self.query_one("#event", TextView).show([*self._about(item), *lines] if item else [])

    def _about(self, item: Heard) -> Iterator[Line]:
        yield from about(item, self.session.fate(item.number))
        if self._opened is not None:
            yield from tries(self._opened, self._back, self.session.fate)

    def do_list_open(self) -> None:
        """Go to the detail, and read the call."""
        super().do_list_open()
        self._read()

    def _read(self) -> None:
        item = self.current
        if item is not None and item.number and self._call is None:
            self.work(partial(self._reading, item), "call")

    async def _reading(self, item: Heard) -> None:
        call = await self.session.kept.call(item.number)
        lines = await asyncio.to_thread(lambda: list(whole(call)))
        shown = self.current
        if shown is not None and (shown.key, shown.number) == (item.key, item.number):
            self._call, self._call_lines = call, lines
            self._show_detail()

    def why_not(self, action: Action) -> str:
        """Most actions need a call that was kept."""
        if reason := super().why_not(action):
            return reason
        if not action.id.startswith("events.") or not self.is_mounted:
            return ""
        item = self.current
        if item is None:
            return "There is no event under the cursor."
        if action.id == "events.copy":
            return "" if item.events else "This call has no address."
        if action.id == "events.other":
            return "" if item.earlier else "This is the only call of this event that came here."
        return "" if item.number else "This call was refused, and not kept."

    def offered(self) -> list[Action]:
        """What leads from call to call only where there are several."""
        several = self.is_mounted and self.current is not None and bool(self.current.earlier)
        return [action for action in super().offered() if several or action.id != "events.other"]

    def do_events_other(self) -> None:
        """The call before this one; after the first, the newest again."""
        row = self._row
        if row is None:
            return
        self._back = (self._back + 1) % (len(row.earlier) + 1)
        self._call, self._call_lines = None, []
        self._show_detail()
        if self._in_detail:
            self._read()

    def do_events_copy(self) -> None:
        """Copy the address, or the domain of a spam block."""
        if self.current is not None:
            self.console.copy(safe_line(self.current.events[0].email), "the address")

    def do_events_copy_body(self) -> None:
        """Copy the call's body, unpacked."""
        self.work(self._copying, "copy")

    async def _copying(self) -> None:
        if self.current is not None:
            call = await self.session.kept.call(self.current.number)
            self.console.copy(
                encodable(call.plain.decode("utf-8", "replace")), f"the body of call {call.number}"
            )

    def do_events_raw(self) -> None:
        """Show the whole call."""
        self.work(self._raw, "raw")

    async def _raw(self) -> None:
        if self.current is not None:
            call = await self.session.kept.call(self.current.number)
            text = await asyncio.to_thread(indented, call.plain)
            self.app.push_screen(RawText(f"Call {call.number:,}", text))

    def do_events_replay(self) -> None:
        """Ask where to, and send it again."""
        self.work(self._replaying, "replay")

    async def _replaying(self) -> None:
        if self.current is not None:
            call = await self.session.kept.call(self.current.number)
            signer = await self.session.signer(call.owner)
            held = await self.console.workspace.accounts.held()
            self.app.push_screen(Replay(call, signer, self.session, held))
