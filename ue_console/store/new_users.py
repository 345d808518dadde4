"""Users that were asked for and whose secret is not kept yet; on disk before the call, and never a secret."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ue_console.store.database import Database

_WAITING: Final = (
    "SELECT coalesce(name, what), at, CASE result WHEN 'done' THEN what ELSE '' END, known"
    " FROM activity LEFT JOIN new_users USING (id)"
    " WHERE account = ? AND noun = 'user' AND verb = 'create' AND (result = 'done' AND name IS NOT NULL"
    " OR result = 'unknown' AND settled = '' AND (known IS NOT NULL OR NOT EXISTS"
    " (SELECT 1 FROM activity AS later WHERE later.id > activity.id AND later.account = activity.account"
    " AND later.noun = 'user' AND later.verb = 'delete' AND later.result = 'done'))) ORDER BY activity.id"
)
"""Where it is not known which users there were before, one that was deleted since may have been it."""
_MADE: Final = (
    "SELECT what FROM activity WHERE account = ? AND noun = 'user' AND verb = 'create' AND result = 'done'"
)
_KEPT: Final = (
    "DELETE FROM new_users WHERE id = :number OR id IN (SELECT id FROM activity WHERE account = :account"
    " AND noun = 'user' AND verb = 'create'"
    " AND (what = :user OR substr(what, -length(:user) - 2) = '(' || :user || ')'))"
)


@dataclass(frozen=True, slots=True)
class LostUser:
    """A user that was asked for, and whose secret is not kept."""

    name: str
    """What it was to be called here."""
    at: datetime
    """UTC."""
    id: str = ""
    """Empty where it is not known whether it was made."""
    known: frozenset[str] | None = None
    """The ids that it can't have; None where nobody had looked before."""


class NewUsers:
    """The table ``new_users``, beside the rows of ``activity``.

    Args:
        db: Where it is.
    """

    def __init__(self, db: Database) -> None:
        self._db = db

    async def kept(self, account: str, user: str, number: int = 0) -> None:
        """A user's secret is kept, or the user is gone.

        Args:
            account: The app's name.
            user: Its id.
            number: Of the row of the call that made it, where that is known.

        Raises:
            StateError: It can't be written.
        """
        values = {"account": account, "user": user, "number": number}
        await self._db.run(lambda db: db.execute(_KEPT, values).rowcount)

    async def waiting(self, account: str) -> list[LostUser]:
        """The users of an app that may be there, or are, and whose secrets are not kept; oldest first."""

        def select(db: sqlite3.Connection) -> list[LostUser]:
            rows = db.execute(_WAITING, (account,)).fetchall()
            made = frozenset(_id_in(what) for (what,) in db.execute(_MADE, (account,)) if rows)
            return [
                LostUser(
                    name,
                    datetime.fromisoformat(at),
                    _id_in(user),
                    None if known is None else made.union(json.loads(known)),
                )
                for name, at, user, known in rows
            ]

        return await self._db.read(select)


def made_as(name: str, user: str) -> str:
    """What Activity calls a user that was made: ``R3 (84b98ea0)``."""
    return f"{name} ({user})" if name else user


def _id_in(what: str) -> str:
    return what.rpartition(" (")[2].removesuffix(")")


def note_user(db: sqlite3.Connection, number: int, name: str, known: Iterable[str] | None) -> None:
    """Write down a user that is about to be asked for, in the transaction that begins its call."""
    ids = None if known is None else json.dumps(sorted(known))
    db.execute("INSERT INTO new_users VALUES (?, ?, ?)", (number, name, ids))
