"""Unsubscribed addresses of the active account or project: listed, checked, added, invited back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import ComposeResult

from ue_console.errors import ConsoleError
from ue_console.models.unione.unsubscribed import UnsubscribedRow
from ue_console.services.pacing import let_go
from ue_console.text import plural, safe_line
from ue_console.tui.commands import Action
from ue_console.tui.dialogs.ask import Ask
from ue_console.tui.dialogs.raw import RawJson
from ue_console.tui.screens.listing import LIST_KEYS, ListScreen
from ue_console.tui.screens.unsubscribed_lines import COLUMNS, about, full_row, light_row, ordered, rows_of
from ue_console.tui.screens.unsubscribed_since import Since
from ue_console.tui.widgets.fields import Field
from ue_console.tui.widgets.heading import Heading
from ue_console.tui.widgets.light_rows import LightRows, keys_of
from ue_console.tui.widgets.table import Column, Row
from ue_console.tui.widgets.text_view import TextView

if TYPE_CHECKING:
    from ue_console.services.unsubscribed.jobs import Job
    from ue_console.services.unsubscribed.service import UnsubscribedService

DAYS: Final = 30
"""How far back the list goes at first."""
ORDERS: Final = ("a to z", "oldest first")
"""The ways to sort by the first columns; the service's own order is the newest first."""
NEEDS_ONE: Final = ("unsubscribed.invite", "unsubscribed.copy", "unsubscribed.raw")


class UnsubscribedScreen(ListScreen[UnsubscribedRow]):
    """Who unsubscribed since a day, the newest first."""

    PLACE = "unsubscribed"
    NAME = "Unsubscribed"
    COLUMNS: ClassVar[tuple[Column, ...]] = COLUMNS
    SERVES = (
        "list.open",
        "unsubscribed.new",
        "unsubscribed.check",
        "unsubscribed.invite",
        "unsubscribed.since",
        "list.mark",
        "list.filter",
        "unsubscribed.job",
        "unsubscribed.export",
        "unsubscribed.copy",
        "unsubscribed.raw",
        *LIST_KEYS[2:],
    )
    DEFAULT_CSS = """
    UnsubscribedScreen #list { width: 58%; min-width: 52; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._rows: LightRows | None = None
        self._since: date | None = None
        """The day that the shown list begins with."""
        self._wanted: date | None = None
        """The day that was chosen; None for the usual one."""

    def compose_detail(self) -> ComposeResult:
        """Everything about the address under the cursor."""
        yield Heading("Address", id="address-heading")
        yield TextView(id="address")

    @property
    def _service(self) -> UnsubscribedService:
        return self.console.workspace.unsubscribed()

    @property
    def _today(self) -> date:
        return self.console.workspace.now().date()

    @property
    def _day(self) -> date:
        return self._wanted or self._today - timedelta(days=DAYS)

    async def pages(self) -> AsyncIterator[Sequence[UnsubscribedRow]]:
        """All addresses, in one page: the service gives them in one answer."""
        yield await self._service.since(self._day)

    def row(self, item: UnsubscribedRow) -> Row:
        """Address, time, age."""
        return full_row(self.console.workspace.now(), light_row(item))

    def load(self) -> None:
        """Read the list since the chosen day; the old rows stay until the new ones are there."""
        super().load()
        self.query_one("#list-heading", Heading).detail = f"loading since {self._day}"

    async def _load(self) -> None:
        """As every list, but in a thread: there may be hundreds of thousands."""
        day, now = self._day, self.console.workspace.now()
        try:
            async for page in self.pages():
                read = await asyncio.to_thread(rows_of, page, now)
        except ConsoleError as error:
            self._failed(error)
            raise
        before: list[Iterable[object]] = [self.items.values(), self._rows.light if self._rows else ()]
        self.items, self._rows = read
        self._since, self._stale, self._loaded = day, False, now
        self.notice.clear()
        await self._arrange()
        await asyncio.to_thread(let_go, before)
        await self._tell_job()

    async def _arrange(self) -> None:
        """Show the rows in the order that was chosen."""
        rows = self._rows
        if rows is not None and self._sort >= 0:
            rows = await asyncio.to_thread(ordered, rows, self._sort)
        self.table.say("Nothing matches the filter; esc clears it." if rows else self._none)
        before = [self.table.rows, self.table.shown]
        self.table.show_rows(rows or ())
        self._count()
        await asyncio.to_thread(before.clear)

    def do_list_sort(self) -> None:
        """Order in the next way, and show where it begins; after the last, the newest first again."""
        self._sort = self._sort + 1 if self._sort < len(ORDERS) - 1 else -1
        self.work(self._sorting, "sort")

    async def _sorting(self) -> None:
        await self._arrange()
        self.table.action_edge(0)

    @property
    def _none(self) -> str:
        return (
            f"Nobody has unsubscribed since {self._since}.\n"
            "The service refuses mail to unsubscribed addresses. D chooses an earlier day, t checks one "
            "address, n unsubscribes some."
        )

    def _count(self) -> None:
        super()._count()
        heading = self.query_one("#list-heading", Heading)
        if self._sort >= 0:
            by = f"by {self.COLUMNS[self._sort].title.lower()}"
            heading.detail = heading.detail.replace(by, ORDERS[self._sort])
        if self._since:
            heading.detail += f" · since {self._since}"

    async def _tell_job(self) -> None:
        """Say that addresses of the last list have no outcome yet."""
        jobs = self._service.jobs
        await jobs.mend()
        left = await jobs.left()
        self.console.mark(self.PLACE, "!" if left else "")
        if left:
            have = "has" if left == 1 else "have"
            self.notice.say(
                f"{plural(left, 'address', 'addresses')} of the last list {have} no outcome yet; press u.",
                "warn",
            )

    def show_item(self, item: UnsubscribedRow | None) -> None:
        """When, and what can be done about it."""
        # The same age as in the list, which is as old as the list.
        lines = about(item, self._loaded or self.console.workspace.now()) if item else []
        self.query_one("#address", TextView).show(lines)

    def why_not(self, action: Action) -> str:
        """Some actions need an address, and an invitation goes to one at a time."""
        if reason := super().why_not(action):
            return reason
        if not self.is_mounted:
            return ""
        if action.id == "unsubscribed.invite" and self.table.marks > 1:
            return "An invitation goes to one address at a time; esc takes the marks away."
        if action.id in NEEDS_ONE and self.current is None and not self.table.marks:
            return "There is no address under the cursor."
        if action.id == "unsubscribed.export" and not self.table.rows:
            return "There is nothing to write."
        return ""

    def title_of(self, action: Action) -> str:
        """The footer says of how many."""
        title = super().title_of(action)
        marked = self.table.marks
        return f"{title} {marked:,}" if marked and action.id == "unsubscribed.copy" else title

    def do_unsubscribed_new(self) -> None:
        """Open the form."""
        from ue_console.tui.screens.unsubscribed_add import UnsubscribeScreen

        self.app.push_screen(UnsubscribeScreen(self._begun))

    def _begun(self, job: Job) -> None:
        from ue_console.tui.screens.unsubscribing import UnsubscribingScreen

        self.app.push_screen(UnsubscribingScreen(job, begin=True), self._job_left)

    def _job_left(self, _: None) -> None:
        self.load()

    def do_unsubscribed_job(self) -> None:
        """The last list, to go on with it or to read its outcomes."""
        self.work(self._open_job, "job")

    async def _open_job(self) -> None:
        from ue_console.tui.screens.unsubscribing_words import pick_job

        jobs = {job.place: job for job in await self._service.jobs.all()}
        if not jobs:
            self.app.notify("Nothing was unsubscribed from here yet; n begins.", severity="warning")
        elif len(jobs) == 1:
            self._show_job(*jobs.values())
        else:
            self.app.push_screen(
                pick_job(list(jobs.values())), lambda place: self._show_job(jobs[place]) if place else None
            )

    def _show_job(self, job: Job) -> None:
        from ue_console.tui.screens.unsubscribing import UnsubscribingScreen

        self.app.push_screen(UnsubscribingScreen(job), self._job_left)

    def do_unsubscribed_check(self) -> None:
        """Open the dialog, with what the filter says where it may be an address."""
        from ue_console.tui.screens.unsubscribed_check import CheckAddress

        typed = self.query_one("#filter", Field).value.strip()
        self.app.push_screen(CheckAddress(self._service.check, typed if "@" in typed else ""))

    def do_unsubscribed_invite(self) -> None:
        """Open the form of the invitation."""
        from ue_console.tui.screens.invite_form import InviteFormScreen

        if chosen := self.chosen:
            self.app.push_screen(InviteFormScreen(chosen[0]["address"]))

    def do_unsubscribed_since(self) -> None:
        """Choose another day."""
        self.app.push_screen(Since(self._today, self._since or self._day), self._since_day)

    def _since_day(self, day: date | None) -> None:
        if day is not None:
            self._wanted = day
            self.load()

    def do_unsubscribed_export(self) -> None:
        """Ask for a file name."""
        rows = self._exported
        hint = (
            "As CSV, or as JSON where the name ends with .json. Only you can read the file; one that exists "
            "is not overwritten."
        )
        title = f"Write {plural(len(rows), 'address', 'addresses')} to which file?"
        self.app.push_screen(Ask(title, hint, f"unsubscribed-{self._since}.csv"), self._export)

    @property
    def _exported(self) -> list[UnsubscribedRow]:
        """What is marked, or else what the filter lets through."""
        if marked := self.table.marked:
            return [self.items[row.key] for row in marked]
        return [self.items[key] for key in keys_of(self.table.shown)]

    def _export(self, name: str | None) -> None:
        if name:
            self.change(partial(self._exporting, name, self._exported), "export")

    async def _exporting(self, name: str, rows: Sequence[UnsubscribedRow]) -> None:
        from ue_console.services.unsubscribed.export import export

        path = await asyncio.to_thread(export, name, rows)
        self.notice.say(f"Wrote {plural(len(rows), 'address', 'addresses')} to {path}.", "good")

    def do_unsubscribed_copy(self) -> None:
        """Copy what is marked, one address a line."""
        if chosen := [safe_line(item["address"]) for item in self.chosen]:
            what = "the address" if len(chosen) == 1 else plural(len(chosen), "address", "addresses")
            self.console.copy("\n".join(chosen), what)

    def do_unsubscribed_raw(self) -> None:
        """Show the row as JSON."""
        if self.current is not None:
            self.app.push_screen(RawJson(self.current["address"], self.current))
