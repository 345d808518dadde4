"""The field of many lines; apart from the others, as Textual's text area takes 10 ms to import."""

from ue_console.tui.widgets.kept_lines import KeptLines


class Editor(KeptLines):
    """A field of many lines: plain text, undo, no blinking."""

    DEFAULT_CSS = """
    Editor {
        border: none; padding: 0; background: $background; color: $foreground;
        scrollbar-size-vertical: 1;
    }
    Editor:focus { border: none; }
    Editor > .text-area--cursor-line { background: $panel; }
    Editor > .text-area--gutter { color: $line; }
    Editor > .text-area--cursor-gutter { color: $quiet; background: $panel; }
    """

    def on_mount(self) -> None:
        """Keep the line quiet."""
        self.cursor_blink = False
