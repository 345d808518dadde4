"""Activity with the calls of each list folded into one entry, and what was found out later about some."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from sqlite3 import Connection
from typing import Any

from ue_console.store.activity import Sought
from ue_console.store.activity_records import COLUMNS, URGENCY, Entry, Settled, Together, entry_of
from ue_console.store.activity_settling import settle_in_list
from ue_console.store.database import Database


class FoldedActivity:
    """The table ``activity``, a row a list.

    Args:
        db: Where it is.
    """

    def __init__(self, db: Database) -> None:
        self._db = db

    async def newest(self, sought: Sought, limit: int, *, before: int | None = None) -> list[Entry]:
        """Calls and lists, newest first; of a list, those of its calls count that fit.

        Args:
            sought: What they must have.
            limit: How many at the most.
            before: The id of the last one seen, to go on after it.
        """
        condition, values = sought.where()
        newest = f"SELECT max(id) FROM activity WHERE part_of <> '' AND {condition} GROUP BY part_of"
        query = (
            f"SELECT {COLUMNS} FROM activity WHERE {condition} AND (part_of = '' OR id IN ({newest}))"
            f"{'' if before is None else ' AND id < ?'} ORDER BY id DESC LIMIT ?"
        )
        rest = (limit,) if before is None else (before, limit)

        def select(db: Connection) -> list[Entry]:
            entries = [entry_of(row) for row in db.execute(query, (*values, *values, *rest))]
            lists = [entry.facts.part_of for entry in entries if entry.facts.part_of]
            folded = _together(db, condition, values, lists)
            return [_folded(entry, folded.get(entry.facts.part_of)) for entry in entries]

        return await self._db.read(select)

    async def count(self, sought: Sought) -> int:
        """How many calls and lists fit."""
        condition, values = sought.where()
        query = (
            "SELECT count(nullif(part_of = '', 0)) + count(DISTINCT nullif(part_of, ''))"
            f" FROM activity WHERE {condition}"
        )
        return int(await self._db.read(lambda db: db.execute(query, values).fetchone()[0]))

    async def settle(self, part_of: str, what: str, settled: Settled) -> None:
        """Note what was found out about the call of a list whose answer was lost.

        Args:
            part_of: The list.
            what: The object of the call.
            settled: ``done`` also makes it one that was done.

        Raises:
            StateError: The file can't be written.
        """
        await self._db.run(lambda db: settle_in_list(db, part_of, what, settled))


def _together(
    db: Connection, condition: str, values: Sequence[Any], lists: Sequence[str]
) -> dict[str, Together]:
    """The lists, by their ids."""
    query = (
        "SELECT part_of, result, settled = 'not done', count(*), min(at) FROM activity"
        f" WHERE {_of(lists)} AND {condition} GROUP BY 1, 2, 3"
    )
    found: dict[str, Together] = {}
    rows = db.execute(query, (*lists, *values)).fetchall() if lists else []
    for part_of, result, not_done, many, at in sorted(rows, key=lambda row: URGENCY.index(row[1])):
        began = datetime.fromisoformat(at)
        one = found.get(part_of, Together(began, {}))
        counts = one.counts if not_done else {**one.counts, result: many}
        found[part_of] = Together(min(one.began, began), counts, one.not_done + (many if not_done else 0))
    asked_again = _asked_again(db, condition, values, [each for each in found if found[each].not_done])
    for part_of, many in asked_again.items():
        found[part_of] = replace(found[part_of], not_done=found[part_of].not_done - many)
    return found


def _asked_again(
    db: Connection, condition: str, values: Sequence[Any], lists: Sequence[str]
) -> dict[str, int]:
    """The lists in which calls that were found not done were made once more → how many."""
    query = (
        f"WITH lost AS MATERIALIZED (SELECT id, part_of, what FROM activity WHERE {_of(lists)}"
        f" AND settled = 'not done' AND {condition}) SELECT part_of, count(*) FROM lost WHERE EXISTS"
        " (SELECT 1 FROM activity AS later WHERE later.part_of = lost.part_of AND later.part_of <> ''"
        " AND later.id > lost.id AND later.what = lost.what) GROUP BY 1"
    )
    return dict(db.execute(query, (*lists, *values))) if lists else {}


def _of(lists: Sequence[str]) -> str:
    return f"part_of <> '' AND part_of IN ({', '.join('?' * len(lists))})"


def _folded(entry: Entry, together: Together | None) -> Entry:
    """A list of which one call fits is that call."""
    return entry if together is None or together.many <= 1 else replace(entry, together=together)
