"""Texts shortened by the cells that they take: a letter of Japanese takes two, an emoji too."""

from typing import Final

from rich.cells import cell_len, set_cell_size

from ue_console.text import ELLIPSIS, cut_middle, safe_line

_JOINER: Final = "\u200d"


def cut_cells(text: str, width: int) -> str:
    """Shorten prose to at most ``width`` cells, the cut at the end."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip(" " + _JOINER) + ELLIPSIS if width > 0 else ""


def fitted_cells(text: str, width: int, *, middle: bool = False, right: bool = False) -> str:
    """``text`` on one line of exactly ``width`` cells.

    Args:
        text: Foreign text is fine.
        width: Cells.
        middle: Cut in the middle, where it is too long, as ids are.
        right: Filled up with blanks on the left, as numbers are.
    """
    text = safe_line(text)
    if cell_len(text) > width:
        text = cut_middle(text, width) if middle else cut_cells(text, width)
        if cell_len(text) > width:
            text = set_cell_size(text, width)
    pad = " " * (width - cell_len(text))
    return pad + text if right else text + pad
