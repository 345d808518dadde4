"""What dialogs share: a box in the middle with a title and a line of keys."""

from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from ue_console.text import safe_line
from ue_console.tui.widgets.heading import Heading

T = TypeVar("T")


class Dialog(ModalScreen[T]):
    """A box over the screen; ``esc`` closes it without doing anything."""

    WIDTH: ClassVar[int] = 72
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (("esc", "close"),)
    """What the line at the bottom shows: key and title."""
    AUTO_FOCUS: ClassVar[str | None] = "*"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "close", show=False)]
    DEFAULT_CSS = """
    Dialog { align: center middle; background: $background 60%; }
    Dialog > #box {
        width: 72; max-width: 96%; height: auto; max-height: 92%;
        background: $background; border: round $line; padding: 0 1;
    }
    Dialog #dialog-keys { height: 1; margin-top: 1; color: $quiet; }
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def compose(self) -> ComposeResult:
        """Title, content, keys."""
        with Vertical(id="box") as box:
            box.styles.width = self.WIDTH
            yield Heading(self._title)
            yield from self.compose_content()
            yield Static(self.key_line(), id="dialog-keys", markup=False)

    def compose_content(self) -> ComposeResult:
        """The dialog's own widgets."""
        yield from ()

    def on_mount(self) -> None:
        """What was told before would lie over the box."""
        self.app.clear_notifications()

    def key_line(self) -> Content:
        """The keys that work here."""
        parts = []
        for label, title in self.KEYS:
            parts += [(f" {label}", "bold $accent"), (f" {safe_line(title)} ", "$foreground")]
        return Content.assemble(*parts)

    def action_leave(self) -> None:
        """Close without doing anything."""
        self.dismiss(None)
