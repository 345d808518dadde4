"""Read-only text of any length: lines are wrapped once, only the visible ones are drawn."""

from collections.abc import Iterable, Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len, get_character_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from ue_console.text import ELLIPSIS, safe, safe_line


class Line(NamedTuple):
    """One line of text; foreign text is fine."""

    text: str
    tone: str = ""
    """``""``, ``quiet``, ``strong``, ``good``, ``warn`` or ``bad``."""
    indent: int = 0
    """Cells that its further lines stand in where it is wrapped, as a value does beside its label."""
    after: str = ""
    """A character after which it is wrapped where no space is near, as the slash of a URL."""


class TextView(ScrollView, can_focus=True):
    """Shows lines; arrows and page keys scroll."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "scroll_up", "up", show=False),
        Binding("down,j", "scroll_down", "down", show=False),
        Binding("pageup", "page_up", "page up", show=False),
        Binding("pagedown", "page_down", "page down", show=False),
        Binding("home,g", "scroll_home", "top", show=False),
        Binding("end,G", "scroll_end", "end", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "text--quiet",
        "text--strong",
        "text--good",
        "text--warn",
        "text--bad",
    }
    DEFAULT_CSS = """
    TextView {
        background: $background; color: $foreground; padding: 0 1;
        scrollbar-size-vertical: 1; overflow-x: hidden;
    }
    TextView > .text--quiet { color: $quiet; }
    TextView > .text--strong { text-style: bold; }
    TextView > .text--good { color: $success; }
    TextView > .text--warn { color: $warning; }
    TextView > .text--bad { color: $error; }
    """

    def __init__(self, *, wrap: bool = True, id: str | None = None) -> None:
        super().__init__(id=id)
        self._wraps = wrap
        self._source: tuple[Line, ...] = ()
        self._lines: list[Line] = []
        self._width = 0

    @property
    def plain(self) -> str:
        """The whole text, unwrapped."""
        return "\n".join(line.text for line in self._source)

    def show(self, lines: Iterable[Line], *, keep_place: bool = True) -> None:
        """Replace the text; stay at the same place unless told otherwise."""
        self._source = tuple(lines)
        self._wrap(self.scrollable_content_region.width)
        if not keep_place:
            self.scroll_home(animate=False, immediate=True)

    def watch_show_vertical_scrollbar(self) -> None:
        """The scrollbar takes a column from the lines, or gives it back."""
        self.on_resize()

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        """Wrap again in any case: no resize event comes where the layout was looked up ahead of time."""
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        if changed:
            self.call_later(self.on_resize)
        return changed

    def on_resize(self) -> None:
        """Wrap again when the width changes."""
        if self.scrollable_content_region.width != self._width:
            self._wrap(self.scrollable_content_region.width)

    def _wrap(self, width: int) -> None:
        before, fit = self._lines, wrapped if self._wraps else shortened
        self._lines = fit(self._source, width) if width > 0 else []
        size = Size(width, len(self._lines))
        if width != self._width or size != self.virtual_size:
            self._width, self.virtual_size = width, size
            self.refresh()
            return
        top = self.scroll_offset.y
        for index, (old, new) in enumerate(zip(before[top:], self._lines[top:], strict=True)):
            if old != new and index < self.size.height:
                self.refresh(Region(0, index, self.size.width, 1))

    def render_lines(self, crop: Region) -> list[Strip]:
        """The visible lines; a view that was hidden when it was filled is wrapped only now."""
        self.on_resize()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One wrapped line."""
        width = self.scrollable_content_region.width
        index = y + self.scroll_offset.y
        if index >= len(self._lines):
            return Strip.blank(width, self.visual_style.rich_style)
        line = self._lines[index]
        strip = Strip([Segment(line.text, self._tone(line.tone))])
        return strip.adjust_cell_length(width).apply_style(self.visual_style.rich_style)

    def _tone(self, name: str) -> Style | None:
        return self.get_component_rich_style(f"text--{name}", partial=True) if name else None


def wrapped(lines: Sequence[Line], width: int) -> list[Line]:
    """Split lines at newlines, and at ``width`` cells, at a space where one is near."""
    result = []
    for line in lines:
        for piece in map(safe, line.text.replace("\r\n", "\n").split("\n")):
            piece = piece.expandtabs(4)
            if len(piece) <= width and (piece.isascii() or cell_len(piece) <= width):
                result.append(Line(piece, line.tone))
            else:
                result.extend(Line(part, line.tone) for part in _split(piece, width, line.indent, line.after))
    return result


def shortened(lines: Sequence[Line], width: int) -> list[Line]:
    """Each line on one line, cut at ``width`` cells."""
    return [Line(fitted(safe_line(line.text), width), line.tone) for line in lines]


def fitted(text: str, width: int) -> str:
    """Cut at ``width`` cells, with an ellipsis where something is left out."""
    if cell_len(text) <= width:
        return text
    return text[: _fitting(text, 0, max(width - 1, 1))] + ELLIPSIS


def _split(text: str, width: int, indent: int = 0, after: str = "") -> list[str]:
    parts = []
    start, lead, room = 0, "", width
    while (end := _fitting(text, start, room)) < len(text):
        half = start + (end - start) // 2
        space = text.rfind(" ", half, end + 1)
        if space < 0 and after:
            space = text.rfind(after, half, end)
        cut = space + 1 if space > 0 else end
        parts.append(lead + text[start:cut])
        start = cut
        if indent < width // 2:  # a very narrow pane needs all its cells
            lead, room = " " * indent, width - indent
    parts.append(lead + text[start:])
    return parts


def _fitting(text: str, start: int, width: int) -> int:
    """Where the text from ``start`` on has filled ``width`` cells; at least one character on."""
    if text.isascii():
        return start + width
    cells = 0
    for place in range(start, len(text)):
        cells += get_character_cell_size(text[place])
        if cells > width:
            return max(place, start + 1)
    return len(text)
