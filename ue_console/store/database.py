"""A SQLite file: drafts and the journal of sends in one, received webhook calls in another."""

import asyncio
import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

from ue_console.errors import StateError
from ue_console.store.migrations import MIGRATIONS, migrate
from ue_console.text import safe_line

T = TypeVar("T")

BUSY_SECONDS: Final = 5.0
"""How long a transaction waits for another console's to end."""

_WRITING: Final = "BEGIN IMMEDIATE"
"""A transaction that reads first would not wait for the lock when it comes to write."""
_READING: Final = "BEGIN"

_DAMAGED: Final = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_BUSY: Final = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_UNUSABLE: Final = {
    sqlite3.SQLITE_AUTH,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_NOLFS,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_READONLY,
}


class Schema(NamedTuple):
    """What a file is made of, and how safe its transactions are."""

    scripts: tuple[str, ...] = MIGRATIONS
    layout: tuple[str, ...] = ()
    """Pragmas that only a file without tables takes."""
    synchronous: str = "FULL"
    """``FULL``: on disk when a transaction returns, so that a plan of batches survives a power cut.
    ``NORMAL``: it survives the end of the process, and the last moments before a power cut may be lost.
    """


class Database:
    """One connection, used by one thread, each call a whole transaction.

    Args:
        path: The file, made at first use with mode 0600; None keeps everything in memory.
        schema: What the file holds.
    """

    def __init__(self, path: Path | None, schema: Schema | None = None) -> None:
        self._path = path
        self._schema = schema or Schema()
        self._connection: sqlite3.Connection | None = None
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="database")
        self._closed = False

    async def run(self, fn: Callable[[sqlite3.Connection], T]) -> T:
        """Run ``fn`` in one transaction; committed when it returns, undone when it raises.

        A call that is cancelled while it runs still ends whole: committed or undone.

        Raises:
            StateError: The file can't be opened, read or written.
        """
        return await self._in_thread(partial(self._transact, fn, _WRITING))

    async def read(self, fn: Callable[[sqlite3.Connection], T]) -> T:
        """Run ``fn``, which changes nothing, on the file as it is now; writers need not wait for it.

        Raises:
            StateError: The file can't be opened or read.
        """
        return await self._in_thread(partial(self._transact, fn, _READING))

    async def look(self) -> int:
        """The schema that the file has, without making or changing anything.

        Raises:
            StateError: There is no file, it can't be read, or a newer console wrote it.
        """
        return await self._in_thread(self._look)

    async def close(self) -> None:
        """Close the file, after the calls under way; who calls afterwards is cancelled."""
        if not self._closed:
            self._closed = True
            await asyncio.get_running_loop().run_in_executor(self._executor, self._close)
            self._executor.shutdown(wait=False)

    async def _in_thread(self, fn: Callable[[], T]) -> T:
        if self._closed:
            # Whoever asks still belongs to a console that has ended, and ends with it.
            raise asyncio.CancelledError
        return await asyncio.get_running_loop().run_in_executor(self._executor, fn)

    def _transact(self, fn: Callable[[sqlite3.Connection], T], begin: str) -> T:
        with self._explained():
            if self._connection is None:
                self._connection = self._open()
            with _transaction(self._connection, begin) as connection:
                return fn(connection)

    def _look(self) -> int:
        assert self._path is not None
        # Without a log beside it the file is whole: SQLite would make one even to read.
        logged = self._path.with_name(f"{self._path.name}-wal").exists()
        address = f"{self._path.absolute().as_uri()}?{'mode=ro' if logged else 'mode=ro&immutable=1'}"
        with self._explained(), contextlib.closing(sqlite3.connect(address, uri=True)) as connection:
            found: int = connection.execute("PRAGMA user_version").fetchone()[0]
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        self._check_known(found)
        return found

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _open(self) -> sqlite3.Connection:
        if self._path is not None:
            try:
                _make_private(self._path)
            except OSError as error:
                raise self._unusable(error.strerror or str(error)) from error
        connection = sqlite3.connect(self._path or ":memory:", timeout=BUSY_SECONDS, isolation_level=None)
        try:
            self._prepare(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        if not connection.execute("PRAGMA user_version").fetchone()[0]:
            for pragma in self._schema.layout:
                connection.execute(pragma)
        # SQLite may refuse the change of mode, without waiting, while another console makes it.
        with contextlib.suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA synchronous = {self._schema.synchronous}")
        connection.execute("PRAGMA foreign_keys = ON")
        with _transaction(connection):
            found = migrate(connection, self._schema.scripts)
        self._check_known(found)

    def _check_known(self, found: int) -> None:
        known = len(self._schema.scripts)
        if found > known:
            raise StateError(
                f"The database {self._shown} was written by a newer version of the console "
                f"(schema {found}, this version knows {known}).",
                "Upgrade the console, or set XDG_STATE_HOME to another folder; the file stays as it is.",
            )

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise self._told(error) from error

    def _told(self, error: sqlite3.DatabaseError) -> Exception:
        """The error as an operator's, or unchanged where it is a bug in a statement."""
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code in _DAMAGED:
            return StateError(
                f"The database {self._shown} is damaged ({error}).",
                "Move the file away and start again, or put a backup in its place; it stays as it is.",
            )
        if code in _BUSY:
            return StateError(
                f"Another program holds the database {self._shown} for more than {BUSY_SECONDS:.0f} s.",
                "Close the other program, then try again.",
            )
        return self._unusable(str(error)) if code in _UNUSABLE else error

    def _unusable(self, why: str) -> StateError:
        return StateError(
            f"The database {self._shown} can't be used ({why}).",
            "Check the folder's rights and the free space, or set XDG_STATE_HOME to another folder.",
        )

    @property
    def _shown(self) -> str:
        return safe_line(str(self._path)) if self._path else "in memory"


@contextlib.contextmanager
def _transaction(connection: sqlite3.Connection, begin: str = _WRITING) -> Iterator[sqlite3.Connection]:
    connection.execute(begin)
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _make_private(path: Path) -> None:
    """Make the file with mode 0600 before SQLite would make it readable to all.

    SQLite gives the files beside it (``-wal``, ``-shm``) the same mode.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # An existing file isn't opened: closing it would drop the locks of a connection in this process.
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    path.chmod(0o600)
