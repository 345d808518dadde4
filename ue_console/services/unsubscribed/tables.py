"""Addresses in a table: of one column, which its header names or the operator chooses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ue_console.services.addresses import address_problem
from ue_console.services.recipients.parsed import Collector, RowProblem
from ue_console.services.recipients.table import DELIMITERS, EMAIL, read_rows
from ue_console.services.unsubscribed.guarding import is_own_header, unguarded
from ue_console.text import cut_end, safe_line

ADDRESS: Final = ("address",)
"""As this console's exports have it; elsewhere it may be a street."""

EVERY: Final = -1
"""In place of a column's number: all that stands in any column."""

_HEAD: Final = 20_000
"""Characters that the form of a table is found in; a long text is not read for each separator."""
_NO_COLUMN: Final = "No column holds an address."
_NAME_IT: Final = "Name the column of addresses email in the first row."


@dataclass(frozen=True, slots=True)
class Column:
    """A column that may be the one that is meant."""

    number: int
    """From 0; ``EVERY`` for all of them."""
    name: str
    """Its header, safe to show."""
    count: int
    """How many cells look like an address."""
    first: str
    """The first of them, safe to show."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, with the first line's number of each."""

    header: tuple[str, ...]
    """Empty for a table without one."""
    rows: tuple[tuple[int, list[str]], ...]
    delimiter: str
    problems: tuple[RowProblem, ...] = ()
    """Where reading stopped."""

    @property
    def width(self) -> int:
        """Cells of a row."""
        return len(self.header or self.rows[0][1])


@dataclass(frozen=True, slots=True)
class Taken:
    """What a table gives."""

    addresses: tuple[str, ...] = ()
    problems: tuple[RowProblem, ...] = ()
    columns: tuple[Column, ...] = ()
    """What there is to choose from where it isn't clear; nothing is taken then."""


def find_table(text: str, *, whole: bool = False) -> Table | None:
    """The text as a table; None where it is none.

    Args:
        text: Without a byte order mark.
        whole: It is a file: rows of the same form are a table also without a header. Of what is
            typed, a line with several addresses is just that.
    """
    delimiter = _known(text) or _consistent(text, whole=whole)
    if delimiter is None:
        return None
    found = Collector()
    rows = tuple(read_rows(text, delimiter, found))
    first = rows[0][1]
    headed = not any(map(_looks, first))
    header = tuple(first) if headed else ()
    return Table(header, rows[1:] if headed else rows, delimiter, tuple(found.problems))


def take(table: Table, column: int | None = None) -> Taken:
    """The addresses of the column that is chosen, or that the header names."""
    if column is None:
        column = _named(table)
    if column is None:
        columns = columns_of(table)
        if not table.header and len(columns) == 1:
            column = columns[0].number
        elif columns:
            return Taken(columns=columns)
        else:
            text = table.delimiter.join(table.header or table.rows[0][1])
            return Taken(problems=(_problem(1, text, _NO_COLUMN, _NAME_IT), *table.problems))
    found = Collector()
    addresses = list(_taken(table, column, found))
    return Taken(tuple(addresses), (*found.problems, *table.problems))


def columns_of(table: Table) -> tuple[Column, ...]:
    """The columns that hold something like an address, and all of them where none has a name."""
    found = []
    for number in range(table.width):
        cells = [row[number].strip() for _, row in table.rows if number < len(row)]
        if held := list(filter(_looks, cells)):
            name = table.header[number].strip() if table.header else ""
            shown = cut_end(safe_line(name), 40) or f"column {number + 1}"
            found.append(Column(number, shown, len(held), cut_end(safe_line(held[0]), 60)))
    if not table.header and len(found) > 1:
        found.append(Column(EVERY, "every column", sum(each.count for each in found), found[0].first))
    return tuple(found)


def _taken(table: Table, column: int, found: Collector) -> Iterator[str]:
    own = is_own_header(table.header)
    for row, cells in table.rows:
        text = table.delimiter.join(cells)
        if len(cells) != table.width:
            cause = f"The row has {len(cells)} cells, the first one {table.width}."
            found.refuse(
                row, text, cause, "Correct the row, or check that quotes and separators are in pairs."
            )
            continue
        chosen = [cell for cell in cells if _looks(cell)] if column == EVERY else [cells[column]]
        for cell in chosen:
            address = cell.strip()
            plain = unguarded(address)
            if plain != address and not own:
                found.refuse(
                    row, text, f"“{address}” may be {plain}, kept from spreadsheets.", "Write it as it is."
                )
            elif why := address_problem(plain):
                cause = f"“{plain}” is not an address: {why}"
                found.refuse(row, text, cause, "Correct the address or remove it.")
            else:
                yield plain


def _named(table: Table) -> int | None:
    """The one column whose header says that it holds the addresses."""
    words = [cell.strip().casefold() for cell in table.header]
    for names in (EMAIL, ADDRESS):
        numbers = [number for number, word in enumerate(words) if word in names]
        if len(numbers) > 1:
            return None
        if numbers and (names is EMAIL or not table.rows or _holds(table, numbers[0])):
            return numbers[0]
    return None


def _holds(table: Table, number: int) -> bool:
    return any(number < len(row) and _looks(row[number]) for _, row in table.rows)


def _known(text: str) -> str | None:
    """The separator with which the first row has a header that is known."""
    best: tuple[int, str] | None = None
    for delimiter in DELIMITERS:
        header = _first_rows(text, delimiter, 1)
        words = {cell.strip().casefold() for cells in header for cell in cells}
        if words.intersection((*EMAIL, *ADDRESS)) and (best is None or len(header[0]) > best[0]):
            best = len(header[0]), delimiter
    return best[1] if best else None


def _consistent(text: str, *, whole: bool) -> str | None:
    """The separator with which the first rows have as many cells, and more than one."""
    best: tuple[int, str] | None = None
    for delimiter in DELIMITERS:
        rows = _first_rows(text, delimiter, 2)
        if len(rows) < 2 or len(rows[0]) < 2 or len(rows[0]) != len(rows[1]):
            continue
        headed = not any("@" in cell for cell in rows[0])
        bare = any(map(_looks, rows[1]))
        if bare and (headed or (whole and any(map(_looks, rows[0])))):
            best = max(best or (0, ""), (len(rows[0]), delimiter), key=lambda found: found[0])
    return best[1] if best else None


def _first_rows(text: str, delimiter: str, count: int) -> list[list[str]]:
    rows: Iterable[tuple[int, Sequence[str]]] = read_rows(text[:_HEAD], delimiter, Collector())
    return [list(cells) for _, (_, cells) in zip(range(count), rows, strict=False)]


def _looks(cell: str) -> bool:
    """Whether a cell may be an address, and nothing else stands in it."""
    mailbox, at, domain = cell.strip().rpartition("@")
    return bool(at and mailbox and "." in domain) and not any(sign in cell.strip() for sign in " <>,;\t")


def _problem(row: int, text: str, cause: str, remedy: str) -> RowProblem:
    return RowProblem(row, cut_end(safe_line(text), 80), cause, remedy)
