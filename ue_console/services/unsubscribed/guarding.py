"""Cells that a spreadsheet would compute, kept from it by an apostrophe that can be taken off again."""

import re
from collections.abc import Sequence
from typing import Final

COLUMNS: Final = ("address", "unsubscribed_on")
"""Of an export of unsubscribed addresses."""
JOB_COLUMNS: Final = ("address", "outcome", "told")
"""Of an export of outcomes."""

_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")


def guarded(cell: str) -> str:
    """The cell behind an apostrophe where it would be computed, or looks like one that is guarded."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell that ``guarded`` was given."""
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell) else cell


def is_own_header(header: Sequence[str]) -> bool:
    """Whether a table is an export of this console, whatever separates its cells."""
    return tuple(cell.strip() for cell in header) in (COLUMNS, JOB_COLUMNS)
