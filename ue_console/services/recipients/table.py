"""Recipients as a table: CSV or TSV with a header row that names an ``email`` column."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Final

from ue_console.models.unione.message import Recipient
from ue_console.services.addresses import address_problem
from ue_console.services.recipients.parsed import Collector, Parsed

DELIMITERS: Final = ",;\t|"
"""Tried on the header row, since the standard sniffer fails on one column and on one row."""

EMAIL: Final = ("email", "e-mail", "email_address", "email address", "e-mail address")
"""Headers of the column that holds the addresses, in small letters."""
_TO_NAME: Final = ("to_name", "to name")
_MOVE: Final = "Correct the row, or check that quotes and separators are in pairs."


def find_delimiter(text: str) -> str | None:
    """The separator with which the first row has an ``email`` column; None when no row has."""
    best: tuple[int, str] | None = None
    for delimiter in DELIMITERS:
        header = _first_row(text, delimiter)
        if any(_word(cell) in EMAIL for cell in header) and (best is None or len(header) > best[0]):
            best = len(header), delimiter
    return best[1] if best else None


def parse_table(text: str, delimiter: str | None = None) -> Parsed:
    """Read a table; its columns become substitutions.

    ``email`` is required; ``to_name``, or else ``name``, becomes ``to_name``; ``metadata.x``
    becomes metadata. Values stay strings, and an empty cell gives no value at all, so that a
    global one can fill it. Rows are counted in lines of the text.
    """
    found = Collector()
    delimiter = delimiter or find_delimiter(text)
    if delimiter is None:
        found.refuse(
            1, text.split("\n", 1)[0], "No column is called email.", "Name the columns in the first row."
        )
        return found.parsed("table")
    targets: list[str] | None = None
    header: list[str] = []
    for row, cells in read_rows(text, delimiter, found):
        if targets is None:
            header, targets = cells, _targets(cells)
            if twice := {target for target in targets if target and targets.count(target) > 1}:
                what = ", ".join(sorted(twice))
                found.refuse(row, delimiter.join(cells), f"Two columns become {what}.", "Rename one of them.")
                return found.parsed("table")
        else:
            _take(found, row, cells, targets, delimiter)
    shown = [(name, target or "left out") for name, target in zip(header, targets or (), strict=True)]
    return found.parsed("table", shown)


def read_rows(text: str, delimiter: str, found: Collector) -> Iterator[tuple[int, list[str]]]:
    """Rows with their first line's number; the row that breaks the form is reported and ends it.

    Behind a quote that is never closed nobody knows where a row begins: nothing is guessed there.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        row = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            rest = re.split("\r\n|\r|\n", text.rstrip("\r\n"))[row - 1 :]
            cause = f"Reading stops here, {_not_read(len(rest))}: {error}."
            found.stop(row, rest[0] if rest else "", cause, _MOVE, max(len(rest), 1))
            return
        found.lines = reader.line_num - row + 1
        if any(cell.strip() for cell in cells):
            yield row, cells


def _not_read(lines: int) -> str:
    return f"{lines:,} lines are not read" if lines > 1 else "the last line is not read"


def _first_row(text: str, delimiter: str) -> list[str]:
    for _, cells in read_rows(text, delimiter, Collector()):
        return cells
    return []


def _word(cell: str) -> str:
    return cell.strip().casefold()


def _targets(header: list[str]) -> list[str]:
    """What each column fills: ``email``, ``substitutions.x``, ``metadata.x``; empty for none."""
    words = [_word(cell) for cell in header]
    email = next(words.index(word) for word in EMAIL if word in words)
    names = [*(words.index(word) for word in _TO_NAME if word in words), *_index(words, "name")]
    targets = [_target(cell.strip()) for cell in header]
    targets[email] = "email"
    if names:
        targets[names[0]] = "substitutions.to_name"
    return targets


def _index(words: list[str], word: str) -> list[int]:
    return [words.index(word)] if word in words else []


def _target(header: str) -> str:
    if header.startswith("metadata.") and len(header) > len("metadata."):
        return header
    # A heading such as "First Name" can't be a merge tag; First_Name can.
    name = re.sub(r"\W+", "_", header, flags=re.ASCII).strip("_")
    return f"substitutions.{name}" if name else ""


def _take(found: Collector, row: int, cells: list[str], targets: list[str], delimiter: str) -> None:
    text = delimiter.join(cells)
    if len(cells) != len(targets):
        cause = f"The row has {len(cells)} cells, the header {len(targets)}."
        found.refuse(row, text, cause, _MOVE)
        return
    values: dict[str, dict[str, str]] = {"substitutions": {}, "metadata": {}}
    email = ""
    for cell, target in zip(cells, targets, strict=True):
        kind, _, name = target.partition(".")
        if kind == "email":
            email = cell.strip()
        elif kind and cell.strip():
            values[kind][name] = cell
    if why := address_problem(email):
        found.refuse(row, text, f"“{email}” is not an address: {why}", "Correct the address or remove it.")
        return
    found.add(row, Recipient.model_validate({"email": email, **values}))
