"""Calls that are on disk before they leave: what was begun is known though the process is killed."""

import sqlite3
from collections.abc import Iterable
from typing import Final

from ue_console.store.activity import insert_call
from ue_console.store.activity_records import Exchanged, Facts, dumped, row_of
from ue_console.store.activity_settling import settle_user
from ue_console.store.database import Database
from ue_console.store.new_users import note_user

USER_CREATE: Final = "user/create"

_END: Final = (
    "UPDATE activity SET at = ?, account = ?, service = ?, noun = ?, verb = ?, what = ?, result = ?,"
    " code = ?, http_status = ?, milliseconds = ?, job_id = ?, part_of = ?, search = ? WHERE id = ?"
)
_EXCHANGED: Final = (
    "UPDATE exchanges SET base_url = ?, request_json = ?, whole = ?, answer_json = ?, cause = ?, remedy = ?"
    " WHERE id = ?"
)


class BegunActivity:
    """Rows of the table ``activity`` that are written before their calls.

    Args:
        db: Where they are.
    """

    def __init__(self, db: Database) -> None:
        self._db = db

    async def begin(self, facts: Facts, exchanged: Exchanged, known: Iterable[str] | None = None) -> int:
        """Keep a call that is about to leave, as unknown; on disk when this returns.

        Args:
            facts: The call.
            exchanged: What else is known of it.
            known: Of a call that makes a user: the ids of those that there are, where they are known.

        Raises:
            StateError: The file can't be written.
        """

        def insert(db: sqlite3.Connection) -> int:
            number = insert_call(db, facts, exchanged)
            if facts.method == USER_CREATE:
                note_user(db, number, facts.what, known)
            return number

        return await self._db.run(insert)

    async def end(self, number: int, facts: Facts, exchanged: Exchanged) -> None:
        """Put what became of it in its place."""
        rest = (
            *(exchanged.base_url, dumped(exchanged.request), int(exchanged.whole), dumped(exchanged.answer)),
            *(exchanged.cause, exchanged.remedy),
        )

        def update(db: sqlite3.Connection) -> None:
            db.execute(_END, (*row_of(facts), number))
            db.execute(_EXCHANGED, (*rest, number))
            if facts.result in ("refused", "not sent"):
                db.execute("DELETE FROM new_users WHERE id = ?", (number,))

        await self._db.run(update)

    async def forget(self, number: int) -> None:
        """Nothing left: as if it had not been begun."""
        await self._db.run(lambda db: db.execute("DELETE FROM activity WHERE id = ?", (number,)).rowcount)

    async def not_made(self, account: str) -> None:
        """The last user of an app of which it was not known is not there."""
        await self._db.run(lambda db: settle_user(db, account, "not done"))
