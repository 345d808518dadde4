"""Addresses to unsubscribe, typed, pasted or from a file: each once, and what is none apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ue_console.services.addresses import is_plain, same_key
from ue_console.services.recipients import check_whole, parse_json, parse_lines
from ue_console.services.unsubscribed.tables import EVERY, Column, find_table, take

if TYPE_CHECKING:
    from ue_console.services.recipients import RowProblem
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
    columns: tuple[Column, ...] = ()
    """A table's columns where it isn't clear which is meant; nothing is taken then."""


def read_addresses(
    text: str, known: Known | None = None, *, whole: bool = False, column: int | None = None
) -> Addresses:
    """Read lines, a table with an ``email`` column, or JSON; names and values beside addresses don't matter.

    Args:
        text: As typed or pasted, or of a file.
        known: Filled with every line that is read; a line that is in it is not read again.
        whole: It is a file, which may be a table without a header.
        column: Which column of a table to take.

    Raises:
        InputError: A file can't be read to its end.
    """
    text = text.removeprefix("\ufeff")
    if text.lstrip()[:1] in ("[", "{"):
        parsed = parse_json(text, also="address")
        return _once((each.email for each in parsed.recipients), parsed.problems)
    table = find_table(text, whole=whole)
    if table is not None and not (column == EVERY and whole and not table.headed):
        taken = take(table, column)
        if whole:
            check_whole(taken.problems)
        found = _once(taken.addresses, taken.problems, columns=taken.columns)
        return replace(found, left_out=_lines(found.problems, text, head=table.headed))
    emails, problems = _typed(text, {} if known is None else known)
    return replace(_once(emails, problems), left_out=_lines(problems, text, head=False))


def _typed(text: str, known: Known) -> tuple[list[str], tuple[RowProblem, ...]]:
    """Lines: a plain address is seen at a glance, whatever else stands in one is read as recipients are."""
    emails: list[str] = []
    problems: list[RowProblem] = []
    for row, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if is_plain(line):
            emails.append(line)
        elif line.strip():
            read = parse_lines(line, known)
            emails += [each.email for each in read.recipients]
            problems += [replace(problem, row=row) for problem in read.problems]
    return emails, tuple(problems)


def _once(
    emails: Iterable[str], problems: tuple[RowProblem, ...], columns: tuple[Column, ...] = ()
) -> Addresses:
    once: dict[str, str] = {}
    repeated = 0
    for email in emails:
        key = same_key(email)
        repeated += key in once
        once.setdefault(key, email)
    return Addresses(tuple(once.values()), problems, repeated, columns=columns)


def _lines(problems: Sequence[RowProblem], text: str, *, head: bool) -> str:
    spans = {problem.row: problem.lines for problem in problems}
    if not spans:
        return ""
    rows = [line for row in sorted(spans) for line in range(row, row + spans[row])]
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    # A table's rows are none without its head.
    first = [1] if head and rows[0] > 1 else []
    return "\n".join(lines[row - 1] for row in (*first, *rows) if row <= len(lines))
