"""A small chart of blocks: how much there was on each day. It needs no colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ue_console.services.words import Words
from ue_console.tui.widgets.text_view import Line

BLOCKS: Final = " ▁▂▃▄▅▆▇█"
NONE: Final = "·"
"""A day without any; the smallest block says that there was something."""
STEPS: Final = len(BLOCKS) - 1
FEW_DAYS: Final = 14
"""Days of the chart of one row."""
TALL: Final = 3
"""Rows of the other one."""


def blocks(counts: Sequence[int], rows: int = 1, gap: str = "") -> list[str]:
    """One column a count, scaled to the largest; the top row first.

    Args:
        counts: None is below zero.
        rows: How many rows of text the largest one takes.
        gap: Between two columns.
    """
    most = max(counts, default=0)
    steps = [-(-count * STEPS * rows // most) if count else 0 for count in counts]
    lines = []
    for row in reversed(range(rows)):
        cells = [BLOCKS[max(0, min(step - row * STEPS, STEPS))] for step in steps]
        if row == 0:
            cells = [cell if step else NONE for cell, step in zip(cells, steps, strict=True)]
        lines.append(gap.join(cells))
    return lines


def chart(days: Sequence[tuple[str, int]], words: Words, *, tall: bool) -> list[Line]:
    """This console's own sends by day; nothing where there are none.

    Args:
        days: Each day (``YYYY-MM-DD``) and its count, the oldest first; the last one is today.
        words: Of the service.
        tall: Whether there is room for more than one row.
    """
    shown = days if tall else days[-FEW_DAYS:]
    counts = [count for _, count in shown]
    most, total = max(counts, default=0), sum(counts)
    if not most:
        return []
    told = f"{words.what(total)}, most a day {most:,}"
    if not tall:
        return [Line(f"This console, {len(shown)} days  {blocks(counts)[0]}  {told}", "quiet")]
    axis = shown[0][0] + "today".rjust(2 * len(shown) - 1 - len(shown[0][0]))
    return [
        Line(f"Sent from this console in {len(shown)} days: {told}", "quiet"),
        *map(Line, blocks(counts, TALL, " ")),
        Line(axis, "quiet"),
    ]
