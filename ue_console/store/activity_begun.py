"""Calls that are on disk before they leave: what was begun is known though the process is killed."""

import sqlite3
from datetime import datetime
from typing import Final

from ue_console.store.activity import Activity
from ue_console.store.activity_records import Exchanged, Facts, dumped, row_of
from ue_console.store.activity_settling import settle_user
from ue_console.store.database import Database

_END: Final = (
    "UPDATE activity SET at = ?, account = ?, service = ?, noun = ?, verb = ?, what = ?, result = ?,"
    " code = ?, http_status = ?, milliseconds = ?, job_id = ?, part_of = ?, search = ? WHERE id = ?"
)
_EXCHANGED: Final = (
    "UPDATE exchanges SET base_url = ?, request_json = ?, whole = ?, answer_json = ?, cause = ?, remedy = ?"
    " WHERE id = ?"
)
_LOST: Final = (
    "SELECT what, at FROM activity AS lost WHERE account = ? AND noun = 'user' AND verb = 'create'"
    " AND result = 'unknown' AND settled = '' AND NOT EXISTS (SELECT 1 FROM activity AS later"
    " WHERE later.id > lost.id AND later.account = lost.account AND later.noun = 'user'"
    " AND later.result = 'done') ORDER BY id"
)


class BegunActivity:
    """Rows of the table ``activity`` that are written before their calls.

    Args:
        db: Where they are.
    """

    def __init__(self, db: Database) -> None:
        self._db = db

    async def begin(self, facts: Facts, exchanged: Exchanged) -> int:
        """Keep a call that is about to leave, as unknown; on disk when this returns.

        Raises:
            StateError: The file can't be written.
        """
        return await Activity(self._db).add(facts, exchanged)

    async def end(self, number: int, facts: Facts, exchanged: Exchanged) -> None:
        """Put what became of it in its place."""
        rest = (
            *(exchanged.base_url, dumped(exchanged.request), int(exchanged.whole), dumped(exchanged.answer)),
            *(exchanged.cause, exchanged.remedy),
        )

        def update(db: sqlite3.Connection) -> None:
            db.execute(_END, (*row_of(facts), number))
            db.execute(_EXCHANGED, (*rest, number))

        await self._db.run(update)

    async def forget(self, number: int) -> None:
        """Nothing left: as if it had not been begun."""
        await self._db.run(lambda db: db.execute("DELETE FROM activity WHERE id = ?", (number,)).rowcount)

    async def not_made(self, account: str) -> None:
        """The last user of an app of which it was not known is not there."""
        await self._db.run(lambda db: settle_user(db, account, "not done"))

    async def lost_users(self, account: str) -> list[tuple[str, datetime]]:
        """The users of an app of which it is not known whether they were made: their names here, and when.

        Who has deleted or made one since has looked.
        """
        rows = await self._db.read(lambda db: db.execute(_LOST, (account,)).fetchall())
        return [(what, datetime.fromisoformat(at)) for what, at in rows]
