"""The question before something that nobody can undo: its name must be typed."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from ue_console.text import safe
from ue_console.tui.dialogs.base import Dialog
from ue_console.tui.typeahead import TypeAhead
from ue_console.tui.widgets.fields import Field


class ConfirmName(Dialog[bool]):
    """Asks for the name; answers True only when it was typed.

    Args:
        question: The object by its name.
        consequence: What will happen, and that it can't be undone.
        names: What counts as its name; the id too, as some names can't be typed.
        what: What the name is where there is only one.
    """

    KEYS = (("enter", "confirm"), ("esc", "cancel"))
    DEFAULT_CSS = """
    ConfirmName > #box { border: round $error; }
    ConfirmName #consequence { height: auto; padding: 1 1 1 1; }
    ConfirmName #not-yet { height: 1; padding: 0 1; color: $warning; }
    """

    def __init__(self, question: str, consequence: str, names: Sequence[str], *, what: str = "name") -> None:
        super().__init__(question)
        self._consequence = consequence
        self._names = [name.strip() for name in names if name.strip()]
        self._only = "" if len(set(self._names)) > 1 else what

    def compose_content(self) -> ComposeResult:
        """The consequence, then the field."""
        yield Static(Content(safe(self._consequence)), id="consequence")
        yield Field(placeholder=f"its {self._only or 'name, or its id'}", id="typed-name")
        yield Static("", id="not-yet", markup=False)

    def on_mount(self) -> None:
        """Keys typed ahead answer nothing."""
        if isinstance(self.app, TypeAhead):
            self.app.forget_typed()

    @on(Input.Changed)
    def _typed(self) -> None:
        self.query_one("#not-yet", Static).update("")

    @on(Input.Submitted)
    def _done(self, event: Input.Submitted) -> None:
        if event.value.strip() in self._names:
            self.dismiss(True)
        else:
            self.query_one("#not-yet", Static).update(
                f"⚠ That is not its {self._only or 'name'}; nothing is done."
            )
