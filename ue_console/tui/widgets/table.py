"""The one list widget: any number of rows, only the visible ones are ever drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from ue_console.text import safe
from ue_console.tui.widgets.cells import fitted_cells
from ue_console.tui.widgets.light_rows import LightRows, Rows, having, keys_of, matching, place_of
from ue_console.tui.widgets.rows import Column as Column
from ue_console.tui.widgets.rows import Row as Row
from ue_console.tui.widgets.rows import served_first

GAP: Final = 2
MARKER: Final = "▸"
MARKER_AWAY: Final = "▹"
"""While the keys go elsewhere."""
MARK: Final = "✓"
"""Beside the marker, of a row that is marked."""

SAME: Final = '"'
"""In place of what the row above says."""


class Table(ScrollView, can_focus=True):
    """Rows with a cursor; filter by text, keep the place and the marks when rows change.

    Args:
        columns: What each row has.
        empty: The text in place of rows.
        marks: Rows can be marked.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "up", show=False),
        Binding("down,j", "move(1)", "down", show=False),
        Binding("pageup", "page(-1)", "page up", show=False),
        Binding("pagedown", "page(1)", "page down", show=False),
        Binding("home,g", "edge(0)", "first", show=False),
        Binding("end,G", "edge(1)", "last", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "table--head",
        "table--row",
        "table--quiet",
        "table--cursor",
        "table--good",
        "table--warn",
        "table--bad",
    }
    DEFAULT_CSS = """
    Table { background: $background; color: $foreground; scrollbar-size-vertical: 1; overflow-x: hidden; }
    Table > .table--head { color: $quiet; }
    Table > .table--quiet { color: $quiet; }
    Table > .table--cursor { background: $panel; }
    Table:focus > .table--cursor { background: $cursor-row; text-style: bold; }
    Table > .table--good { color: $success; }
    Table > .table--warn { color: $warning; }
    Table > .table--bad { color: $error; }
    """

    cursor: reactive[int] = reactive(0)
    """Index into the shown rows."""

    @dataclass
    class Moved(Message):
        """The cursor is on another row, or on none."""

        table: "Table"
        row: Row | None

        @property
        def control(self) -> "Table":
            """The table."""
            return self.table

        def can_replace(self, message: Message) -> bool:
            """Only the last place matters."""
            return isinstance(message, Table.Moved) and message.table is self.table

    def __init__(
        self, columns: Sequence[Column], *, empty: str = "", marks: bool = False, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self.columns = tuple(columns)
        self.empty = empty
        self._lead = len(MARKER) + (len(MARK) if marks else 0) + 1
        """Cells before the first column."""
        self._marked: set[str] = set()
        self._all: Rows = ()
        self._shown: Rows = ()
        self._filter = ""

    @property
    def rows(self) -> Rows:
        """All rows, the hidden ones too."""
        return self._all

    @property
    def shown(self) -> Rows:
        """The rows that the filter lets through."""
        return self._shown

    @property
    def current(self) -> Row | None:
        """The row under the cursor."""
        return self._shown[self.cursor] if 0 <= self.cursor < len(self._shown) else None

    @property
    def marks(self) -> int:
        """How many rows are marked."""
        return len(self._marked)

    @property
    def marked(self) -> tuple[Row, ...]:
        """The marked rows in the list's order, those that the filter hides too."""
        return having(self._all, self._marked) if self._marked else ()

    def mark(self) -> None:
        """Mark the row under the cursor, or unmark it."""
        if self.current is not None:
            self._marked ^= {self.current.key}
            self._draw_row(self.cursor)

    def unmark_all(self) -> None:
        """No row is marked any more."""
        self._marked.clear()
        self.refresh()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Replace all rows; cursor and marks stay on their objects, the cursor else in its place."""
        self._all = rows if isinstance(rows, LightRows) else tuple(rows)
        if self._marked:
            self._marked.intersection_update(keys_of(self._all))
        self._select(self.cursor)

    def say(self, empty: str) -> None:
        """Set the text shown in place of rows."""
        self.empty = empty
        self.refresh()

    def filter(self, text: str) -> None:
        """Show only rows in which every word of ``text`` occurs."""
        self._filter = text
        self._select(0)

    def go_to(self, key: str) -> None:
        """Put the cursor on a row by its key."""
        here = place_of(key, self._shown)
        if here is not None:
            self.cursor = here

    def _select(self, otherwise: int) -> None:
        """Show what the filter lets through; the cursor goes to ``otherwise`` where its object is gone."""
        before = self.current
        self._shown = matching(self._all, self._filter.lower().split())
        self.virtual_size = Size(0, len(self._shown) + 1)
        here = place_of(before.key, self._shown) if before else None
        index = self.validate_cursor(otherwise if here is None else here)
        if index != self.cursor:
            self.cursor = index
        else:
            self.post_message(self.Moved(self, self.current))
        self.refresh()

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row."""
        return max(0, min(cursor, len(self._shown) - 1))

    def watch_cursor(self, before: int, after: int) -> None:
        """Show the cursor's row and tell who listens."""
        self._draw_row(before)
        self._draw_row(after)
        self._reveal(after)
        self.post_message(self.Moved(self, self.current))

    def on_resize(self) -> None:
        """The cursor's row stays in sight."""
        if self.size.height > 1:
            self._reveal(self.cursor)

    def _reveal(self, index: int) -> None:
        top, height = self.scroll_offset.y, max(self.size.height - 1, 1)
        if index < top:
            self.scroll_to(y=index, animate=False, immediate=True, force=True)
        elif index >= top + height:
            self.scroll_to(y=index - height + 1, animate=False, immediate=True, force=True)

    def _draw_row(self, index: int) -> None:
        self.refresh(Region(0, index - self.scroll_offset.y + 1, self.size.width, 1))

    def action_move(self, step: int) -> None:
        """One row up or down."""
        self.cursor += step

    def action_page(self, direction: int) -> None:
        """One page up or down."""
        self.cursor += direction * max(self.size.height - 2, 1)

    def action_edge(self, last: int) -> None:
        """The first or the last row."""
        self.cursor = len(self._shown) - 1 if last else 0

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where it was clicked."""
        row = event.y - 1 + self.scroll_offset.y
        if event.y >= 1 and row < len(self._shown):
            self.cursor = row

    def widths(self, width: int) -> list[int]:
        """Cells of each column in a table ``width`` cells wide; 0 for a hidden one."""
        visible = [column for column in self.columns if column.has_room(width)]
        fixed = sum(column.width for column in visible) + GAP * (len(visible) - 1) + self._lead + 1
        flexible = sum(1 for column in visible if column.width == 0)
        room = max(width - fixed, 0)
        first = served_first(visible, room)
        share, extra = divmod(room - sum(first.values()), max(flexible - len(first), 1))
        result = []
        for column in self.columns:
            if column not in visible:
                result.append(0)
            elif column.width:
                result.append(column.width)
            elif column in first:
                result.append(first[column])
            else:
                result.append(share + (1 if extra > 0 else 0))
                extra -= 1
        return result

    def render_line(self, y: int) -> Strip:
        """Line 0 is the head; then the rows from the scroll offset on."""
        width = self.scrollable_content_region.width
        base = self.visual_style.rich_style
        if y == 0:
            return self._head(width).apply_style(base)
        index = y - 1 + self.scroll_offset.y
        if index < len(self._shown):
            return self._line(index, width).apply_style(base)
        told = [] if self._shown else Content(safe(self.empty)).wrap(max(width - self._lead - 1, 1))
        if y - 2 in range(len(told)):
            text = " " * self._lead + told[y - 2].plain
            return self._strip([Segment(text, self._tone("quiet"))], width).apply_style(base)
        return Strip.blank(width, base)

    def _head(self, width: int) -> Strip:
        cells = tuple(column.title for column in self.columns)
        style = self._tone("head")
        segments = [Segment(" " * self._lead, style)]
        for text, column, cells_wide in zip(cells, self.columns, self.widths(width), strict=True):
            if cells_wide:
                segments.append(Segment(_fitted(text, column, cells_wide) + " " * GAP, style))
        return self._strip(segments, width)

    def _line(self, index: int, width: int) -> Strip:
        row, on = self._shown[index], index == self.cursor
        marker = (MARKER if self.has_focus else MARKER_AWAY) if on else " "
        segments = [Segment(f"{marker}{MARK if row.key in self._marked else ''}".ljust(self._lead))]
        for number, (column, cells_wide) in enumerate(zip(self.columns, self.widths(width), strict=True)):
            if cells_wide:
                same = column.once and self._is_above(index, number)
                text = _fitted(SAME if same else row.cells[number], column, cells_wide)
                tone = row.tones[number] if number < len(row.tones) else ""
                name = tone or ("quiet" if column.quiet else "")
                segments.append(Segment(text + " " * GAP, self._tone(name) if name else None))
        strip = self._strip(segments, width)
        return strip.apply_style(self._cursor_style()) if on else strip

    def _is_above(self, index: int, column: int) -> bool:
        if index in (self.cursor, self.scroll_offset.y) or not self._shown[index].cells[column]:
            return False
        return self._shown[index - 1].cells[column] == self._shown[index].cells[column]

    def _strip(self, segments: list[Segment], width: int) -> Strip:
        return Strip(segments).adjust_cell_length(width)

    def _tone(self, name: str) -> Style:
        return Style(color=self.get_component_rich_style(f"table--{name}", partial=True).color)

    def _cursor_style(self) -> Style:
        return self.get_component_rich_style("table--cursor", partial=True)


def _fitted(text: str, column: Column, width: int) -> str:
    return fitted_cells(text, width, middle=column.middle, right=column.right)
