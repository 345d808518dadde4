"""The store in one SQLite file, readable by its owner alone."""

import json
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from ue_console.errors import StateError
from ue_console.sandbox.store import Record, encoded

APPLICATION_ID: Final = 0x75655342
"""``ueSB``: marks a file as a sandbox's."""

_OTHER: Final = "Choose another file with --data."
_MOST = 2**63 - 1
_SCHEMA = f"""
CREATE TABLE record (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    scope TEXT NOT NULL,
    key TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (kind, scope, key)
);
CREATE INDEX record_order ON record (kind, scope, seq);
PRAGMA application_id = {APPLICATION_ID};
"""


class SqliteStore:
    """Every call is a transaction of its own; the file belongs to one process at a time.

    Each raises StateError where the file can't be read or written any more.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=1)
        except (OSError, sqlite3.Error) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise StateError(
                f"The sandbox's data file {path} can't be written: {reason.lower()}.",
                _OTHER,
            ) from error
        try:
            self._prepare()
        except BaseException:
            self._db.close()
            raise

    def _prepare(self) -> None:
        with self._told():
            self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
            new = self._db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0
            if not new and self._db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                raise StateError(f"{self._path} belongs to another program.", _OTHER)
            self._path.chmod(0o600)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            if new:
                self._db.executescript(_SCHEMA)
            if self._db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise _damaged(self._path)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say what keeps the file from being used."""
        path = self._path
        try:
            yield
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                told = StateError(f"The data file {path} is locked by another sandbox.", f"End it. {_OTHER}")
            elif "no such" in str(error):
                told = _damaged(path)
            else:
                told = StateError(f"The data file {path} can't be used: {error}.", _OTHER)
            raise told from error
        except sqlite3.NotSupportedError as error:
            raise StateError(f"The data file {path} can't be used: {error}.", _OTHER) from error
        except (sqlite3.DatabaseError, ValueError) as error:
            if "not a database" in str(error):
                raise StateError(f"{path} is not a database, so no sandbox's data file.", _OTHER) from error
            raise _damaged(path) from error
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise StateError(f"The data file {path} can't be used: {reason}.", _OTHER) from error

    def _run(self, statement: str, *values: object) -> sqlite3.Cursor:
        with self._told():
            return self._db.execute(statement, values)

    def _record(self, body: bytes | str) -> Record:
        with self._told():
            record: Record = json.loads(body)
            return record

    def get(self, kind: str, scope: str, key: str) -> Record | None:
        """See :class:`~ue_console.sandbox.store.Store`."""
        row = self._run(
            "SELECT body FROM record WHERE kind = ? AND scope = ? AND key = ?", kind, scope, key
        ).fetchone()
        return None if row is None else self._record(row[0])

    def put(self, kind: str, scope: str, key: str, record: Record) -> int:
        """See :class:`~ue_console.sandbox.store.Store`."""
        body = encoded(record)
        self._run(
            "INSERT INTO record (kind, scope, key, body) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (kind, scope, key) DO UPDATE SET body = excluded.body",
            *(kind, scope, key, body),
        )
        return len(body)

    def delete(self, kind: str, scope: str, key: str) -> bool:
        """See :class:`~ue_console.sandbox.store.Store`."""
        done = self._run("DELETE FROM record WHERE kind = ? AND scope = ? AND key = ?", kind, scope, key)
        return done.rowcount > 0

    def list(self, kind: str, scope: str, offset: int = 0, limit: int | None = None) -> Sequence[Record]:
        """See :class:`~ue_console.sandbox.store.Store`."""
        rows = self._run(
            "SELECT body FROM record WHERE kind = ? AND scope = ? ORDER BY seq LIMIT ? OFFSET ?",
            *(kind, scope, -1 if limit is None else min(limit, _MOST), min(offset, _MOST)),
        )
        with self._told():
            return [self._record(body) for (body,) in rows]

    def count(self, kind: str, scope: str) -> int:
        """See :class:`~ue_console.sandbox.store.Store`."""
        row = self._run("SELECT count(*) FROM record WHERE kind = ? AND scope = ?", kind, scope)
        return int(row.fetchone()[0])

    def clear(self, kind: str, scope: str) -> None:
        """See :class:`~ue_console.sandbox.store.Store`."""
        self._run("DELETE FROM record WHERE kind = ? AND scope = ?", kind, scope)

    def close(self) -> None:
        """See :class:`~ue_console.sandbox.store.Store`."""
        self._db.close()


def _damaged(path: Path) -> StateError:
    return StateError(
        f"The data file {path} is damaged.", f"Delete it, and the sandbox starts anew. {_OTHER}"
    )
