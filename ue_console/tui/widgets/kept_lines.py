"""A text area that draws a line again only when it looks different.

Textual's own draws all its lines at each key and sends them all to the terminal. Here a line is
kept for as long as its text, its place and its colours are the same; the lines of the cursor and
of the selection are always drawn.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator
from functools import cached_property
from typing import Final

from textual.document._document_navigator import DocumentNavigator
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widgets import TextArea

from ue_console.tui.widgets.long_text import CountedLines, lay_out

MOST_KEPT: Final = 500
"""Lines that are kept drawn; several screens full."""


class KeptLines(TextArea):
    """The text area without a border, which would be counted as lines."""

    _frame: tuple[Hashable, ...] = ()
    _frames = 0
    _laid_out: CountedLines | None = None
    """The text that is loaded next."""

    @cached_property
    def _strips(self) -> dict[Hashable, Strip]:
        """Look → line as it was drawn."""
        return {}

    @cached_property
    def _shown(self) -> dict[int, set[Hashable]]:
        """Line of the widget → its look at the last repaint, and those it was drawn with since."""
        return {}

    def _set_document(self, text: str, language: str | None) -> None:
        """Begin with a text: always a plain one, in which a key costs the same however long it is."""
        ready = self._laid_out
        if ready is None or ready._width != self.wrap_width:
            ready = lay_out(text, self.wrap_width, self.indent_width)
        self.document, self.wrapped_document = ready.document, ready
        self.navigator = DocumentNavigator(self.wrapped_document)
        self.move_cursor((0, 0))
        self._line_cache.clear()
        self._refresh_size()

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        """Wrap again in any case: no resize event comes where the layout was looked up ahead of time."""
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        if changed:
            self.call_later(self._rewrap)
        return changed

    def _rewrap(self) -> None:
        if self.wrapped_document._width != self.wrap_width:
            self._rewrap_and_refresh_virtual_size()
            self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the lines of ``crop`` that are not kept."""
        if self.styles.gutter or crop.column_span != (0, self.region.width):
            return super().render_lines(crop)
        looks = {y: look for y, look in self._looks() if y in crop.line_range}
        found = {y: self._strips[look] for y, look in looks.items() if look in self._strips}
        for first, end in _runs(y for y in crop.line_range if y not in found):
            strips = super().render_lines(Region(0, first, crop.width, end - first))
            found |= dict(zip(range(first, end), strips, strict=True))
        if len(self._strips) > MOST_KEPT:
            self._strips.clear()
        for y, look in looks.items():
            # Drawn is not yet sent: which of its looks the terminal has is not known until a repaint.
            self._shown.setdefault(y, set()).add(look)
            if look is not None:
                self._strips[look] = found[y]
        return [found[y] for y in crop.line_range]

    def _exchange_repaint_regions(self) -> Collection[Region]:
        regions = super()._exchange_repaint_regions()
        if self.styles.gutter:
            return regions
        changed = []
        for y, look in self._looks():
            if look is None or self._shown.get(y) != {look}:
                changed.append(y)
            self._shown[y] = {look}
        return [Region(0, first, self.region.width, end - first) for first, end in _runs(changed)]

    def _looks(self) -> Iterator[tuple[int, Hashable]]:
        """Each line of the widget, and everything that makes it look as it does; None: draw it anyway."""
        colours = (self.visual_style, self.app.theme)
        frame = (self.region.size, self.size, self.scroll_offset.x, self.gutter_width, *colours)
        if frame != self._frame:
            self._frame, self._frames = frame, self._frames + 1
            self._strips.clear()
        places, top = self.wrapped_document._offset_to_line_info, self.scroll_offset.y
        for y in range(self.region.height):
            if self._highlights or (self.placeholder and not self.document.end[0]):
                yield y, None
            elif top + y >= len(places):
                yield y, (self._frames, -1)
            else:
                line, section = places[top + y]
                wraps = tuple(self.wrapped_document.get_offsets(line))
                look = (self._frames, line, section, wraps, self.document.get_line(line))
                yield y, None if self._marked(line) else look

    def _marked(self, line: int) -> bool:
        """Whether cursor, selection or a bracket is on a line of the document."""
        first, last = sorted(self.selection)
        bracket = self.matching_bracket_location
        return first[0] <= line <= last[0] or (bracket is not None and bracket[0] == line)


def _runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Begin and end of each row of successive numbers: ``1 2 3 7`` gives ``(1, 4), (7, 8)``."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number:
            runs[-1] = runs[-1][0], number + 1
        else:
            runs.append((number, number + 1))
    return runs
