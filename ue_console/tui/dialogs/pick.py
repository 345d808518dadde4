"""Choose one of many, by typing a part of it."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from ue_console.tui.dialogs.base import Dialog
from ue_console.tui.widgets.fields import Field
from ue_console.tui.widgets.table import Column, Row, Table


class Pick(Dialog[str]):
    """A list with a filter; answers the key of the chosen row, or None."""

    WIDTH = 92
    KEYS = (("type", "filter"), ("↑↓", "choose"), ("enter", "take"), ("esc", "close"))
    BINDINGS = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("enter", "take", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    Pick #pick-table { height: auto; min-height: 4; max-height: 18; margin-top: 1; }
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

    def on_mount(self) -> None:
        """Begin at the current choice."""
        table = self.query_one("#pick-table", Table)
        table.styles.height = min(len(self._rows) + 1, 18)
        table.show_rows(self._rows)
        table.go_to(self._current)

    @on(Input.Changed)
    def _filter(self, event: Input.Changed) -> None:
        self.query_one("#pick-table", Table).filter(event.value)

    def action_move(self, step: int) -> None:
        """Move in the list while the filter has the focus."""
        self.query_one("#pick-table", Table).action_move(step)

    def action_page(self, step: int) -> None:
        """A page at a time."""
        self.query_one("#pick-table", Table).action_page(step)

    def action_take(self) -> None:
        """Answer the row under the cursor."""
        row = self.query_one("#pick-table", Table).current
        if row is not None:
            self.dismiss(row.key)
