"""Rows of a report on a terminal or in a pipe: symbol, label, text, wrapped where there is a width."""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from ue_console.cli.output import encodes
from ue_console.rendering.display_width import padded
from ue_console.rendering.text_flow import MIN_ROOM, words_of, wrap
from ue_console.services.doctor.looks import State

LABEL: Final = 10
"""Cells of the labels."""
_SYMBOLS: Final = {State.OK: "✓", State.WARNING: "!", State.BROKEN: "✗", State.UNCHECKED: "?"}
_ASCII: Final = {"✓": "+", "✗": "x"}
_COLOURS: Final = {State.OK: "32", State.WARNING: "33", State.BROKEN: "31", State.UNCHECKED: "33"}
_WORDS: Final = {State.WARNING: "warning", State.BROKEN: "broken", State.UNCHECKED: "not checked"}


@dataclass(frozen=True, slots=True)
class Row:
    """One thing."""

    label: str
    lines: tuple[str, ...]
    """Each begins on a line of its own; the first with the state's word, unless all is well."""
    state: State | None = None
    """None for what is neither good nor bad."""
    wide: bool = False
    """The label has a line of its own."""


def printed(title: str, rows: Iterable[Row]) -> str:
    """A section: its title (empty for none) and rows, with an empty line behind it."""
    width = columns()
    lines = [title] if title else []
    for row in rows:
        lines += _row(row, width)
    return "\n".join([*lines, "", ""])


def columns() -> int | None:
    """The columns to keep to; None in a pipe, where whole lines are easier to search."""
    if width := terminal_columns():
        return width
    given = os.environ.get("COLUMNS", "")
    return max(int(given[:4]), 20) if given.isascii() and given.isdigit() else None


def terminal_columns() -> int | None:
    """The columns of the terminal; None where stdout is none."""
    if sys.stdout is not None and sys.stdout.isatty():
        return max(shutil.get_terminal_size().columns, 20)
    return None


def poured(prefix: str, texts: Iterable[str], indent: int, width: int | None) -> Iterator[str]:
    """Lines of at most ``width`` cells: the first behind ``prefix``, the others indented."""
    for text in texts:
        room = max((width or 0) - indent, MIN_ROOM)
        lines = wrap(words_of(text), room) if width else [" ".join(words_of(text))]
        for line in lines:
            yield prefix + line
            prefix = " " * indent


def colourful() -> bool:
    """Whether stdout is a terminal that shows colours, and they are wanted."""
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM", "") not in ("", "dumb", "unknown")
    return wanted and sys.stdout is not None and sys.stdout.isatty()


def _row(row: Row, width: int | None) -> Iterator[str]:
    word = _WORDS.get(row.state, "") if row.state else ""
    mark, texts = _symbol(row.state), list(row.lines)
    if row.wide:
        heading = ": ".join(filter(None, [row.label, word]))
        yield from poured(f"{mark} ", [heading], 4, width)
        yield from poured("    ", texts, 4, width)
        return
    if word:
        texts[0] = f"{word}: {texts[0]}"
    prefix = f"{mark} {padded(row.label, LABEL)} " if row.label else f"{mark} "
    yield from poured(prefix, texts, 2 + (LABEL + 1 if row.label else 0), width)


def _symbol(state: State | None) -> str:
    if state is None:
        return " "
    symbol = _SYMBOLS[state]
    symbol = symbol if encodes(symbol) else _ASCII.get(symbol, symbol)
    return f"\x1b[{_COLOURS[state]}m{symbol}\x1b[0m" if colourful() else symbol
