"""Domains that are watched until they can send, on disk: a watch goes on after a restart."""

from datetime import UTC, datetime, timedelta
from sqlite3 import Connection
from typing import Any, NamedTuple

from ue_console.store.database import Database


class WatchRow(NamedTuple):
    """One watched domain."""

    account: str
    """The account's name."""
    domain: str
    """ASCII, small letters."""
    started: datetime
    """UTC."""
    due: datetime
    """When it is looked at next, UTC."""
    looks: int = 0
    """How often it was looked at."""
    validations: int = 0
    """How often the service was asked to validate it."""


_COLUMNS = "account, domain, started, due, looks, validations"


class Watches:
    """The watched domains of all accounts.

    Raises:
        StateError: From every method: the database can't be used.
    """

    def __init__(self, db: Database) -> None:
        self._db = db

    async def add(self, account: str, domain: str, now: datetime, due: datetime | None = None) -> bool:
        """Watch a domain from now on, with a first look when it is due; False when it is watched already."""
        query = "INSERT OR IGNORE INTO watches (account, domain, started, due) VALUES (?, ?, ?, ?)"
        row = (account, domain, now.isoformat(), (due or now).isoformat())
        return await self._db.run(lambda c: c.execute(query, row).rowcount) > 0

    async def remove(self, account: str, domain: str) -> bool:
        """End a watch; False when there was none."""
        query = "DELETE FROM watches WHERE account = ? AND domain = ?"
        return await self._db.run(lambda c: c.execute(query, (account, domain)).rowcount) > 0

    async def list(self, account: str) -> tuple[WatchRow, ...]:
        """The account's watches, the next one due first."""
        query = f"SELECT {_COLUMNS} FROM watches WHERE account = ? ORDER BY due, domain"
        rows = await self._db.read(lambda c: c.execute(query, (account,)).fetchall())
        return tuple(_row(row) for row in rows)

    async def accounts(self) -> tuple[str, ...]:
        """The names of the accounts that have watches."""
        query = "SELECT DISTINCT account FROM watches ORDER BY account"
        rows = await self._db.read(lambda c: c.execute(query).fetchall())
        return tuple(str(name) for (name,) in rows)

    async def put_off(self, row: WatchRow) -> None:
        """Keep what is known after a look; nothing if the watch has ended meanwhile."""
        query = "UPDATE watches SET due = ?, looks = ?, validations = ? WHERE account = ? AND domain = ?"
        values = (row.due.isoformat(), row.looks, row.validations, row.account, row.domain)
        await self._db.run(lambda c: c.execute(query, values).rowcount)

    async def turn(self, account: str, now: datetime, apart: timedelta) -> timedelta:
        """Take the account's turn to list domains, which all consoles of this machine share.

        Args:
            account: The account's name.
            now: UTC.
            apart: From one turn to the next at the least.

        Returns:
            How long to wait before asking again; zero when the turn is taken.
        """

        def take(connection: Connection) -> timedelta:
            found = connection.execute("SELECT at FROM watch_turns WHERE account = ?", (account,)).fetchone()
            passed = now - datetime.fromisoformat(found[0]) if found else apart
            # Another console may have been first since ``now``; a turn far ahead is of a wrong clock.
            if -apart < passed < apart:
                return min(apart - passed, apart)
            connection.execute("INSERT OR REPLACE INTO watch_turns VALUES (?, ?)", (account, now.isoformat()))
            return timedelta()

        return await self._db.run(take)


def _row(row: tuple[Any, ...]) -> WatchRow:
    account, domain, started, due, looks, validations = row
    return WatchRow(account, domain, _time(started), _time(due), looks, validations)


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
