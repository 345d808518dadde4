"""Sends of long ago, found and deleted from the journal."""

import sqlite3
from datetime import UTC, datetime
from typing import Final

from ue_console.store.database import Database
from ue_console.store.send_records import (
    BATCH_COLUMNS,
    SUMMARY_COLUMNS,
    SendRecord,
    SendSummary,
    batch_of,
    summary_of,
)

_RELATED: Final = (
    "(newer.parent = old.id OR newer.account = old.account"
    " AND newer.fingerprint = old.fingerprint AND old.fingerprint <> '')"
)
"""A newer send that has taken over what an older one left, or may have."""

_ENDED: Final = (
    f"SELECT {SUMMARY_COLUMNS} FROM sends WHERE created < ?"
    " AND state IN ('done', 'partly', 'stopped', 'refused') ORDER BY rowid"
)
_SUCCESSORS: Final = (
    "SELECT newer.id FROM sends AS old JOIN sends AS newer"
    f" ON newer.rowid > old.rowid AND {_RELATED} WHERE old.id = ? ORDER BY newer.rowid"
)
_DELETE: Final = (
    "DELETE FROM sends WHERE id = ? AND state = ? AND NOT EXISTS (SELECT 1 FROM sends AS old"
    f" JOIN sends AS newer ON newer.rowid > old.rowid AND {_RELATED} WHERE newer.id = sends.id)"
)


class SendPruning:
    """Deletes sends, the oldest first.

    Args:
        db: Where the journal is.
    """

    def __init__(self, db: Database) -> None:
        self._db = db

    async def ended(self, before: datetime) -> list[SendSummary]:
        """The sends made before a time that have ended and are not unknown, oldest first."""
        stamp = before.astimezone(UTC).isoformat()
        return await self._db.read(lambda db: list(map(summary_of, db.execute(_ENDED, (stamp,)))))

    async def outcomes(self, send_id: str) -> tuple[SendRecord, list[SendRecord]]:
        """A send and those that may have taken something of it over, all without their content."""

        def select(db: sqlite3.Connection) -> tuple[SendRecord, list[SendRecord]]:
            newer = [row[0] for row in db.execute(_SUCCESSORS, (send_id,)).fetchall()]
            return _outcomes(db, send_id), [_outcomes(db, each) for each in newer]

        return await self._db.read(select)

    async def delete(self, send: SendSummary) -> bool:
        """Delete a send with all of its requests, if it is as it was.

        One that took over what an older one left stays as long as that one does: without it the older
        one would offer the same addresses for another try.
        """
        values = (send.id, send.state)
        return await self._db.run(lambda db: db.execute(_DELETE, values).rowcount == 1)


def _outcomes(db: sqlite3.Connection, send_id: str) -> SendRecord:
    row = db.execute(f"SELECT {SUMMARY_COLUMNS} FROM sends WHERE id = ?", (send_id,)).fetchone()
    rows = db.execute(f"SELECT {BATCH_COLUMNS} FROM batches WHERE send_id = ? ORDER BY number", (send_id,))
    return SendRecord(summary_of(row), {}, tuple(map(batch_of, rows)))
