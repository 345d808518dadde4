"""Text that is poured into lines: paragraphs, indentation, blank lines between blocks."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from ue_console.rendering.display_width import chunks, display_width
from ue_console.text import safe

MIN_ROOM: Final = 10
"""Cells that a line keeps for its text, however deep it is indented."""

_SPACE: Final = re.compile(r"[ \t\n\r\f]+")
_DROPPED: Final = dict.fromkeys(map(ord, "\u00ad\u034f\u061c\u200b\u200e\u200f\u2060\ufeff"))
"""Characters that mean nothing on a terminal: soft hyphens, joiners, direction marks."""
_BLANK: Final = "\xa0\u2007\u200c\u200d\u3164"
"""What mails fill an invisible preheader with."""


def wrap(words: Iterable[str], width: int) -> Iterator[str]:
    """Yield lines of at most ``width`` cells; a longer word is cut."""
    line: list[str] = []
    used = 0
    for word in words:
        cells = display_width(word)
        if line and used + 1 + cells > width:
            yield " ".join(line)
            line, used = [], 0
        if cells > width:
            *full, word = chunks(word, width)
            yield from full
            cells = display_width(word)
        used += cells + bool(line)
        line.append(word)
    if line:
        yield " ".join(line)


def words_of(text: str) -> list[str]:
    """Return the visible words of ``text``, fit for a terminal."""
    clean = safe(text.translate(_DROPPED) if not text.isascii() else text)
    return [word for word in _SPACE.split(clean) if word.strip(_BLANK)]


class Flow:
    """Collects text and turns it into lines of at most ``width`` cells."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.lines: list[str] = []
        self.blocks = 0
        """How often text was poured into lines: tells whether a place is still in the buffer."""
        self._buffer: list[str] = []
        self._prefix = ""
        self._marker: str | None = None
        self._indents: list[tuple[str, str | None]] = []
        self._gap: str | None = None

    @property
    def inset(self) -> int:
        """Cells of the present indentation."""
        return len(self._prefix)

    @property
    def room(self) -> int:
        """Cells that a line has for its text."""
        return max(self.width - len(self._prefix), MIN_ROOM)

    def text(self, text: str) -> None:
        """Add inline text; its white space collapses."""
        self._buffer.append(text)

    def mark(self) -> tuple[int, int]:
        """Return the present place, for ``since``."""
        return self.blocks, len(self._buffer)

    def since(self, mark: tuple[int, int]) -> str | None:
        """Return the inline text added since ``mark``, or None when a block ended in between."""
        blocks, length = mark
        return " ".join(words_of("".join(self._buffer[length:]))) if blocks == self.blocks else None

    def end_line(self) -> None:
        """Pour the text so far into lines."""
        if self._buffer:
            words = words_of("".join(self._buffer))
            self._buffer.clear()
            if words:
                self.blocks += 1
                self.add(wrap(words, self.room))

    def end_block(self) -> None:
        """Pour, and leave a blank line before whatever comes next."""
        self.end_line()
        self._gap = self._prefix if self._gap is None else min(self._gap, self._prefix, key=len)

    def add(self, lines: Iterable[str]) -> None:
        """Add finished lines behind the present indentation."""
        for line in lines:
            if self._gap is not None and self.lines:
                self.lines.append(min(self._gap, self._prefix, key=len).rstrip())
            self._gap = None
            prefix = self._prefix if self._marker is None else self._marker
            self._marker = None
            self.lines.append((prefix + line.replace("\xa0", " ")).rstrip())

    def indent(self, prefix: str, marker: str | None = None) -> None:
        """Indent what follows by ``prefix``; its first line begins with ``marker`` instead.

        Beyond half of the width nothing is indented any more.
        """
        self.end_line()
        self._indents.append((self._prefix, self._marker))
        if len(self._prefix) + len(prefix) > self.width // 2:
            return
        if marker is not None:
            self._marker = (self._prefix if self._marker is None else self._marker) + marker
        self._prefix += prefix

    def dedent(self) -> None:
        """End the last ``indent``."""
        self.end_line()
        self._prefix, before = self._indents.pop()
        self._marker = None if self._marker is None else before
