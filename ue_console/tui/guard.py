"""The last guard between data and the terminal.

Textual passes control characters in text on to the terminal. Every line that is drawn goes
through this filter, whatever widget drew it, so an escape sequence in a template, an address or
an answer of the service can do nothing. Texts that leave by another way (exit messages, the
clipboard, files) are cleaned where they leave, with ``ue_console.text``.
"""

import re

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from ue_console.text import UNSAFE, stripped

_DRAWN_UNSAFE = re.compile(f"{UNSAFE.pattern}|[\n\t]")
"""In a drawn line a newline or a tab would move the cursor, so they count as unsafe too."""


class Guard(LineFilter):
    """Drops from drawn text whatever ``ue_console.text`` calls unsafe; also newline and tab."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments without unsafe characters; control segments are Textual's own."""
        if not any(_unsafe(segment) for segment in segments):
            return segments
        return [
            Segment(_clean(segment.text), segment.style) if _unsafe(segment) else segment
            for segment in segments
        ]


def _unsafe(segment: Segment) -> bool:
    if segment.control or segment.text.isprintable():
        return False
    return _DRAWN_UNSAFE.search(segment.text) is not None


def _clean(text: str) -> str:
    return stripped(text).replace("\n", " ").replace("\t", " ")
