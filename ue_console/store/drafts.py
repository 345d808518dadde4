"""What was typed and not yet saved or sent: it outlives the console."""

import json
import sqlite3
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from ue_console.store.database import Database
from ue_console.store.draft_versions import DraftVersions
from ue_console.text import encodable

COMPOSE: Final = "compose"
"""Name of the draft in Compose."""


class Draft(NamedTuple):
    """One draft of one account."""

    account: str
    key: str
    """What it is a draft of, such as ``compose`` or ``template:`` and an id."""
    updated: datetime
    """When it was last saved, UTC."""
    data: dict[str, Any]
    """What was typed, as a JSON object."""


def _now() -> datetime:
    return datetime.now(UTC)


class Drafts:
    """One JSON object for each account and key; a save is on the disk when it returns."""

    def __init__(self, db: Database, now: Callable[[], datetime] = _now) -> None:
        self._db = db
        self._now = now
        self._own: dict[tuple[str, str], str] = {}
        """Account and name of a draft → the key of the version that this console writes."""

    def versions(self, account: str, name: str) -> DraftVersions:
        """A draft that several consoles may write: none writes over what it has not read."""
        return DraftVersions(self._db, self._now, account, encodable(name), self._own)

    async def save(self, account: str, key: str, data: Mapping[str, Any]) -> None:
        """Keep ``data`` (what JSON can hold) in place of what was there.

        Raises:
            StateError: The database can't be written.
        """
        # ASCII: half of a surrogate pair, which a paste can bring, has no UTF-8 form.
        row = (account, encodable(key), self._now().isoformat(), json.dumps(data, ensure_ascii=True))
        query = "INSERT OR REPLACE INTO drafts VALUES (?, ?, ?, ?)"
        await self._db.run(lambda c: c.execute(query, row).rowcount)

    async def replace(
        self, account: str, key: str, was: Mapping[str, Any] | None, data: Mapping[str, Any] | None
    ) -> bool:
        """Keep ``data`` in place of ``was``, None standing for nothing; in one transaction.

        Returns:
            Whether that was done; False where something else than ``was`` is there.

        Raises:
            StateError: The database can't be written.
        """
        place = (account, encodable(key))

        def swap(connection: sqlite3.Connection) -> bool:
            found = connection.execute("SELECT data FROM drafts WHERE account = ? AND key = ?", place)
            row = found.fetchone()
            if (json.loads(row[0]) if row else None) != was:
                return False
            if data is None:
                connection.execute("DELETE FROM drafts WHERE account = ? AND key = ?", place)
            else:
                written = (*place, self._now().isoformat(), json.dumps(data, ensure_ascii=True))
                connection.execute("INSERT OR REPLACE INTO drafts VALUES (?, ?, ?, ?)", written)
            return True

        return await self._db.run(swap)

    async def load(self, account: str, key: str) -> dict[str, Any] | None:
        """Return what was saved last, or None.

        Raises:
            StateError: The database can't be read.
        """
        draft = await self.find(account, key)
        return draft.data if draft else None

    async def find(self, account: str, key: str) -> Draft | None:
        """Like ``load``, with the time."""

        def select(connection: sqlite3.Connection) -> Any:
            query = "SELECT account, key, updated, data FROM drafts WHERE account = ? AND key = ?"
            return connection.execute(query, (account, encodable(key))).fetchone()

        row = await self._db.run(select)
        return _draft(row) if row else None

    async def delete(self, account: str, key: str) -> None:
        """Forget a draft; having none is fine."""
        query = "DELETE FROM drafts WHERE account = ? AND key = ?"
        await self._db.run(lambda c: c.execute(query, (account, encodable(key))).rowcount)

    async def list(self, account: str) -> tuple[Draft, ...]:
        """The account's drafts, the newest first."""

        def select(connection: sqlite3.Connection) -> Any:
            query = (
                "SELECT account, key, updated, data FROM drafts WHERE account = ? ORDER BY updated DESC, key"
            )
            return connection.execute(query, (account,)).fetchall()

        return tuple(_draft(row) for row in await self._db.run(select))


def _draft(row: tuple[str, str, str, str]) -> Draft:
    account, key, updated, data = row
    return Draft(account, key, datetime.fromisoformat(updated), json.loads(data))
