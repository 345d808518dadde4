"""Tables of data, told from tables that only lay a mail out, and set in columns."""

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from selectolax.lexbor import LexborNode

from ue_console.rendering.display_width import display_width, padded
from ue_console.rendering.html_hidden import hidden

MAX_SPAN: Final = 20
"""Columns that one cell may span."""

GAP: Final = "  "

_NUMBER: Final = re.compile(r"[^\w\s]{0,3}\s?[\d.,\s]+[^\w\s]{0,3}(?:\s?[A-Z]{3})?")

ReadCell = Callable[[LexborNode], list[str]]
"""A cell's content as lines."""


class Cell(NamedTuple):
    """A cell that was read."""

    text: str
    span: int
    header: bool


Row = list[Cell]


def data_table(table: LexborNode, read_cell: ReadCell, room: int) -> list[str] | None:
    """Return the lines of a table of data, or None for one that lays out.

    A table of data holds no other table, at least two columns with text, only cells of one
    line, and fits into ``room`` cells.
    """
    found = _cells_of(table)
    if found is None or max(map(len, found), default=0) < 2:
        return None
    rows: list[Row] = []
    for nodes in found:
        row = _read_row(nodes, read_cell, room)
        if row is None:
            return None
        if any(cell.text for cell in row):
            rows.append(row)
    paired = sum(sum(bool(cell.text) for cell in row) >= 2 for row in rows)
    if not paired or paired * 2 < len(rows):
        return None
    widths = _widths(rows)
    columns = [width for width in widths if width]
    if sum(columns) + len(GAP) * (len(columns) - 1) > room:
        return None
    return _set(rows, widths)


def _cells_of(table: LexborNode) -> list[list[LexborNode]] | None:
    """Return the rows of ``table``, or None when there is a table in it. No recursion."""
    rows: list[list[LexborNode]] = []
    node, depth = table.child, 1
    while node is not None and depth > 0:
        tag = node.tag
        if tag in ("table", "caption"):
            return None
        shown = tag == "-text" or not hidden(node)
        if tag == "tr":
            rows.append([])
        elif tag in ("td", "th") and rows and shown:
            rows[-1].append(node)
        following = node.child if shown else None
        if following is not None:
            depth += 1
        while following is None and depth > 0:
            following = node.next
            if following is None:
                node, depth = node.parent or table, depth - 1
        node = following if depth > 0 else None
    return rows


def _read_row(nodes: list[LexborNode], read_cell: ReadCell, room: int) -> Row | None:
    row: Row = []
    for node in nodes:
        lines = read_cell(node)
        if len(lines) > 1 or (lines and display_width(lines[0]) > room):
            return None
        span = node.attributes.get("colspan") or ""
        columns = int(span) if span.isdecimal() and len(span) < 4 else 1
        row.append(Cell(lines[0] if lines else "", max(1, min(columns, MAX_SPAN)), node.tag == "th"))
    return row


def _widths(rows: list[Row]) -> list[int]:
    widths = [0] * max(sum(cell.span for cell in row) for row in rows)
    for row in rows:
        column = 0
        for cell in row:
            if cell.span == 1:
                widths[column] = max(widths[column], display_width(cell.text))
            column += cell.span
    for row in rows:
        column = 0
        for cell in row:
            lack = display_width(cell.text) - _width_of(widths[column : column + cell.span])
            if lack > 0:
                widths[column + cell.span - 1] += lack
            column += cell.span
    return widths


def _width_of(widths: list[int]) -> int:
    filled = [width for width in widths if width]
    return sum(filled) + len(GAP) * max(len(filled) - 1, 0)


def _set(rows: list[Row], widths: list[int]) -> list[str]:
    numeric = _numeric_columns(rows, len(widths))
    lines: list[str] = []
    for place, row in enumerate(rows):
        pieces, column = [], 0
        for cell in row:
            end = column + cell.span
            width = _width_of(widths[column:end])
            if width:
                pieces.append(padded(cell.text, width, right=cell.span == 1 and numeric[column]))
            column = end
        lines.append(GAP.join(pieces).rstrip())
        if place == 0 and len(rows) > 1 and all(cell.header for cell in row):
            lines.append(GAP.join("─" * width for width in widths if width))
    return lines


def _numeric_columns(rows: list[Row], count: int) -> list[bool]:
    """Tell for each column whether its cells, headings aside, are all numbers or amounts."""
    kinds: list[set[bool]] = [set() for _ in range(count)]
    for row in rows:
        column = 0
        for cell in row:
            if cell.span == 1 and cell.text and not cell.header:
                kinds[column].add(bool(_NUMBER.fullmatch(cell.text)))
            column += cell.span
    return [kind == {True} for kind in kinds]
