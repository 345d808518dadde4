"""Choose a time: one of a few, or what is typed."""

from abc import abstractmethod
from collections.abc import Iterable
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from ue_console.tui.dialogs.base import Dialog
from ue_console.tui.widgets.fields import Field
from ue_console.tui.widgets.table import Column, Row, Table

T = TypeVar("T")
"""A time, or a stretch of time."""


class TypedTime(Dialog[T]):
    """A field, and a list of what it can mean: the keys go to the field, arrows move in the list.

    Args:
        title: The question.
        current: What is chosen now; the cursor begins there.
    """

    PLACEHOLDER: ClassVar[str]
    """What can be typed, in the empty field."""
    HOW: ClassVar[str]
    """What to type, where the text means nothing."""
    COLUMNS: ClassVar[tuple[Column, ...]]
    """The name of a time, and what it is."""
    BINDINGS = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("enter", "take", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    TypedTime #time-table { margin-top: 1; }
    """

    def __init__(self, title: str, current: T) -> None:
        super().__init__(title)
        self._current = current
        self._offered: dict[str, T] = {}

    @abstractmethod
    def meanings(self, typed: str) -> Iterable[T]:
        """What a text can mean; for none, what is offered."""

    @abstractmethod
    def name_of(self, time: T) -> str:
        """What a time is called."""

    @abstractmethod
    def that_is(self, time: T) -> str:
        """The same in other words, and whether it is chosen now."""

    def compose_content(self) -> ComposeResult:
        """The field, and what it can mean."""
        yield Field(placeholder=self.PLACEHOLDER, id="time")
        yield Table(self.COLUMNS, empty=self.HOW, id="time-table")

    @property
    def table(self) -> Table:
        """What can be chosen."""
        return self.query_one("#time-table", Table)

    def on_mount(self) -> None:
        """Begin at what is chosen now."""
        super().on_mount()
        self._offer("")
        self.table.go_to(self.name_of(self._current))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._offer(event.value)

    def _offer(self, typed: str) -> None:
        self._offered = {self.name_of(each): each for each in self.meanings(typed)}
        rows = [Row(name, (name, self.that_is(each))) for name, each in self._offered.items()]
        self.table.show_rows(rows)

    def action_move(self, step: int) -> None:
        """Move in the list while the field has the focus."""
        self.table.action_move(step)

    def action_take(self) -> None:
        """Answer what is under the cursor."""
        row = self.table.current
        if row is not None:
            self.dismiss(self._offered[row.key])
