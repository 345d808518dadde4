"""A field that takes any number of a few values."""

from collections.abc import Collection, Mapping
from typing import ClassVar

from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from ue_console.text import safe_line
from ue_console.tui.widgets.cells import cut_cells

MARKER = "▸"


class CheckList(Widget, can_focus=True):
    """One value a line, with what it means; ↑ ↓ move, space changes, → chooses all, ← none."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("space,enter", "change", show=False),
        Binding("right", "all(True)", show=False),
        Binding("left", "all(False)", show=False),
    ]
    DEFAULT_CSS = """
    CheckList { height: auto; padding: 0 1; background: $panel; }
    """

    chosen: reactive[frozenset[str]] = reactive(frozenset())
    """The keys of the chosen values."""
    cursor: reactive[int] = reactive(0)
    """Index of the value that space changes."""

    class Changed(Message):
        """A value was chosen, or is not any more."""

        def __init__(self, field: "CheckList") -> None:
            super().__init__()
            self.field = field

        @property
        def control(self) -> "CheckList":
            """The field."""
            return self.field

    def __init__(
        self, values: Mapping[str, str], chosen: Collection[str] = (), *, id: str | None = None
    ) -> None:
        """Take the values, each with what it means, and those that are chosen at first."""
        super().__init__(id=id)
        self._values = dict(values)
        self._name_width = max(map(len, values), default=0) + 2
        self.set_reactive(CheckList.chosen, frozenset(chosen))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line a value, however narrow."""
        return len(self._values)

    def render(self) -> RenderResult:
        """``▸ [✓] sent  on its way``; the marker only while the keys go here."""
        return Content("\n").join([self._line(number, name) for number, name in enumerate(self._values)])

    def _line(self, number: int, name: str) -> Content:
        here = self.has_focus and number == self.cursor
        on = name in self.chosen
        head = f"{MARKER if here else ' '} [{'✓' if on else ' '}] {safe_line(name):<{self._name_width}}"
        rest = cut_cells(safe_line(self._values[name]), max(self.content_size.width - len(head), 0))
        return Content.assemble((head, "bold" if here else "" if on else "$quiet"), (rest, "$quiet"))

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a value."""
        return max(0, min(cursor, len(self._values) - 1))

    def watch_chosen(self) -> None:
        """Tell the form."""
        if self.is_mounted:
            self.post_message(self.Changed(self))

    def action_move(self, step: int) -> None:
        """One value up or down."""
        self.cursor += step

    def action_change(self) -> None:
        """Choose the value under the cursor, or not any more."""
        self.chosen = self.chosen ^ {list(self._values)[self.cursor]}

    def action_all(self, on: bool) -> None:
        """Choose every value, or none."""
        self.chosen = frozenset(self._values) if on else frozenset()

    def on_click(self, event: Click) -> None:
        """Change what was clicked."""
        if 0 <= event.y < len(self._values):
            self.cursor = event.y
            self.action_change()
