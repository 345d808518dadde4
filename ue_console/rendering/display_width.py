"""How many cells of a terminal a text takes."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache


@lru_cache(maxsize=4_096)
def _cells(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def display_width(text: str) -> int:
    """Return the cells of ``text``: 2 for wide characters, 0 for combining ones."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def padded(text: str, width: int, *, right: bool = False) -> str:
    """Fill ``text`` with spaces up to ``width`` cells."""
    space = " " * (width - display_width(text))
    return space + text if right else text + space


def chunks(text: str, width: int) -> Iterator[str]:
    """Cut ``text`` into pieces of at most ``width`` cells (at least 2)."""
    if text.isascii():
        yield from (text[start : start + width] for start in range(0, len(text), width))
        return
    start, used = 0, 0
    for place, character in enumerate(text):
        cells = _cells(character)
        if used + cells > width:
            yield text[start:place]
            start, used = place, 0
        used += cells
    yield text[start:]
