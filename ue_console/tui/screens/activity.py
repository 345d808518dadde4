"""Activity: everything that was changed from this machine, and every send, newest first."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Sequence
from functools import partial
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.widgets import Input

from ue_console.services.activity import WINDOW, ActivityLog, Entry, Exchanged, Sought
from ue_console.services.activity_again import why_not_again
from ue_console.services.activity_export import as_json
from ue_console.services.activity_words import SENDS, phrase
from ue_console.services.curl import consequence
from ue_console.text import cut_end
from ue_console.tui.commands import Action
from ue_console.tui.dialogs.raw import RawJson
from ue_console.tui.screens.activity_doing import Doing
from ue_console.tui.screens.activity_lines import COLUMNS, about, about_list, answer, heading, row
from ue_console.tui.screens.activity_sought import Shown
from ue_console.tui.screens.listing import ListScreen
from ue_console.tui.widgets.fields import Field
from ue_console.tui.widgets.heading import Heading
from ue_console.tui.widgets.table import Column, Row, Table
from ue_console.tui.widgets.text_view import TextView

NEAR: Final = 30
"""Rows from the end at which the next ones are read."""

NEEDS_ONE: Final = ("activity.again", "activity.copy", "activity.curl", "activity.raw")


class ActivityScreen(ListScreen[Entry]):
    """The calls that changed something; more are read as the cursor comes near the end."""

    PLACE = "activity"
    NAME = "Activity"
    COLUMNS: ClassVar[tuple[Column, ...]] = COLUMNS
    EMPTY = (
        "Nothing yet.\n"
        "Every change at the service and every send from this machine is kept here, from the console and "
        "from the command line. Press o to see what other accounts did."
    )
    SERVES = (
        *("list.open", "activity.again", "list.filter", "activity.results", "activity.kind"),
        *("activity.since", "activity.accounts", "activity.curl", "activity.export", "activity.copy"),
        *("activity.raw", "list.refresh"),
    )
    DEFAULT_CSS = """
    ActivityScreen #body > Horizontal { layout: vertical; }
    ActivityScreen #list { width: 1fr; min-width: 0; height: 1fr; border-right: none; }
    ActivityScreen #detail { width: 1fr; height: 1fr; border-top: hkey $line; }
    ActivityScreen #exchange { layout: horizontal; height: 1fr; }
    ActivityScreen #exchange > Vertical { width: 1fr; }
    ActivityScreen #sent { border-right: vkey $line; }
    ActivityScreen.-narrow #detail { border-top: none; }
    ActivityScreen.-narrow #exchange { layout: vertical; }
    ActivityScreen.-narrow #sent { border-right: none; border-bottom: hkey $line; height: 3fr; }
    ActivityScreen.-narrow #got { height: 2fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.shown = Shown()
        self.in_report = False
        """Whether a report lies over it."""
        self._total = 0
        self._rows: list[Row] = []
        self._back_to = ""
        """The row that the cursor goes to when the list has been read."""
        self._exchanged: tuple[int, Exchanged] | None = None
        """Request and answer of the call that was read last."""

    def compose_detail(self) -> ComposeResult:
        """Request and answer, beside each other or, when narrow, one below the other."""
        with Container(id="exchange"):
            with Vertical(id="sent"):
                yield Heading("Request", id="request-heading")
                yield TextView(id="request")
            with Vertical(id="got"):
                yield Heading("Answer", id="answer-heading")
                yield TextView(id="answer")

    @property
    def kept(self) -> ActivityLog:
        """What is kept."""
        return self.console.workspace.activity()

    @property
    def sought(self) -> Sought:
        """What is listed."""
        active = self.console.active
        return self.shown.sought(active.name if active else "", self.query_one("#filter", Field).value)

    def come_back(self) -> None:
        """Something may have been done elsewhere meanwhile."""
        self.load()

    def on_screen_resume(self) -> None:
        """In a report it may have been said what became of a send."""
        if self.in_report:
            self.in_report = False
            self.load()

    async def read(self) -> None:
        """Read the list again, here and now."""
        await self._load()

    async def pages(self) -> AsyncIterator[Sequence[Entry]]:
        """As many as were listed before; the first ones at least."""
        sought = self.sought
        found = await self.kept.listed(sought, max(WINDOW, len(self._rows)))
        self._total = await self.kept.count(sought) if len(found) >= WINDOW else len(found)
        yield found

    def loaded(self) -> None:
        """Say what an empty list means."""
        self._rows = list(self.table.rows)
        typed = self.query_one("#filter", Field).value
        if not self._rows and (self.shown.narrowed or typed):
            self.table.say(self.shown.nothing(typed))
        self.table.go_to(self._back_to)
        self._back_to = ""

    def row(self, item: Entry) -> Row:
        """Age, account, what was done, result, code, time."""
        return row(item, self.console.workspace.now())

    def _count(self) -> None:
        shown = len(self.table.rows)
        many = f"{shown:,} of {self._total:,}" if shown < self._total else f"{shown:,}"
        self.query_one("#list-heading", Heading).detail = " · ".join((*self.shown.words, many))

    @on(Input.Changed, "#filter")
    def _sought_changed(self, event: Input.Changed) -> None:
        event.prevent_default()  # the table knows only what was read
        self.anew()

    def anew(self) -> None:
        """List something else."""
        self._rows = []
        self.load()

    @on(Table.Moved, "#table")
    def _near_the_end(self) -> None:
        if self._total > len(self._rows) > 0 and self.table.cursor >= len(self._rows) - NEAR:
            self.work(self._more, "load", "Press r to try again.")

    async def _more(self) -> None:
        page = await self.kept.listed(self.sought, WINDOW, before=int(self._rows[-1].key))
        self.items.update((str(item.id), item) for item in page)
        self._rows += map(self.row, page)
        if len(page) < WINDOW:
            self._total = len(self._rows)
        self.table.show_rows(self._rows)
        self._count()

    def show_item(self, item: Entry | None) -> None:
        """What is known of it at once; request and answer as soon as they are read."""
        request, got = self.query_one("#request", TextView), self.query_one("#answer", TextView)
        if item and item.together:
            self.query_one("#answer-heading", Heading).detail = ""
            request.show(about_list(item, item.together, self.console.workspace.now()), keep_place=False)
            got.show([], keep_place=False)
            return
        self.query_one("#answer-heading", Heading).detail = heading(item) if item else ""
        kept = self._read_of(item)
        now = self.console.workspace.now()
        request.show(about(item, kept, now) if item else [], keep_place=False)
        got.show(answer(item, kept) if item and kept else [], keep_place=False)
        if item and kept is None:
            self.work(partial(self._reading, item), "detail")

    def _read_of(self, item: Entry | None) -> Exchanged | None:
        return self._exchanged[1] if item and self._exchanged and self._exchanged[0] == item.id else None

    async def _reading(self, item: Entry) -> None:
        self._exchanged = item.id, await self.kept.exchanged(item)
        if self.current is not None and self.current.id == item.id:
            self.show_item(item)
            self.renew_keys()

    def why_not(self, action: Action) -> str:
        """Most actions need a call, and some a certain one."""
        if reason := super().why_not(action):
            return reason
        if action.id not in ("list.open", *NEEDS_ONE) or not self.is_mounted:
            return ""
        item = self.current
        if item is None:
            return "There is no call under the cursor."
        if item.together and action.id != "list.open":
            return "This is a list; enter shows its calls one by one."
        if action.id == "activity.again":
            return why_not_again(item.facts, self.console.active, self._read_of(item))
        if action.id == "activity.copy" and not item.facts.job_id:
            return "This call has no job id; sends that were accepted have one."
        return ""

    def title_of(self, action: Action) -> str:
        """Enter on a send opens its report; o says what it would show."""
        if action.id == "list.open" and self._is_own_send:
            return "report"
        if action.id == "list.open" and self.is_mounted and self.current and self.current.together:
            return "open list"
        if action.id == "app.back" and self._leaves_list:
            return "all activity"
        if action.id == "activity.accounts" and self.shown.everybody:
            return "this account"
        return super().title_of(action)

    @property
    def _is_own_send(self) -> bool:
        """Whether the call under the cursor is a send of the active account."""
        item, active = self.current if self.is_mounted else None, self.console.active
        return bool(item and active and item.facts.method in SENDS and item.facts.account == active.name)

    def do_list_open(self) -> None:
        """The report of a send, the calls of a list; of anything else the detail."""
        if self.current is not None and self.current.together:
            self.shown.inside = self.current
            self.anew()
        elif self._is_own_send and self.current is not None:
            Doing(self).report(self.current)
        else:
            super().do_list_open()

    @property
    def _leaves_list(self) -> bool:
        """Whether esc goes from the calls of one list to everything."""
        return self.shown.inside is not None and self.focused is self.table and not self._filters

    @property
    def goes_up(self) -> bool:
        """Out of a list, too."""
        return super().goes_up or self._leaves_list

    def do_app_back(self) -> Awaitable[None] | None:
        """From the calls of one list to everything, else as in every list."""
        if self.shown.inside is None or not self._leaves_list:
            return super().do_app_back()
        self._back_to, self.shown.inside = str(self.shown.inside.id), None
        self.anew()
        return None

    def do_activity_results(self) -> None:
        """All, then only those with one result after the other."""
        self.shown.next_result()
        self.anew()

    def do_activity_kind(self) -> None:
        """Ask which kind is to be listed."""
        Doing(self).choose_kind()

    def do_activity_since(self) -> None:
        """Ask from which time."""
        Doing(self).choose_period()

    def do_activity_accounts(self) -> None:
        """All accounts, or the active one only."""
        self.shown.everybody = not self.shown.everybody
        self.anew()
        self.renew_keys()

    def do_activity_copy(self) -> None:
        """Copy the job id."""
        if self.current is not None:
            self.console.copy(self.current.facts.job_id, "the job id")

    def do_activity_curl(self) -> None:
        """Copy the request as a curl command."""
        if self.current is not None:
            self.work(partial(self._curl, self.current), "curl")

    async def _curl(self, item: Entry) -> None:
        facts = item.facts
        does = consequence(facts.method, again=facts.result in ("done", "unknown"))
        self.console.copy(await self.kept.curl(item), "the curl command, its key left out,", does)

    def do_activity_raw(self) -> None:
        """Show everything as JSON."""
        if self.current is not None:
            self.work(partial(self._raw, self.current), "raw")

    async def _raw(self, item: Entry) -> None:
        data = as_json(item, await self.kept.exchanged(item))
        self.app.push_screen(RawJson(cut_end(phrase(item.facts), 80), data))

    def do_activity_again(self) -> None:
        """Ask, then make the call once more."""
        if self.current is not None:
            Doing(self).again(self.current)

    def do_activity_export(self) -> None:
        """Ask for a file name."""
        Doing(self).export(self.sought)
