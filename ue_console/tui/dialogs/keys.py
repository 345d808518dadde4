"""Every key of a screen, with what it does."""

from collections.abc import Iterable

from textual.app import ComposeResult

from ue_console.tui.dialogs.base import Dialog
from ue_console.tui.widgets.text_view import Line, TextView


class Keys(Dialog[None]):
    """The help of a screen, made from its actions.

    Args:
        entries: Key, what it does, and why it can't run now (empty when it can).
    """

    WIDTH = 84
    KEYS = (("↑↓", "scroll"), ("esc", "close"))
    DEFAULT_CSS = """
    Keys #keys { height: auto; max-height: 100%; }
    """

    def __init__(self, title: str, entries: Iterable[tuple[str, str, str]]) -> None:
        super().__init__(title)
        self._entries = list(entries)

    def compose_content(self) -> ComposeResult:
        """One line a key."""
        yield TextView(id="keys")

    def on_mount(self) -> None:
        """Fill it."""
        lines = []
        for key, text, reason in self._entries:
            lines.append(Line(f"{key:>9}  {text}", "quiet" if reason else "", max(len(key), 9) + 2))
            if reason:
                lines.append(Line(f"{'':>9}  {reason}", "warn", 11))
        self.query_one("#keys", TextView).show(lines)
