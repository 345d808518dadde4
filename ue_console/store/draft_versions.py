"""A draft that several consoles may write at once: none writes over what it has not read.

Where another console has written meanwhile, both are kept: what is there stays as it is, and what
is written here goes beside it, under a key of its own (``compose/3f2a…``).
"""

import asyncio
import json
import sqlite3
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Literal, NamedTuple
from uuid import uuid4

from ue_console.store.database import Database


class Version(NamedTuple):
    """One version of a draft; several may be kept beside each other."""

    key: str
    """The draft's name, or that and what tells it from the others."""
    updated: datetime
    """When it was written, UTC; no two versions at one key have the same time."""


class Change(NamedTuple):
    """What another console has done to a draft."""

    kind: Literal["changed", "beside", "gone"]
    """``changed``: it is not what was read here; ``beside``: a version of each console is kept;
    ``gone``: it was sent or emptied there."""
    at: datetime | None = None
    """When, UTC; None where that is not known."""


class _Replaced(NamedTuple):
    """What became of a write: where it is, and what had come in its place."""

    key: str
    updated: datetime | None
    change: Change | None = None


class DraftVersions:
    """The version of a draft that this console writes, and those that are kept beside it.

    Args:
        db: Where drafts are.
        now: The time, with its zone (UTC).
        account: Whose draft it is.
        name: What it is a draft of.
        own: Account and name → the key of the version that this console writes; shared by all who
            read or write this draft here.
    """

    def __init__(
        self,
        db: Database,
        now: Callable[[], datetime],
        account: str,
        name: str,
        own: dict[tuple[str, str], str],
    ) -> None:
        self._db = db
        self._now = now
        self._account = account
        self._name = name
        self._own = own
        self._key = name
        self._updated: datetime | None = None
        """Of what was read or written last; None for nothing."""
        self._text: str | None = None
        """That, as it is on disk."""
        self._known: set[str] = set()
        """The keys of the versions that are known of."""
        self._lock = asyncio.Lock()
        self._untold: Change | None = None
        """What was noticed for somebody who did not wait for it."""
        self.others: tuple[Version, ...] = ()
        """The versions that are kept beside this one, by key."""

    async def load(self) -> dict[str, Any] | None:
        """Read this console's version; at first the one that has no other's, else the newest.

        Raises:
            StateError: The database can't be read.
        """
        async with self._lock:

            def read(db: sqlite3.Connection) -> tuple[list[Version], str, Any]:
                versions = _versions(db, self._account, self._name)
                key = self._own.get((self._account, self._name)) or _first(versions, self._name)
                return versions, key, _row(db, self._account, key)

            versions, self._key, row = await self._db.read(read)
            self._updated, self._text = row or (None, None)
            self._untold = None
            self._take(versions)
        found: dict[str, Any] | None = json.loads(self._text) if self._text is not None else None
        return found

    async def keep(self, data: Mapping[str, Any] | None) -> Change | None:
        """Write over what was read, or forget it (None); over another console's version never.

        A call that is cancelled meanwhile still ends whole.

        Returns:
            What another console has done, where it has done something that was not told yet.

        Raises:
            StateError: The database can't be written.
        """
        return self._told(await asyncio.shield(asyncio.ensure_future(self._keep(data))))

    async def look(self) -> Change | None:
        """What another console has done since it was read; nothing is changed."""
        async with self._lock:
            return self._told(await self._look())

    def _told(self, change: Change | None) -> Change | None:
        self._untold = None
        return change

    def turn(self) -> None:
        """Go on to the next version that is kept: who reads this draft next, reads that; this one stays."""
        keys = [version.key for version in self.others]
        if keys:
            following = next((key for key in keys if key > self._key), keys[0])
            self._own[self._account, self._name] = following

    def leave(self) -> None:
        """Have no version of one's own any more: who reads this draft next may come upon another's."""
        self._own.pop((self._account, self._name), None)

    async def _keep(self, data: Mapping[str, Any] | None) -> Change | None:
        async with self._lock:
            # ASCII: half of a surrogate pair, which a paste can bring, has no UTF-8 form.
            text = None if data is None else json.dumps(data, ensure_ascii=True)
            if text == self._text:
                self._untold = await self._look()
                return self._untold
            write = partial(_replace, where=(self._account, self._name, self._key), text=text)
            done = await self._db.run(partial(write, over=self._updated, now=self._now()))
            if self._own.get((self._account, self._name), self._key) == self._key:
                self._own[self._account, self._name] = done.key
            self._key = done.key
            self._updated, self._text = done.updated, text
            seen = await self._look()
            self._untold = done.change or seen
            return self._untold

    async def _look(self) -> Change | None:
        versions = await self._db.read(lambda db: _versions(db, self._account, self._name))
        here = next((version.updated for version in versions if version.key == self._key), None)
        new = self._take(versions)
        if here is None and self._updated is not None:
            self._updated = None
            return Change("gone")
        if here != self._updated:
            return Change("changed", here)
        return Change("beside", max(version.updated for version in new)) if new else self._untold

    def _take(self, versions: list[Version]) -> list[Version]:
        """Note which versions there are; returned are those that were not known of."""
        self.others = tuple(version for version in versions if version.key != self._key)
        new = [version for version in self.others if version.key not in self._known]
        self._known = {version.key for version in versions} | {self._key}
        return new


def _first(versions: list[Version], name: str) -> str:
    """The key to begin with: the plain name, or the newest version where that has none."""
    keys = {version.key: version.updated for version in versions}
    return name if name in keys or not keys else max(keys, key=keys.__getitem__)


def _versions(db: sqlite3.Connection, account: str, name: str) -> list[Version]:
    query = (
        "SELECT key, updated FROM drafts"
        " WHERE account = ? AND (key = ? OR substr(key, 1, ?) = ?) ORDER BY key"
    )
    rows = db.execute(query, (account, name, len(name) + 1, f"{name}/"))
    return [Version(key, datetime.fromisoformat(updated)) for key, updated in rows]


def _row(db: sqlite3.Connection, account: str, key: str) -> tuple[datetime, str] | None:
    query = "SELECT updated, data FROM drafts WHERE account = ? AND key = ?"
    row = db.execute(query, (account, key)).fetchone()
    return (datetime.fromisoformat(row[0]), row[1]) if row else None


def _replace(
    db: sqlite3.Connection,
    *,
    where: tuple[str, str, str],
    text: str | None,
    over: datetime | None,
    now: datetime,
) -> _Replaced:
    """Write ``text`` over the version ``over``, or beside another that is there by now."""
    account, name, key = where
    found = _row(db, account, key)
    there = found[0] if found else None
    if found and found[0] != over:
        if text is None or text == found[1]:
            # What was emptied here is not what is there now; what is the same needs no second version.
            return _Replaced(key, there if text else over)
        beside = f"{name}/{uuid4().hex[:8]}"
        _write(db, account, beside, now, text)
        return _Replaced(beside, now, Change("beside", there))
    if text is None:
        db.execute("DELETE FROM drafts WHERE account = ? AND key = ?", (account, key))
        return _Replaced(key, None)
    stamp = max(now, there + timedelta(microseconds=1)) if there else now
    _write(db, account, key, stamp, text)
    return _Replaced(key, stamp, Change("gone") if over and not found else None)


def _write(db: sqlite3.Connection, account: str, key: str, updated: datetime, text: str) -> None:
    row = (account, key, updated.isoformat(), text)
    db.execute("INSERT OR REPLACE INTO drafts VALUES (?, ?, ?, ?)", row)
