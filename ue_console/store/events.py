"""Webhook calls that were received, kept to be searched and sent again."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final, Self

from ue_console.errors import StateError
from ue_console.models.unione.event import Event
from ue_console.store.database import Database
from ue_console.store.event_records import (
    Counts,
    KeptCall,
    KeptEvent,
    NewCall,
    Row,
    call_of,
    events_in,
    microseconds,
    row_of,
)
from ue_console.store.event_schema import EVENTS
from ue_console.store.event_search import Sought, found_in

_PRUNED: Final = 200
"""Calls deleted in one transaction, so that new ones need not wait long."""

_INSERT_CALL: Final = (
    "INSERT INTO calls"
    " (at, verdict, owner, retry_count, project_name, events, size, statuses, jobs, emails, keyless)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_CALL: Final = (
    "SELECT number, at, verdict, owner, headers, packed, retry_count, project_name, gzip"
    " FROM calls JOIN bodies USING (number) WHERE number = ?"
)
_NOT_PROVEN: Final = "verdict IN ('bad', 'missing') OR keyless = 1"
"""The index ``unproven_calls`` has these."""


class NoSuchCall(StateError):
    """No call has the number: none ever had, or it is deleted."""


class EventStore:
    """The file of received calls. Who searches has one of its own beside the listener's.

    Args:
        path: The file, made at first use with mode 0600; None keeps everything in memory.
    """

    def __init__(self, path: Path | None) -> None:
        self._db = Database(path, EVENTS)

    async def keep(self, calls: Sequence[NewCall]) -> list[int]:
        """Keep all of them, or none when it raises; returns their numbers.

        Raises:
            StateError: The file can't be written: the disk is full.
        """
        return await self._db.run(lambda db: _insert(db, [row_of(call) for call in calls]))

    async def newest(
        self,
        limit: int,
        *,
        email: str = "",
        job: str = "",
        status: str = "",
        text: str = "",
        owner: str = "",
        before: tuple[int, int] | None = None,
    ) -> list[KeptEvent]:
        """Events, newest first; can be cancelled between two stretches of calls.

        Args:
            limit: How many at the most.
            email: Part of the address.
            job: Part of the job's id.
            status: The status itself.
            text: Part of any value.
            owner: Name of the account or project whose key fits; empty: any, and none.
            before: The ``place`` of the last event seen, to go on after it.
        """
        sought = Sought(email, job, status, text, owner).lowered()
        high = before[0] if before else await self._db.read(_last)
        found: list[KeptEvent] = []
        while high > 0 and len(found) < limit:
            more, high = await self._db.read(partial(found_in, sought=sought, high=high, before=before))
            found += more
        return found[:limit]

    async def call(self, number: int) -> KeptCall:
        """A call, whole.

        Raises:
            NoSuchCall: There is none with this number.
        """
        row = await self._db.read(lambda db: db.execute(_CALL, (number,)).fetchone())
        if row is None:
            raise NoSuchCall(
                f"There is no received call {number}.", "Look for it in the list; old ones are deleted."
            )
        return call_of(row)

    async def events_of(self, number: int) -> tuple[Event, ...]:
        """The events of a call, in its order.

        Raises:
            NoSuchCall: There is no call with this number.
        """
        return events_in((await self.call(number)).plain)

    async def count(self) -> Counts:
        """How much there is."""
        return await self._db.read(_totals)

    async def prune(self, *, since: datetime, most_bytes: int, most_unproven: int) -> int:
        """Delete the oldest calls, some at a time, until what is left is wanted; returns how many went.

        Args:
            since: Older ones go.
            most_bytes: Of all, packed.
            most_unproven: Calls with a bad or no signature, or of projects whose keys were not at hand.
        """
        gone = 0
        while True:
            some = await self._db.run(lambda db: _prune(db, since, most_bytes, most_unproven))
            if not some:
                return gone
            gone += some

    async def close(self) -> None:
        """Close the file, after the calls under way."""
        await self._db.close()

    async def __aenter__(self) -> Self:
        """Open it now.

        Raises:
            StateError: The file can't be used.
        """
        try:
            await self.count()
        except BaseException:
            await self.close()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


def _insert(db: sqlite3.Connection, rows: Sequence[Row]) -> list[int]:
    numbers: list[int] = []
    for row in rows:
        number = db.execute(_INSERT_CALL, row.call).lastrowid
        assert number is not None
        numbers.append(number)
    db.executemany(
        "INSERT INTO bodies (number, headers, gzip, packed) VALUES (?, ?, ?, ?)",
        [(number, *row.body) for number, row in zip(numbers, rows, strict=True)],
    )
    events, size = sum(row.call[5] for row in rows), sum(row.call[6] for row in rows)
    _add(db, len(rows), events, size)
    return numbers


def _add(db: sqlite3.Connection, calls: int, events: int, size: int) -> None:
    db.execute(
        "UPDATE totals SET calls = calls + ?, events = events + ?, bytes = bytes + ?", (calls, events, size)
    )


def _last(db: sqlite3.Connection) -> int:
    found: int = db.execute("SELECT coalesce(max(number), 0) FROM calls").fetchone()[0]
    return found


def _totals(db: sqlite3.Connection) -> Counts:
    return Counts(*db.execute("SELECT calls, events, bytes FROM totals").fetchone())


def _prune(db: sqlite3.Connection, since: datetime, most_bytes: int, most_unproven: int) -> int:
    too_many = _totals(db).bytes - most_bytes
    oldest = db.execute(
        "SELECT number, events, size, at FROM calls ORDER BY number LIMIT ?", (_PRUNED,)
    ).fetchall()
    going: list[tuple[int, int, int]] = []
    for number, events, size, at in oldest:
        if too_many <= 0 and at >= microseconds(since):
            break
        going.append((number, events, size))
        too_many -= size
    going = going or _unproven(db, most_unproven)
    numbers = [(number,) for number, _, _ in going]
    db.executemany("DELETE FROM calls WHERE number = ?", numbers)
    db.executemany("DELETE FROM bodies WHERE number = ?", numbers)
    _add(db, -len(going), -sum(row[1] for row in going), -sum(row[2] for row in going))
    # One page each time: Python steps a statement without columns only once.
    for _ in range(db.execute("PRAGMA freelist_count").fetchone()[0] if going else 0):
        db.execute("PRAGMA incremental_vacuum")
    return len(going)


def _unproven(db: sqlite3.Connection, most: int) -> list[tuple[int, int, int]]:
    """The oldest calls beyond ``most`` of those that prove nothing: anybody can send them."""
    return db.execute(
        f"SELECT number, events, size FROM calls WHERE ({_NOT_PROVEN}) AND number <="
        f" (SELECT number FROM calls WHERE {_NOT_PROVEN} ORDER BY number DESC LIMIT 1 OFFSET ?)"
        " ORDER BY number LIMIT ?",
        (most, _PRUNED),
    ).fetchall()
