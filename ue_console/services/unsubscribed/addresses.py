"""Addresses to unsubscribe, typed, pasted or from a file: each once, and what is none apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ue_console.services.addresses import same_key
from ue_console.services.recipients import find_delimiter, parse, parse_lines, read_file

if TYPE_CHECKING:
    from pathlib import Path

    from ue_console.services.recipients import Parsed, RowProblem
    from ue_console.services.recipients.lines import Known


@dataclass(frozen=True, slots=True)
class Addresses:
    """What came out of a text, in its order."""

    addresses: tuple[str, ...]
    problems: tuple[RowProblem, ...] = ()
    """The rows that are left out."""
    repeated: int = 0
    """How many were there before, in whatever spelling."""
    left_out: str = ""
    """The lines of those rows, to be mended; not of JSON, which has no lines."""


def read_addresses(text: str, known: Known | None = None) -> Addresses:
    """Read lines, a table with an ``email`` column, or JSON; names and values beside addresses don't matter.

    Args:
        text: As typed or pasted.
        known: Filled with every line that is read; a line that is in it is not read again.
    """
    text = text.removeprefix("\ufeff")
    if text.lstrip()[:1] in ("[", "{") or find_delimiter(text):
        return _of(parse(text), text)
    return _of(parse_lines(text, known), text)


def read_address_file(path: Path) -> Addresses:
    """Read a CSV, TSV, JSON or text file.

    Raises:
        InputError: It can't be read, is no text, or is too large.
    """
    return _of(read_file(path))


def _of(parsed: Parsed, text: str = "") -> Addresses:
    once: dict[str, str] = {}
    for recipient in parsed.recipients:
        once.setdefault(same_key(recipient.email), recipient.email)
    addresses = tuple(once.values())
    return Addresses(
        addresses,
        parsed.problems,
        repeated=len(parsed.recipients) - len(addresses),
        left_out="" if parsed.form == "json" else _lines(parsed, text),
    )


def _lines(parsed: Parsed, text: str) -> str:
    rows = list(dict.fromkeys(problem.row for problem in parsed.problems))
    if not rows:
        return ""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    # A table's rows are none without its head.
    head = [1] if parsed.form == "table" and rows[0] > 1 else []
    return "\n".join(lines[row - 1] for row in (*head, *rows) if row <= len(lines))
