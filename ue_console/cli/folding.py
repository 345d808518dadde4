"""Lines that keep to a terminal's width: broken between words, the rest below with an indent."""

import re
from typing import Final

from ue_console.rendering.display_width import display_width
from ue_console.text import cut_end

_TOKEN: Final = re.compile(r" *[^ ]+")
_COLOUR: Final = re.compile(r"\x1b\[\d+m")
_LEAST: Final = 20
"""Cells behind an indent at the least; with fewer, the indent gives way."""


def folded(line: str, width: int | None, indent: int, *, cut: bool = True) -> str:
    """The line in rows of at most ``width`` cells; a word that is longer than a row is cut.

    Args:
        line: With its line end; it may have colours.
        width: None leaves the line as it is.
        indent: Cells before every row but the first.
        cut: If not, such a word stays whole, for what is copied.
    """
    if width is None or _cells(line.rstrip("\n")) <= width:
        return line
    indent = min(indent, max(width - _LEAST, 0))
    rows, row = [], ""
    for token in _TOKEN.findall(line.rstrip("\n")):
        if row.strip() and _cells(row + token) > width:
            rows.append(row)
            word = token.lstrip()
            row = " " * indent + (cut_end(word, width - indent) if cut else word)
        else:
            row += token
    return "\n".join([*rows, row]) + "\n"


def _cells(text: str) -> int:
    return display_width(_COLOUR.sub("", text))
