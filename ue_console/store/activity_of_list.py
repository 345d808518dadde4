"""The calls of one list in Activity, as far as they are compared with the list itself."""

from sqlite3 import Connection
from typing import Final, NamedTuple

from ue_console.store.activity_records import Result, Settled
from ue_console.store.database import Database

_CALLS: Final = (
    "SELECT what, id, result, settled, http_status, code FROM activity WHERE part_of = ? ORDER BY id"
)


class ListCall(NamedTuple):
    """One call of a list."""

    number: int
    """Of its row; later ones have higher numbers."""
    result: Result
    settled: Settled
    http_status: int | None
    code: int | None


async def last_call(db: Database) -> int:
    """The number of the newest row; 0 without any.

    Raises:
        StateError: The file can't be read.
    """
    return await db.read(lambda c: int(c.execute("SELECT coalesce(max(id), 0) FROM activity").fetchone()[0]))


async def calls_of_list(db: Database, part_of: str) -> dict[str, list[ListCall]]:
    """Object of a call → its calls, the oldest first.

    Args:
        db: Where they are.
        part_of: The id of the list.

    Raises:
        StateError: The file can't be read.
    """

    def select(connection: Connection) -> dict[str, list[ListCall]]:
        found: dict[str, list[ListCall]] = {}
        for what, *rest in connection.execute(_CALLS, (part_of,)):
            found.setdefault(what, []).append(ListCall(*rest))
        return found

    return await db.read(select)
