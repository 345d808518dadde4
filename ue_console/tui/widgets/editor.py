"""The field of many lines; apart from the others, as Textual's text area takes 10 ms to import."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Size

from ue_console.tui.widgets.kept_lines import KeptLines


class Editor(KeptLines):
    """A field of many lines: plain text, undo, no blinking."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+home", "whole_text(False)", "to the beginning", show=False),
        Binding("ctrl+end", "whole_text(True)", "to the end", show=False),
        Binding("ctrl+shift+home", "whole_text(False, True)", "mark to the beginning", show=False),
        Binding("ctrl+shift+end", "whole_text(True, True)", "mark to the end", show=False),
    ]
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

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        """Keep in sight where is typed, also when notes below take lines away."""
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        if changed and self.has_focus:
            self.call_later(self.scroll_cursor_visible)
        return changed

    def action_whole_text(self, end: bool, select: bool = False) -> None:
        """Go to the beginning or the end of the text."""
        self.move_cursor(self.document.end if end else (0, 0), select=select)


class LineEditor(Editor):
    """A text of which each line stands for itself, as a list; more is added at its end."""

    @property
    def lines(self) -> str:
        """The text without the fresh line at its end."""
        return self.text.rstrip("\r\n")

    def show_lines(self, lines: str) -> None:
        """Show a list, the cursor where the next line is typed."""
        lines = lines.rstrip("\r\n")
        if self.lines != lines or not self.waits(self.last_line):
            self.load_text(self.with_room(lines))
        self.move_cursor(self.document.end)

    @property
    def last_line(self) -> str:
        """The text of the last line."""
        return self.document.get_line(self.document.line_count - 1)

    def with_room(self, lines: str) -> str:
        """``lines`` with a fresh one at their end, where the last one does not wait to be ended."""
        return lines if self.waits(lines.rpartition("\n")[2]) else f"{lines}\n"

    def waits(self, line: str) -> bool:
        """Whether a line is not whole yet: nothing is put behind it."""
        return not line.strip()
