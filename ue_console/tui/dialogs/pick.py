"""Choose one of many, or some of them, by typing a part of it."""

from collections.abc import Sequence
from typing import Final, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from ue_console.tui.dialogs.base import Dialog
from ue_console.tui.widgets.fields import Field
from ue_console.tui.widgets.table import Column, Row, Table

T = TypeVar("T")
MARK: Final = "✓ "
"""Before the first cell of a row that is marked."""
AROUND: Final = 9
"""Lines that a dialog needs beside its list: frame, title, filter, keys, and some of what lies under it."""


class Filtered(Dialog[T]):
    """A list with a filter; the keys go to the filter, arrows move in the list."""

    WIDTH = 92
    BINDINGS = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("enter", "take", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    Filtered #pick-table { height: auto; min-height: 4; max-height: 18; margin-top: 1; }
    """

    def __init__(
        self, title: str, columns: Sequence[Column], rows: Sequence[Row], *, current: str = ""
    ) -> None:
        super().__init__(title)
        self._columns = columns
        self._rows = rows
        self._current = current

    def compose_content(self) -> ComposeResult:
        """Filter and list."""
        yield Field(placeholder="type to filter", id="pick-filter")
        yield Table(self._columns, empty="Nothing matches.", id="pick-table")

    @property
    def table(self) -> Table:
        """The list."""
        return self.query_one("#pick-table", Table)

    def on_mount(self) -> None:
        """Begin at the current choice, or at the top."""
        self._fit(self.app.size.height)
        self.table.show_rows(self._rows)
        if self._current:
            self.table.go_to(self._current)

    def on_resize(self, event: events.Resize) -> None:
        """The line of keys keeps its place in a low terminal."""
        self._fit(event.size.height)

    def _fit(self, height: int) -> None:
        self.table.styles.height = max(min(len(self._rows) + 1, 18, height - AROUND), 4)

    @on(Input.Changed)
    def _filter(self, event: Input.Changed) -> None:
        """What is typed brings its best match under the cursor: enter takes that one."""
        self.table.filter(event.value)
        if event.value:
            self.table.action_edge(0)

    def action_move(self, step: int) -> None:
        """Move in the list while the filter has the focus."""
        self.table.action_move(step)

    def action_page(self, step: int) -> None:
        """A page at a time."""
        self.table.action_page(step)


class Pick(Filtered[str]):
    """Answers the key of the chosen row, or None."""

    KEYS = (("type", "filter"), ("↑↓", "choose"), ("enter", "take"), ("esc", "close"))

    def action_take(self) -> None:
        """Answer the row under the cursor."""
        row = self.table.current
        if row is not None:
            self.dismiss(row.key)


class PickMany(Filtered[tuple[str, ...]]):
    """Answers the keys of the marked rows, or of the one under the cursor; None when closed."""

    KEYS = (
        ("type", "filter"),
        ("tab", "mark"),
        ("f6", "mark all shown"),
        ("enter", "take"),
        ("esc", "close"),
    )
    BINDINGS = [
        Binding("tab", "mark", show=False, priority=True),
        Binding("f6", "mark_shown", show=False, priority=True),
    ]

    def __init__(self, title: str, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        super().__init__(title, columns, rows)
        self._marked: dict[str, None] = {}

    def action_mark(self) -> None:
        """Mark the row under the cursor, or unmark it, and go on to the next one."""
        row = self.table.current
        if row is None:
            return
        if row.key in self._marked:
            del self._marked[row.key]
        else:
            self._marked[row.key] = None
        self._show()
        self.table.action_move(1)

    def action_mark_shown(self) -> None:
        """Mark every row that the filter lets through; unmark them where all are marked."""
        keys = [row.key for row in self.table.shown]
        if all(key in self._marked for key in keys):
            self._marked = {key: None for key in self._marked if key not in keys}
        else:
            self._marked |= dict.fromkeys(keys)
        self._show()

    def _show(self) -> None:
        self.table.show_rows([self._drawn(row) for row in self._rows])

    def _drawn(self, row: Row) -> Row:
        if row.key not in self._marked:
            return row
        first, *rest = row.cells
        return row._replace(cells=(MARK + first, *rest))

    def action_take(self) -> None:
        """Answer what is marked, in the list's order."""
        row = self.table.current
        marked = tuple(each.key for each in self._rows if each.key in self._marked)
        if marked or row is not None:
            self.dismiss(marked or (row.key,) if row is not None else marked)
