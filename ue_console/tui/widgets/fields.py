"""Text fields that send nothing while nobody types: no blinking cursor."""

from textual.widgets import Input

from ue_console.tui.widgets.kept_lines import KeptLines


class Field(Input):
    """A one-line field."""

    DEFAULT_CSS = """
    Field { border: none; height: 1; padding: 0 1; background: $panel; color: $foreground; }
    Field:focus { border: none; background: $cursor-row; }
    Field > .input--placeholder, Field > .input--suggestion { color: $quiet; }
    Field.-invalid, Field.-invalid:focus { border: none; }
    """

    def on_mount(self) -> None:
        """Keep the line quiet."""
        self.cursor_blink = False


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
