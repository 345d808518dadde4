"""HTML as text: how a mail reads in a terminal.

Headings are underlined, links show their address where it says more than their text, layout
tables read from top to bottom, tables of data keep their columns. What a mail client would
not show (styles, scripts, hidden preheaders, tracking pixels) is left out.
"""

from collections.abc import Callable
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ue_console.rendering.display_width import chunks, display_width
from ue_console.rendering.html_guard import bounded
from ue_console.rendering.html_hidden import hidden
from ue_console.rendering.html_tables import data_table
from ue_console.rendering.text_flow import Flow
from ue_console.text import cut_middle, encodable, safe

MIN_WIDTH: Final = 20
MAX_URL: Final = 300
"""Characters of a link's address that are shown."""
CELL_WIDTH: Final = 1_000
"""Where a cell of a table is wrapped; cells of two lines don't make a table of data."""

_SKIPPED: Final = frozenset(("head", "select", "datalist", "canvas"))
_GAPS: Final = frozenset(
    (
        "p",
        "dl",
        "pre",
        "blockquote",
        "table",
        "tr",
        "fieldset",
        "figure",
        "address",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    )
)
_LINES: Final = frozenset(
    (
        "div",
        "td",
        "th",
        "li",
        "dt",
        "dd",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "nav",
        "aside",
        "center",
        "form",
        "caption",
        "figcaption",
        "body",
    )
)
_UNDERLINES: Final = {"h1": "═", "h2": "─", "h3": "─", "h4": "─", "h5": "─", "h6": "─"}


def html_to_text(html: str, width: int = 78) -> str:
    """Return ``html`` as display-safe text of lines of at most ``width`` cells (at least 20).

    Never raises; the time is linear in the length of ``html``.
    """
    parser = LexborHTMLParser(bounded(encodable(html)))
    flow = Flow(max(width, MIN_WIDTH))
    if parser.body is not None:
        _Reader(flow).read(parser.body)
    return "\n".join(flow.lines)


class _Reader:
    """Walks a tree, without recursion, and pours it into a flow."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.links: list[tuple[str, tuple[int, int]]] = []
        self.counters: list[int | None] = []
        self.headings: list[int] = []

    def read(self, root: LexborNode) -> None:
        """Pour everything below ``root``."""
        node, depth = root.child, 1
        while node is not None:
            tag = node.tag or ""
            entered = self._enter(node, tag)
            following = node.child if entered else None
            if following is not None:
                node, depth = following, depth + 1
                continue
            if entered:
                self._leave(tag)
            while (following := node.next) is None:
                parent, depth = node.parent, depth - 1
                if depth == 0 or parent is None:
                    break
                node = parent
                self._leave(node.tag or "")
            node = following
        self.flow.end_line()

    def _enter(self, node: LexborNode, tag: str) -> bool:
        """Begin ``node``; False when its content is not to be read."""
        if tag == "-text":
            self.flow.text(node.text_content or "")
            return False
        if tag in _SKIPPED or hidden(node):
            return False
        if tag in _GAPS:
            self.flow.end_block()
        elif tag in _LINES:
            self.flow.end_line()
        handler = _ENTERING.get(tag)
        return handler is None or handler(self, node)

    def _leave(self, tag: str) -> None:
        if tag in _GAPS or tag in _LINES:
            self.flow.end_line()
        handler = _LEAVING.get(tag)
        if handler is not None:
            handler(self, tag)
        if tag in _GAPS:
            self.flow.end_block()

    def _say(self, text: str) -> bool:
        self.flow.text(text)
        return True

    def _indent(self, prefix: str) -> bool:
        self.flow.indent(prefix, prefix)
        return True

    def _break(self, _node: LexborNode) -> bool:
        self.flow.end_line()
        return False

    def _rule(self, _node: LexborNode) -> bool:
        self.flow.end_block()
        self.flow.add(["─" * self.flow.room])
        self.flow.end_block()
        return False

    def _image(self, node: LexborNode) -> bool:
        attributes = node.attributes
        alt = attributes.get("alt", None if attributes.get("src") else "")
        pixel = "0" < (attributes.get("width") or "") < "3"
        if alt or (alt is None and not pixel):
            self.flow.text(f"[image: {alt}]" if alt else "[image]")
        return False

    def _enter_link(self, node: LexborNode) -> bool:
        self.links.append(("".join((node.attributes.get("href") or "").split()), self.flow.mark()))
        return True

    def _leave_link(self, _tag: str) -> None:
        url, mark = self.links.pop()
        text = self.flow.since(mark)
        if url and not url.lower().startswith(("#", "javascript:")) and _bare(url) != _bare(text or ""):
            self.flow.text(f" <{cut_middle(url, MAX_URL)}>")

    def _enter_list(self, node: LexborNode) -> bool:
        self._end_list()
        start = node.attributes.get("start") or "1"
        first = int(start) if start.isdecimal() and len(start) < 6 else 1
        self.counters.append(first if node.tag == "ol" else None)
        return True

    def _leave_list(self) -> None:
        self.counters.pop()
        self._end_list()

    def _end_list(self) -> None:
        """A list within a list stands without blank lines."""
        if self.counters:
            self.flow.end_line()
        else:
            self.flow.end_block()

    def _enter_item(self, _node: LexborNode) -> bool:
        number = self.counters[-1] if self.counters else None
        marker = "• " if number is None else f"{number}. "
        if number is not None:
            self.counters[-1] = number + 1
        self.flow.indent(" " * len(marker), marker)
        return True

    def _enter_heading(self, _node: LexborNode) -> bool:
        self.headings.append(len(self.flow.lines))
        return True

    def _leave_heading(self, tag: str) -> None:
        lines = self.flow.lines[self.headings.pop() :]
        width = max(map(display_width, lines), default=0) - self.flow.inset
        if width > 0:
            self.flow.add([_UNDERLINES[tag] * width])

    def _enter_table(self, node: LexborNode) -> bool:
        lines = data_table(node, _read_cell, self.flow.room)
        if lines is None:
            return True
        self.flow.add(lines)
        self.flow.end_block()
        return False

    def _preformatted(self, node: LexborNode) -> bool:
        for line in safe(node.text()).expandtabs(8).strip("\n").split("\n"):
            self.flow.add(chunks(line, self.flow.room) if line else [""])
        self.flow.end_block()
        return False


_ENTERING: Final[dict[str, Callable[[_Reader, LexborNode], bool]]] = {
    "a": _Reader._enter_link,
    "blockquote": lambda reader, _: reader._indent("> "),
    "br": _Reader._break,
    "dd": lambda reader, _: reader._indent("    "),
    "hr": _Reader._rule,
    "img": _Reader._image,
    "li": _Reader._enter_item,
    "ol": _Reader._enter_list,
    "pre": _Reader._preformatted,
    "q": lambda reader, _: reader._say("“"),
    "table": _Reader._enter_table,
    "ul": _Reader._enter_list,
    **dict.fromkeys(_UNDERLINES, _Reader._enter_heading),
}
"""Tag → what begins with it; False when its content is not to be read."""
_LEAVING: Final[dict[str, Callable[[_Reader, str], object]]] = {
    "a": _Reader._leave_link,
    "blockquote": lambda reader, _: reader.flow.dedent(),
    "dd": lambda reader, _: reader.flow.dedent(),
    "li": lambda reader, _: reader.flow.dedent(),
    "ol": lambda reader, _: reader._leave_list(),
    "q": lambda reader, _: reader._say("”"),
    "ul": lambda reader, _: reader._leave_list(),
    **dict.fromkeys(_UNDERLINES, _Reader._leave_heading),
}


def _read_cell(cell: LexborNode) -> list[str]:
    flow = Flow(CELL_WIDTH)
    _Reader(flow).read(cell)
    return flow.lines


def _bare(address: str) -> str:
    """Return an address without what a reader would not miss."""
    bare = address.lower().rstrip("/")
    for prefix in ("https://", "http://", "mailto:", "tel:", "www."):
        bare = bare.removeprefix(prefix)
    return bare
