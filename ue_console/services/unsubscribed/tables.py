"""Addresses in a table: of one column, which its header names or the operator chooses."""

from __future__ import annotations

from collections import Counter
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
    """Its header, safe to show; numbered where another one has the same."""
    count: int
    """How many cells look like an address."""
    first: str
    """The first of them, safe to show."""


@dataclass(frozen=True, slots=True)
class Table:
    """A text with rows of cells; they are read anew each time, as many of them weigh much."""

    text: str
    delimiter: str
    first: tuple[str, ...]
    """The cells of the first row."""
    headed: bool
    """The first row names the columns."""

    def rows(self, found: Collector) -> Iterator[tuple[int, list[str]]]:
        """The rows below the header with the first line's number of each; where reading stops is told."""
        rows = read_rows(self.text, self.delimiter, found)
        if self.headed:
            next(rows, None)
        return rows


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
    first = _first_rows(text, delimiter, 1)[0]
    return Table(text, delimiter, tuple(first), headed=not any(map(_looks, first)))


def take(table: Table, column: int | None = None) -> Taken:
    """The addresses of the column that is chosen, or that the header names."""
    if column is None:
        column = _named(table)
    if column is None:
        columns = columns_of(table)
        if table.headed or len(columns) != 1:
            if columns:
                return Taken(columns=columns)
            text = cut_end(safe_line(table.delimiter.join(table.first)), 80)
            return Taken(problems=(RowProblem(1, text, _NO_COLUMN, _NAME_IT),))
        column = columns[0].number
    found = Collector()
    addresses = tuple(_taken(table, column, found))
    return Taken(addresses, tuple(found.problems))


def columns_of(table: Table) -> tuple[Column, ...]:
    """The columns that hold something like an address, and all of them where none has a name."""
    counts = Counter[int]()
    firsts: dict[int, str] = {}
    for _, cells in table.rows(Collector()):
        for number, cell in enumerate(cells[: len(table.first)]):
            if _looks(cell):
                counts[number] += 1
                firsts.setdefault(number, cut_end(safe_line(cell.strip()), 60))
    names = _names(table, sorted(counts))
    found = [Column(each, name, counts[each], firsts[each]) for each, name in names.items()]
    if not table.headed and len(found) > 1:
        found.append(Column(EVERY, "every column", counts.total(), found[0].first))
    return tuple(found)


def _names(table: Table, numbers: Iterable[int]) -> dict[int, str]:
    """Column → what it is called, one unlike the other: ``email (column 2)``."""
    names = {number: _name(table, number) for number in numbers}
    times = Counter(name.casefold() for name in names.values())
    return {
        number: f"{name} (column {number + 1})" if times[name.casefold()] > 1 else name
        for number, name in names.items()
    }


def _name(table: Table, number: int) -> str:
    name = cut_end(safe_line(table.first[number].strip()), 40) if table.headed else ""
    return name or f"column {number + 1}"


def _taken(table: Table, column: int, found: Collector) -> Iterator[str]:
    own, width = table.headed and is_own_header(table.first), len(table.first)
    for row, cells in table.rows(found):
        text = table.delimiter.join(cells)
        if len(cells) != width:
            cause = f"The row has {len(cells)} cells, the first one {width}."
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
    words = [cell.strip().casefold() for cell in table.first] if table.headed else []
    for names in (EMAIL, ADDRESS):
        numbers = [number for number, word in enumerate(words) if word in names]
        if len(numbers) > 1:
            return None
        if numbers and (names is EMAIL or is_own_header(table.first) or _holds(table, numbers[0])):
            return numbers[0]
    return None


def _holds(table: Table, number: int) -> bool:
    return any(number < len(row) and _looks(row[number]) for _, row in table.rows(Collector()))


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
