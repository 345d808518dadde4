"""Unsubscribing many addresses: how far it is, and what became of each."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult

from ue_console.services.controls import Controls
from ue_console.services.unsubscribed.jobs import Job
from ue_console.text import plural
from ue_console.tui.commands import Action
from ue_console.tui.dialogs.ask import Ask
from ue_console.tui.dialogs.confirm import Confirm
from ue_console.tui.screens.controlled import ControlledScreen
from ue_console.tui.screens.unsubscribing_rows import (
    COLUMNS,
    Shown,
    about,
    bar,
    counts_of,
    row_of,
    rows_of,
    summary,
)
from ue_console.tui.under_way import under_way
from ue_console.tui.widgets.fields import Field
from ue_console.tui.widgets.heading import Heading
from ue_console.tui.widgets.table import Row, Table
from ue_console.tui.widgets.text_view import TextView

if TYPE_CHECKING:
    from ue_console.services.unsubscribed.service import UnsubscribedService

Work = Callable[[Job, Callable[[int], None], Controls], Awaitable[None]]
"""Works a list off, or a part of it."""

DRAW_EVERY: Final = 0.2
"""Seconds between two drawings of the list while answers come in."""
CONTROLS: Final = ("unsubscribing.hold", "unsubscribing.stop")
NEEDS: Final[dict[str, tuple[Shown, str]]] = {
    "unsubscribing.go_on": ("waiting", "No address waits."),
    "unsubscribing.settle": ("asked", "No outcome here is unknown."),
}
"""Action → the state that it takes an address in, and what is said without one."""


class UnsubscribingScreen(ControlledScreen):
    """Works a list of addresses off, or shows what became of it.

    Args:
        job: The list.
        begin: Begin at once; the operator has been asked.
    """

    PLACE = "unsubscribed"
    SERVES: ClassVar[tuple[str, ...]] = (
        "unsubscribing.hold",
        "unsubscribing.stop",
        "unsubscribing.go_on",
        "unsubscribing.settle",
        "unsubscribing.give_up",
        "unsubscribing.export",
        "list.filter",
        "list.sort",
    )
    UNDER_WAY = "Unsubscribing is under way; space holds it, x stops it."
    HELD = "Held. space goes on, x stops."
    STOPPING = "Stopping after those that are under way."
    DEFAULT_CSS = """
    UnsubscribingScreen #entries { height: 1fr; }
    UnsubscribingScreen #entry { height: auto; max-height: 6; border-top: hkey $line; }
    """

    def __init__(self, job: Job, *, begin: bool = False) -> None:
        super().__init__()
        self.job = job
        self._begin = begin
        self._controls: Controls | None = None
        self._rows: list[Row] = []
        self._changed: set[int] = set()
        self._drawing = False
        self._counts: Counter[Shown] = counts_of(job)

    def compose_body(self) -> ComposeResult:
        """Heading, filter, table, detail of the address under the cursor."""
        yield Heading("Unsubscribing", id="entries-heading")
        yield Field(placeholder="filter", id="filter")
        yield Table(COLUMNS, empty="Nothing matches the filter; esc clears it.", id="entries")
        yield TextView(id="entry")

    @property
    def _service(self) -> UnsubscribedService:
        return self.console.workspace.unsubscribed()

    def on_mount(self) -> None:
        """Show the list, and begin if that was said."""
        super().on_mount()
        self.table.focus()
        if self._begin:
            self.do_unsubscribing_go_on()
        else:
            self.work(self._show_all, "show")

    async def _show_all(self) -> None:
        self._counts = counts_of(self.job)
        self._rows = await asyncio.to_thread(rows_of, self.job.entries)
        self.show_rows(self._rows)
        self.renew_keys()

    def do_unsubscribing_go_on(self) -> None:
        """Unsubscribe those that wait."""
        work = self._service.unsubscribing.run
        self.change(partial(self._working, work), "unsubscribing", "t goes on.")

    def do_unsubscribing_settle(self) -> None:
        """Ask about those whose outcome is unknown."""
        work = self._service.unsubscribing.settle
        self.change(partial(self._working, work), "unsubscribing", "m tries again.")

    async def _working(self, work: Work) -> None:
        self.notice.clear()
        self._controls = Controls()
        await self._show_all()
        what = plural(len(self.job.entries), "address", "addresses")
        try:
            with under_way(self.console, f"A list of {what} is being unsubscribed."):
                await work(self.job, self._progress, self._controls)
        finally:
            self._controls = None
            if self.is_attached:
                await self._show_all()
        self._tell()

    def _progress(self, number: int) -> None:
        self._changed.add(number)
        if not self._drawing:
            self._drawing = True
            self.set_timer(DRAW_EVERY, self._draw)

    def _draw(self) -> None:
        self._drawing = False
        for number in self._changed:
            self._rows[number] = row_of(number, self.job.entries[number])
        self._changed.clear()
        self._counts = counts_of(self.job)
        self.show_rows(self._rows)

    def _tell(self) -> None:
        """What there is to do now."""
        counts = self._counts
        if lost := counts["asked"]:
            self.notice.say(f"{plural(lost, 'outcome')} unknown; m asks the service.", "warn")
        elif counts["waiting"]:
            self.notice.say(
                f"{plural(counts['waiting'], 'address waits', 'addresses wait')}; t goes on.", "warn"
            )
        elif counts["refused"]:
            self.notice.say(
                f"{plural(counts['refused'], 'address', 'addresses')} refused; rows say why.", "warn"
            )
        else:
            self.notice.say(f"{plural(counts['done'], 'address', 'addresses')} unsubscribed.", "good")

    def sifted(self) -> None:
        """The heading says how far it is, and what of the list is shown."""
        heading = self.query_one("#entries-heading", Heading)
        heading.title = "Unsubscribing" if self._controls else "Last list"
        state = bar(self._counts) if self._controls else summary(self._counts)
        heading.detail = " · ".join(filter(None, (self.sifting, state)))

    @on(Table.Moved, "#entries")
    def _moved(self, event: Table.Moved) -> None:
        entry = self.job.entries[int(event.row.key)] if event.row else None
        self.query_one("#entry", TextView).show(about(entry, self._counts) if entry else [])

    def why_not(self, action: Action) -> str:
        """What the state of the list forbids."""
        if reason := super().why_not(action):
            return reason
        if action.id in CONTROLS:
            return "" if self._controls else "Nothing is under way here."
        if action.id.startswith("unsubscribing.") and self._controls:
            return self.UNDER_WAY
        if action.id == "unsubscribing.give_up" and not (self._counts["waiting"] or self._counts["asked"]):
            return "Every address has an outcome."
        state, none = NEEDS.get(action.id, (None, ""))
        return none if state and not self._counts[state] else ""

    def do_unsubscribing_hold(self) -> None:
        """Ask about no further address, or go on."""
        self.hold()

    def do_unsubscribing_stop(self) -> None:
        """Ask about no further address."""
        self.stop()

    def do_unsubscribing_give_up(self) -> None:
        """Ask, then forget the list."""
        text = "What is done stays done; the list is not kept here any more."
        if self._counts["waiting"]:
            waiting = plural(self._counts["waiting"], "address that waits is", "addresses that wait are")
            text = f"{waiting} not unsubscribed. {text}"
        if self._counts["asked"]:
            text += f" Of {self._counts['asked']:,} it stays unknown whether they are unsubscribed."
        question = Confirm("Give up what is left of this list?", text, "Give up")
        self.app.push_screen(question, lambda sure: self._give_up() if sure else None)

    def _give_up(self) -> None:
        self.change(self._giving_up, "give-up")

    async def _giving_up(self) -> None:
        await self._service.jobs.forget(self.job)
        self.dismiss(None)

    def do_unsubscribing_export(self) -> None:
        """Ask for a file name."""
        hint = "All addresses with their outcomes, as CSV; an existing file is not overwritten."
        self.app.push_screen(
            Ask("Write the outcomes to which file?", hint, "unsubscribing.csv"), self._export
        )

    def _export(self, name: str | None) -> None:
        if name:
            self.change(partial(self._exporting, name), "export")

    async def _exporting(self, name: str) -> None:
        from ue_console.services.unsubscribed.export import export_job

        path = await asyncio.to_thread(export_job, name, self.job.entries)
        self.notice.say(f"Wrote {path}.", "good")
