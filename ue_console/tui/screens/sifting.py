"""What a screen needs whose one table can be filtered and sorted, and nothing else is a list's."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence

from textual import on
from textual.widgets import Input

from ue_console.tui.screens.frame import FrameScreen
from ue_console.tui.widgets.fields import Field
from ue_console.tui.widgets.table import Row, Table


class SiftingScreen(FrameScreen):
    """A screen with a ``Table`` and a ``Field`` with the id ``filter``."""

    DEFAULT_CSS = """
    SiftingScreen #filter { display: none; margin: 0 1; }
    SiftingScreen #filter.-shown { display: block; }
    """

    _given: tuple[Row, ...] = ()
    """The rows in the order in which they came."""
    _sort: int = -1
    """The column that they are sorted by; -1 for none."""

    @property
    def table(self) -> Table:
        """The rows."""
        return self.query_one(Table)

    @property
    def sifting(self) -> str:
        """``3 of 20,000 · by outcome``; empty where all rows stand as they came."""
        shown, total = len(self.table.shown), len(self.table.rows)
        parts = [f"{shown:,} of {total:,}"] if shown < total else []
        if self._sort >= 0:
            parts.append(f"by {self.table.columns[self._sort].title.lower()}")
        return " · ".join(parts)

    def sifted(self) -> None:
        """Other rows are shown, or in another order."""

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show ``rows`` instead, filtered and sorted as those before."""
        self._given = tuple(rows)
        self._arrange()

    def _arrange(self) -> None:
        rows = list(self._given)
        if self._sort >= 0:
            rows.sort(key=lambda row: row.sort_key(self._sort))
        self.table.show_rows(rows)
        self.sifted()

    @on(Input.Changed, "#filter")
    def _filtered(self, event: Input.Changed) -> None:
        self.table.filter(event.value)
        self.sifted()

    @on(Input.Submitted, "#filter")
    def _filter_done(self) -> None:
        self.table.focus()

    @property
    def filters(self) -> bool:
        """Whether the filter is open."""
        return self.query_one("#filter", Field).has_class("-shown")

    def do_list_filter(self) -> None:
        """Open the filter."""
        field = self.query_one("#filter", Field)
        field.add_class("-shown")
        field.focus()

    def do_list_sort(self) -> None:
        """Order by the next column; after the last, as the rows came."""
        self._sort = self._sort + 1 if self._sort < len(self.table.columns) - 1 else -1
        self._arrange()

    def do_app_back(self) -> Awaitable[None] | None:
        """Clear the filter, or leave."""
        if not self.filters:
            return super().do_app_back()
        field = self.query_one("#filter", Field)
        field.value = ""
        field.remove_class("-shown")
        self.table.focus()
        return None
