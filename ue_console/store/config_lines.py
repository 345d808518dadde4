"""Where in a TOML text an entry stands: the standard parser doesn't say."""

import re
from collections.abc import Iterator
from typing import Final

_HEADER: Final = re.compile(r"""\s*\[\[?\s*["']?([^\]"']+?)["']?\s*\]""")
_ENTRY: Final = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*[=.]""")


def line_of(text: str, entry: str, table: str = "", index: int = 0) -> int | None:
    """Find an entry's line, from 1.

    Args:
        text: The whole file.
        entry: The entry's name.
        table: The table that it is in; empty for the top.
        index: Which of the tables of that name, from 0.

    Returns:
        The line of the entry, or of its table's header where the entry isn't there (it may be
        missing, or written in an unusual way); None where neither is found.
    """
    header = None
    for number, owner, place, name in _entries(text):
        if name is None:
            if (owner, place) == (table, index):
                header = number
            elif not table and owner == entry:
                return number
        elif (owner, place, name) == (table, index, entry):
            return number
    return header


def _entries(text: str) -> Iterator[tuple[int, str, int, str | None]]:
    """Each header and entry: line, table, which of that name, the entry (None for a header)."""
    table, counts = "", {"": 1}
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            table = header[1]
            counts[table] = counts.get(table, 0) + 1
            yield number, table, counts[table] - 1, None
        elif entry := _ENTRY.match(line):
            yield number, table, counts[table] - 1, entry[1] or entry[2] or entry[3]
