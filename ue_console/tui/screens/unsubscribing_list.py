"""A list of addresses that is being unsubscribed, drawn however long it is."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from textual import on
from textual.app import ComposeResult

from ue_console.services.pacing import let_go
from ue_console.tui.commands import ACTIONS
from ue_console.tui.screens.controlled import ControlledScreen
from ue_console.tui.screens.unsubscribing_rows import (
    COLUMNS,
    Shown,
    bar,
    full_row,
    light_row,
    ordered,
    rows_of,
    state_of,
    summary,
)
from ue_console.tui.screens.unsubscribing_words import IN_ANOTHER, about, hints, title_of
from ue_console.tui.widgets.fields import Field
from ue_console.tui.widgets.heading import Heading
from ue_console.tui.widgets.light_rows import LightRows
from ue_console.tui.widgets.table import Table
from ue_console.tui.widgets.text_view import TextView

if TYPE_CHECKING:
    from ue_console.services.unsubscribed.jobs import Job

DRAW_EVERY: Final = 0.2
"""Seconds between two drawings of the list while answers come in."""
LONG: Final = 10_000
"""Addresses of a list that is drawn once a second: each drawing looks at all of them."""


class JobScreen(ControlledScreen):
    """The table of a list and the address under its cursor; what looks at all of them is in a thread.

    Args:
        job: The list.
    """

    DEFAULT_CSS = """
    JobScreen #entries { height: 1fr; }
    JobScreen #entry { height: auto; max-height: 6; border-top: hkey $line; }
    """

    def __init__(self, job: Job) -> None:
        super().__init__()
        self.job = job
        self._rows = LightRows([], full_row)
        """In the list's order."""
        self._counts: Counter[Shown] = Counter()
        self._changed: set[int] = set()
        self._drawing = False
        """A drawing is due, or under way."""

    def compose_body(self) -> ComposeResult:
        """Heading, filter, table, detail of the address under the cursor."""
        yield Heading("Unsubscribing", id="entries-heading")
        yield Field(placeholder="filter", id="filter")
        yield Table(COLUMNS, empty="Loading", id="entries")
        yield TextView(id="entry")

    def can(self, action: str) -> bool:
        """Whether an action's key does something now."""
        return not self.why_not(ACTIONS[action])

    async def show_all(self) -> None:
        """Show the list as it is; nothing of it is under way here."""
        self._changed.clear()
        before: list[Iterable[object]] = [self._rows.light]
        self._rows, self._counts = await asyncio.to_thread(rows_of, self.job.entries)
        self.table.say("Nothing matches the filter; esc clears it.")
        await self._arranged()
        self.renew_keys()
        await asyncio.to_thread(let_go, before)

    def progress(self, number: int) -> None:
        """An address has changed: draw it soon, with others that will have."""
        self._changed.add(number)
        if not self._drawing:
            self._draw_soon()

    def _draw_soon(self) -> None:
        self._drawing = True
        self.set_timer(DRAW_EVERY if len(self.job.entries) < LONG else 1.0, self._draw)

    def _draw(self) -> None:
        self.work(self._drawn, "draw")

    async def _drawn(self) -> None:
        try:
            light, changed = self._rows.light, self._changed
            while changed:
                number = changed.pop()
                self._counts[state_of(light[number])] -= 1
                light[number] = light_row(number, self.job.entries[number])
                self._counts[state_of(light[number])] += 1
            await self._arranged()
        finally:
            self._drawing = False
            if self._changed and self.is_attached:
                self._draw_soon()

    async def _arranged(self) -> None:
        """Show the rows in the order that is chosen."""
        whole, by = self._rows, self._sort
        rows = await asyncio.to_thread(ordered, whole, by) if by >= 0 else whole
        # Where another order was chosen meanwhile, or the list read anew, that is what is shown.
        if whole is self._rows and by == self._sort:
            self.table.show_rows(rows)
            self.sifted()

    def do_list_sort(self) -> None:
        """Order by the next column; after the last, as the addresses were given."""
        self._sort = self._sort + 1 if self._sort < len(COLUMNS) - 1 else -1
        self.work(self._arranged, "sort")

    def sifted(self) -> None:
        """The heading says how far it is, and what of the list is shown."""
        heading = self.query_one("#entries-heading", Heading)
        elsewhere = self._controls is None and self.job.elsewhere
        heading.title = "Unsubscribing" if self._controls else IN_ANOTHER if elsewhere else title_of(self.job)
        state = bar(self._counts) if self._controls or elsewhere else summary(self._counts)
        heading.detail = " · ".join(filter(None, (self.sifting, state)))

    @on(Table.Moved, "#entries")
    def _moved(self, event: Table.Moved) -> None:
        entry = self.job.entries[int(event.row.key)] if event.row else None
        lines = about(entry) if entry else []
        if entry and self._controls is None:
            lines += hints(
                elsewhere=self.job.elsewhere,
                settles=self.can("unsubscribing.settle"),
                goes_on=self.can("unsubscribing.go_on"),
            )
        self.query_one("#entry", TextView).show(lines)
