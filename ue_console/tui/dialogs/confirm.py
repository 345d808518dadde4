"""The one question before something is sent or destroyed."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from ue_console.text import safe, safe_line
from ue_console.tui.dialogs.base import Dialog
from ue_console.tui.typeahead import TypeAhead


class Choice(Static, can_focus=True):
    """A button of the dialog: marked, not only coloured, when it has the focus."""

    DEFAULT_CSS = """
    Choice { width: auto; height: 1; padding: 0 1; color: $quiet; }
    Choice:focus { color: $foreground; text-style: bold reverse; }
    """


class Confirm(Dialog[bool]):
    """Asks; Cancel has the focus, and only ``key`` or the confirming button says yes.

    Args:
        question: The object by its name.
        consequence: What will happen, and whether it can be undone.
        verb: What the confirming button says.
        key: The confirming key; never the one that opened the dialog.
    """

    DEFAULT_CSS = """
    Confirm > #box { border: round $warning; }
    Confirm #consequence { height: auto; padding: 1 1 0 1; }
    Confirm #choices { height: 1; margin-top: 1; align-horizontal: right; }
    """

    def __init__(self, question: str, consequence: str, verb: str, *, key: str = "y") -> None:
        super().__init__(question)
        self._consequence = consequence
        self._verb = safe_line(verb)
        self._key = key

    def compose_content(self) -> ComposeResult:
        """The consequence, then Cancel and the verb."""
        yield Static(Content(safe(self._consequence)), id="consequence")
        with Horizontal(id="choices"):
            yield Choice("Cancel", id="cancel", markup=False)
            yield Choice(self._verb, id="sure", markup=False)

    def key_line(self) -> Content:
        """The confirming key is told, not guessed."""
        return Content.assemble(
            (f" {self._key}", "bold $accent"),
            f" {self._verb} ",
            (" esc", "bold $accent"),
            " cancel ",
            (" ←→ enter", "bold $accent"),
            " choose",
        )

    def on_mount(self) -> None:
        """Cancel first; keys typed ahead answer nothing."""
        if isinstance(self.app, TypeAhead):
            self.app.forget_typed()
        self.query_one("#cancel").focus()

    def on_key(self, event: events.Key) -> None:
        """The confirming key, and moving between the two buttons."""
        if event.character == self._key:
            event.stop()
            self.dismiss(True)
        elif event.key in ("left", "right", "tab", "shift+tab"):
            event.stop()
            event.prevent_default()
            other = "#cancel" if self.focused is self.query_one("#sure") else "#sure"
            self.query_one(other).focus()
        elif event.key == "enter":
            event.stop()
            self.dismiss(self.focused is self.query_one("#sure"))

    def on_click(self, event: events.Click) -> None:
        """A click on a button is its answer."""
        if isinstance(event.widget, Choice):
            self.dismiss(event.widget.id == "sure")
