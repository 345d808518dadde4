"""An object as JSON, or a long text as it is."""

import json
from typing import Any

from textual.app import ComposeResult

from ue_console.tui.dialogs.base import Dialog
from ue_console.tui.widgets.text_view import Line, TextView


class RawText(Dialog[None]):
    """Shows a text, to read and scroll."""

    WIDTH = 110
    KEYS = (("↑↓", "scroll"), ("esc", "close"))
    DEFAULT_CSS = """
    RawText #raw { height: 1fr; max-height: 100%; }
    RawText > #box { height: 92%; }
    """

    def __init__(self, title: str, text: str) -> None:
        super().__init__(title)
        self._text = text

    def compose_content(self) -> ComposeResult:
        """The text."""
        yield TextView(id="raw")

    def on_mount(self) -> None:
        """Fill it once its width is known."""
        self.query_one("#raw", TextView).show([Line(line) for line in self._text.split("\n")])


class RawJson(RawText):
    """Shows JSON, indented."""

    def __init__(self, title: str, data: Any) -> None:
        super().__init__(title, json.dumps(data, indent=2, ensure_ascii=False, default=str))
