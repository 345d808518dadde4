"""Rows that are made when they are drawn: for lists of hundreds of thousands."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TypeAlias, overload

from ue_console.tui.widgets.rows import Row

LightRow: TypeAlias = tuple[str, ...]
"""A row's key, what the filter looks through (lower case), and whatever else it is made from.

Nothing but text: the garbage collector has nothing to look at in it, while it would hold the console
for a tenth of a second to look at 100,000 rows.
"""


class LightRows(Sequence[Row]):
    """A list of rows that holds only what they are made from.

    Args:
        light: What they are made from.
        make: Makes one of them.
    """

    def __init__(self, light: list[LightRow], make: Callable[[LightRow], Row]) -> None:
        self.light = light
        self._make = make

    def __len__(self) -> int:
        """How many there are."""
        return len(self.light)

    @overload
    def __getitem__(self, place: int) -> Row: ...

    @overload
    def __getitem__(self, place: slice) -> "LightRows": ...

    def __getitem__(self, place: int | slice) -> "Row | LightRows":
        """One row, or some of them."""
        if isinstance(place, slice):
            return self.other(self.light[place])
        return self._make(self.light[place])

    def other(self, light: list[LightRow]) -> "LightRows":
        """Others, made in the same way."""
        return LightRows(light, self._make)


Rows: TypeAlias = tuple[Row, ...] | LightRows


def keys_of(rows: Rows) -> list[str]:
    """The key of each row; a list, which of 100,000 takes a third of the time that a generator takes."""
    return [light[0] for light in rows.light] if isinstance(rows, LightRows) else [row.key for row in rows]


def place_of(key: str, rows: Rows) -> int | None:
    """Where the row with a key is."""
    try:
        return keys_of(rows).index(key)
    except ValueError:
        return None


def matching(rows: Rows, words: Iterable[str]) -> Rows:
    """The rows in which every word occurs."""
    if isinstance(rows, LightRows):
        light = rows.light
        for word in words:
            light = [each for each in light if word in each[1]]
        return rows.other(light)
    for word in words:
        # A list first: of 100,000 rows, half the time.
        rows = tuple([row for row in rows if word in row.search])
    return rows


def having(rows: Rows, keys: Collection[str]) -> tuple[Row, ...]:
    """The rows with these keys, in the order of the list."""
    return tuple(rows[place] for place, key in enumerate(keys_of(rows)) if key in keys)
