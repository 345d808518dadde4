"""A row of a form: a label, a field, and a word about it."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from ue_console.text import safe_line


class FormRow(Horizontal):
    """Label on the left, one widget beside it, a hint or an error under it."""

    DEFAULT_CSS = """
    FormRow { height: auto; padding: 0 1; }
    FormRow > .label { width: 12; color: $quiet; }
    FormRow > .field { width: 1fr; }
    FormRow:focus-within > .label { color: $foreground; text-style: bold; }
    """

    def __init__(self, label: str, field: Widget, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._label = label
        self._field = field

    def compose(self) -> ComposeResult:
        """Label, field."""
        yield Static(Content(safe_line(self._label)), classes="label")
        self._field.add_class("field")
        yield self._field
