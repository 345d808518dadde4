"""Ask for one line of text."""

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from ue_console.text import safe
from ue_console.tui.dialogs.base import Dialog
from ue_console.tui.widgets.fields import Field


class Ask(Dialog[str]):
    """One field; answers what was typed, or None.

    Args:
        title: The question.
        hint: What is worth knowing.
        value: What stands in the field.
        password: Show dots.
        selected: Typing replaces ``value``.
    """

    KEYS = (("enter", "ok"), ("esc", "cancel"))
    DEFAULT_CSS = """
    Ask #ask-hint { height: auto; padding: 0 1; margin-bottom: 1; color: $quiet; }
    """

    def __init__(
        self, title: str, hint: str, value: str = "", *, password: bool = False, selected: bool = False
    ) -> None:
        super().__init__(title)
        self._hint = hint
        self._value = value
        self._password = password
        self._selected = selected

    def compose_content(self) -> ComposeResult:
        """Hint and field."""
        yield Static(Content(safe(self._hint)), id="ask-hint")
        yield Field(self._value, password=self._password, id="ask-field")

    def on_mount(self) -> None:
        """What is offered is replaced by what is typed, where that is wanted."""
        if self._selected:
            self.query_one(Field).action_select_all()

    @on(Input.Submitted)
    def _done(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip())
