"""A row of a form: a label, a field, and a word about it."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from ue_console.text import safe, safe_line
from ue_console.tui.widgets.switch_field import SwitchField


class FormRow(Horizontal):
    """Label on the left, one widget beside it, a hint or an error under it."""

    DEFAULT_CSS = """
    FormRow { height: auto; padding: 0 1; }
    FormRow > .label { width: 12; color: $quiet; }
    FormRow > .field { width: 1fr; }
    FormRow:focus-within > .label { color: $foreground; text-style: bold; }
    """

    class Wrong(Static):
        """What is wrong with the field above."""

        DEFAULT_CSS = """
        Wrong { height: auto; padding: 0 2 0 13; color: $error; }
        """

    def __init__(self, label: str, field: Widget, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._label = label
        self._field = field
        self._wrong: FormRow.Wrong | None = None

    def compose(self) -> ComposeResult:
        """Label, field."""
        yield Static(Content(safe_line(self._label)), classes="label")
        self._field.add_class("field")
        yield self._field

    def say(self, message: str) -> None:
        """Show under the field what is wrong with it; empty when nothing is any more."""
        text = Content(f"✗ {safe(message)}" if message else "")
        if self._wrong is not None:
            self._wrong.update(text)
            self._wrong.display = bool(message)
        elif message and self.parent is not None:
            self._wrong = self.Wrong(text)
            self.screen.mount(self._wrong, after=self)

    @on(Input.Changed)
    @on(SwitchField.Changed)
    def _edited(self) -> None:
        """What was said was of the old value."""
        self.say("")
