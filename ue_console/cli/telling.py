"""Messages on stderr that keep to the width of a terminal, and break between words."""

import os
import sys
from typing import Final

from ue_console.cli.folding import folded
from ue_console.cli.output import say
from ue_console.text import safe

_LEAST: Final = 20
"""Columns at the least."""
_USUAL: Final = 80
"""Columns of a terminal that says it has none, as one that a script makes."""
_INDENT: Final = 2


def tell(text: str) -> None:
    """Say it, whole lines in words; in a pipe lines stay whole, as a word does that is longer than a row."""
    width = _columns()
    lines = safe(text).splitlines(keepends=True)
    say("".join(folded(line, width, _INDENT, cut=False) for line in lines))


def _columns() -> int | None:
    """The columns of the terminal; None where stderr is none."""
    try:
        return max(os.get_terminal_size(sys.stderr.fileno()).columns or _USUAL, _LEAST)
    except (OSError, ValueError, AttributeError):
        return None
