"""Calls of long ago, deleted from what is kept of changes."""

from datetime import UTC, datetime
from typing import Final

from ue_console.store.database import Database

_PRUNED: Final = 500
"""Rows deleted in one transaction, so that new ones need not wait long."""
_DELETE: Final = "DELETE FROM activity WHERE id IN (SELECT id FROM activity WHERE at < ? LIMIT ?)"


async def prune_activity(db: Database, before: datetime) -> int:
    """Delete older calls, some at a time; returns how many went.

    Args:
        db: Where they are.
        before: With its zone.

    Raises:
        StateError: The file can't be written.
    """
    values = (before.astimezone(UTC).isoformat(), _PRUNED)
    gone = 0
    while True:
        some = await db.run(lambda connection: connection.execute(_DELETE, values).rowcount)
        gone += some
        if some < _PRUNED:
            return gone
