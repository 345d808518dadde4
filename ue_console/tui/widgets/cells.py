"""Texts shortened by the cells that they take: a letter of Japanese takes two, an emoji too."""

from typing import Final

from rich.cells import cell_len, set_cell_size

from ue_console.text import ELLIPSIS

_JOINER: Final = "\u200d"


def cut_cells(text: str, width: int) -> str:
    """Shorten prose to at most ``width`` cells, the cut at the end."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip(" " + _JOINER) + ELLIPSIS if width > 0 else ""
