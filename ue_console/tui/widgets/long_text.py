"""A text of many lines under edit: what a key costs does not grow with the lines around it.

Textual's own measures every line at each key, and joins and counts them all for each line that is
drawn.
"""

from collections.abc import Iterable

from rich.cells import cell_len
from textual.document._document import Document, EditResult, Location
from textual.document._wrapped_document import WrappedDocument
from textual.geometry import Size


class MeasuredText(Document):
    """A document that keeps its whole text, and the width of each line."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._text: str | None = None
        self._tab_width = 0
        self._widths: list[int] = []
        """In cells, a line each; empty until they are asked for."""

    @property
    def text(self) -> str:
        """The whole text, joined once after each change."""
        if self._text is None:
            self._text = super().text
        return self._text

    def get_size(self, tab_width: int) -> Size:
        """Width of the longest line in cells, and how many lines there are."""
        if tab_width != self._tab_width:
            self._tab_width = tab_width
            self._widths = self._measured(0, self.line_count)
        return Size(max(self._widths, default=0), self.line_count)

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        """Replace a part, and measure the lines that are new."""
        (first, _), (last, _) = sorted((start, end))
        self._text = None
        result = super().replace_range(start, end, text)
        if self._tab_width:
            self._widths[first : last + 1] = self._measured(first, result.end_location[0] + 1)
        return result

    def _measured(self, first: int, end: int) -> list[int]:
        return [_width(line, self._tab_width) for line in self.lines[first:end]]


class CountedLines(WrappedDocument):
    """A wrapped document that knows how many lines it has."""

    def wrap(self, width: int, tab_width: int | None = None) -> None:
        """Wrap all lines; 100,000 that stay as they are take a tenth of the time."""
        lines = self.document.lines
        if width or any("\t" in line for line in lines):
            super().wrap(width, tab_width)
            return
        self._width, self._tab_width = width, tab_width or self._tab_width
        uncut: list[int] = []
        no_tab = [0]
        self._wrap_offsets = [uncut] * len(lines)
        self._tab_width_cache = [no_tab if line else uncut for line in lines]
        self._offset_to_line_info = [(number, 0) for number in range(len(lines))]
        self._line_index_to_offsets = [[number] for number in range(len(lines))]

    @property
    def parts(self) -> list[Iterable[object]]:
        """What is large where there are many lines."""
        return [
            self._wrap_offsets,
            self._tab_width_cache,
            self._offset_to_line_info,
            self._line_index_to_offsets,
        ]

    @property
    def height(self) -> int:
        """Lines as they are wrapped."""
        return len(self._offset_to_line_info)


def lay_out(text: str, width: int, tab_width: int) -> CountedLines:
    """A text with all that is to be known of it before it can be shown."""
    document = MeasuredText(text)
    document.get_size(tab_width)
    # The text is asked for at once.
    _ = document.text
    return CountedLines(document, width, tab_width)


def _width(line: str, tab_width: int) -> int:
    plain = line.isascii() and line.isprintable()
    return len(line) if plain else cell_len(line.expandtabs(tab_width))
