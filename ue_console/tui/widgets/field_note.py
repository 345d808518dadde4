"""A calm line under a field of a form: what its choice means, or why it begins as it does."""

from textual.content import Content
from textual.widgets import Static

from ue_console.text import safe_line


class FieldNote(Static):
    """Nothing until there is something to say; the form takes no notice of it."""

    DEFAULT_CSS = """
    FieldNote { display: none; height: auto; padding: 0 2 0 13; color: $warning; }
    """

    def say(self, text: str) -> None:
        """Show one sentence; empty when nothing is to be said any more."""
        self.update(Content(f"⚠ {safe_line(text)}" if text else ""))
        self.display = bool(text)
