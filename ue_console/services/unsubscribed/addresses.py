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


def read_addresses(text: str, known: Known | None = None) -> Addresses:
    """Read lines, a table with an ``email`` column, or JSON; names and values beside addresses don't matter.

    Args:
        text: As typed or pasted.
        known: Filled with every line that is read; a line that is in it is not read again.
    """
    if text.lstrip()[:1] in ("[", "{") or find_delimiter(text):
        return _of(parse(text))
    return _of(parse_lines(text, known))


def read_address_file(path: Path) -> Addresses:
    """Read a CSV, TSV, JSON or text file.

    Raises:
        InputError: It can't be read, is no text, or is too large.
    """
    return _of(read_file(path))


def _of(parsed: Parsed) -> Addresses:
    once = {same_key(recipient.email): recipient.email for recipient in reversed(parsed.recipients)}
    addresses = tuple(reversed(once.values()))
    return Addresses(addresses, parsed.problems, len(parsed.recipients) - len(addresses))
