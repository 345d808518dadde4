"""What a list is made of: columns and rows."""

from collections.abc import Sequence
from typing import Final, NamedTuple

LEAST: Final = 10
"""Cells that a column keeps when another takes more than its share."""


class Column(NamedTuple):
    """How one column is shown."""

    title: str
    width: int = 0
    """Cells; 0 takes a share of what is left."""
    enough: int = 0
    """With a share: the cells that it gets before the others, as long as those keep ``LEAST``."""
    right: bool = False
    """Numbers and ages stand at the right."""
    middle: bool = False
    """Cut ids in the middle, prose at the end."""
    quiet: bool = False
    """Drawn in the second weight."""
    from_width: int = 0
    """Hidden in a table narrower than this."""
    below: int = 0
    """Hidden in a table this wide, or wider: it stands for others that have no room; 0 for never."""

    once: bool = False
    """What the row above says, too, is drawn as a sign for it; not under the head, nor under the cursor."""

    def has_room(self, width: int) -> bool:
        """Whether it is shown in a table so wide."""
        return width >= self.from_width and not 0 < self.below <= width


class Row(NamedTuple):
    """One line of a table."""

    key: str
    """Unique; keeps the cursor on its object when rows change."""
    cells: tuple[str, ...]
    """One text a column; foreign text is fine."""
    tones: tuple[str, ...] = ()
    """For each cell ``""``, ``good``, ``warn`` or ``bad``."""
    search: str = ""
    """What the filter looks through, lower case."""
    order: tuple[str | float, ...] = ()
    """What each column is sorted by; the cells' own text where it is empty."""

    def sort_key(self, column: int) -> str | float:
        """What to order this row by."""
        return self.order[column] if self.order else self.cells[column].lower()


def served_first(columns: Sequence[Column], room: int) -> dict[Column, int]:
    """Cells of the columns that get what is enough for them before the others share the rest."""
    others = [column for column in columns if not column.width]
    asking = [column for column in others if column.enough]
    share = room // max(len(others), 1)
    found: dict[Column, int] = {}
    for column in asking:
        free = room - sum(found.values()) - LEAST * (len(others) - len(found) - 1)
        found[column] = min(column.enough, max(free, share))
    return found
