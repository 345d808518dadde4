"""A field that takes one of a few values."""

from collections.abc import Mapping
from typing import ClassVar

from rich.cells import cell_len
from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from ue_console.text import safe_line


class SwitchField(Widget, can_focus=True):
    """All values on one line, the chosen one marked; ← → or space change it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", show=False),
        Binding("right,space", "step(1)", show=False),
    ]
    DEFAULT_CSS = """
    SwitchField { height: 1; padding: 0 1; background: $panel; }
    SwitchField:focus { background: $cursor-row; }
    """

    value: reactive[str] = reactive("")
    """The chosen value's key."""

    class Changed(Message):
        """Another value was chosen."""

        def __init__(self, field: "SwitchField", value: str) -> None:
            super().__init__()
            self.field = field
            self.value = value

        @property
        def control(self) -> "SwitchField":
            """The field."""
            return self.field

    def __init__(self, values: Mapping[str, str], value: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._values = dict(values)
        self.set_reactive(SwitchField.value, value or next(iter(values)))

    def render(self) -> RenderResult:
        """``[chosen]  other  other``; reversed while the keys go here, as a background may not be seen."""
        chosen = "bold reverse" if self.has_focus else "bold"
        parts: list[tuple[str, str]] = []
        for key, title in self._values.items():
            on = key == self.value
            text = safe_line(title)
            parts.append((f"[{text}]" if on else f" {text} ", chosen if on else "$quiet"))
        return Content.assemble(*parts)

    def watch_value(self, value: str) -> None:
        """Tell the form."""
        if self.is_mounted:
            self.post_message(self.Changed(self, value))

    def action_step(self, by: int) -> None:
        """The next or the previous value."""
        keys = list(self._values)
        self.value = keys[(keys.index(self.value) + by) % len(keys)]

    def on_click(self, event: Click) -> None:
        """Choose what was clicked."""
        edge = 1
        for key, title in self._values.items():
            edge += cell_len(safe_line(title)) + 2
            if event.x < edge:
                self.value = key
                return
