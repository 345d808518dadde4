"""The database: transactions, rights, migrations, and what it says when it can't be used."""

import asyncio
import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from ue_console.errors import StateError
from ue_console.store.database import Database
from ue_console.store.migrations import MIGRATIONS, migrate, statements

SEND = (
    "INSERT INTO sends (id, account, created, subject, template_name, recipients, state) "
    "VALUES (?, ?, 'now', '', '', 1, 'planned')"
)
INSERT = "INSERT INTO drafts VALUES ('a', ?, 'now', '{}')"


def insert(connection: sqlite3.Connection, key: str = "k") -> int:
    return connection.execute(INSERT, (key,)).rowcount


def count(connection: sqlite3.Connection) -> int:
    found: int = connection.execute("SELECT count(*) FROM drafts").fetchone()[0]
    return found


async def test_is_not_opened_before_its_first_use(database_file: Path) -> None:
    database = Database(database_file)
    await database.close()
    assert not database_file.parent.exists()


async def test_files_and_folder_are_private_whatever_the_umask(database_file: Path) -> None:
    database = Database(database_file)
    before = os.umask(0)
    try:
        await database.run(insert)
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in database_file.parent.iterdir()}
    await database.close()
    assert modes == {"state.db": 0o600, "state.db-wal": 0o600, "state.db-shm": 0o600}
    assert stat.S_IMODE(database_file.parent.stat().st_mode) == 0o700


async def test_a_readable_file_becomes_private(database_file: Path, database: Database) -> None:
    database_file.parent.mkdir()
    database_file.touch(0o644)
    await database.run(count)
    assert stat.S_IMODE(database_file.stat().st_mode) == 0o600


async def test_settings(database: Database) -> None:
    def settings(connection: sqlite3.Connection) -> list[object]:
        names = ("journal_mode", "foreign_keys", "synchronous", "busy_timeout", "user_version")
        return [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names]

    assert await database.run(settings) == ["wal", 1, 2, 5000, len(MIGRATIONS)]


async def test_a_call_that_raises_leaves_nothing(database: Database) -> None:
    def half(connection: sqlite3.Connection) -> None:
        insert(connection)
        raise KeyError("a bug")

    with pytest.raises(KeyError):
        await database.run(half)
    assert await database.run(count) == 0


async def test_a_statement_that_is_wrong_is_a_bug_not_the_operators_error(database: Database) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        await database.run(lambda connection: connection.execute("SELECT * FROM nowhere").fetchall())


async def test_calls_at_once_each_see_whole_transactions(database: Database) -> None:
    await asyncio.gather(*(database.run(lambda c, n=n: insert(c, str(n))) for n in range(50)))  # type: ignore[misc]
    assert await database.run(count) == 50


async def test_two_consoles_may_open_a_new_file_at_once(database_file: Path) -> None:
    databases = [Database(database_file) for _ in range(4)]
    await asyncio.gather(*(db.run(lambda c, n=n: insert(c, str(n))) for n, db in enumerate(databases)))  # type: ignore[misc]
    assert await databases[0].run(count) == 4
    for database in databases:
        await database.close()


async def test_in_memory_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    database = Database(None)
    await database.run(insert)
    assert await database.run(count) == 1
    await database.close()
    assert list(tmp_path.iterdir()) == []


async def test_what_was_saved_survives_kill_9(database_file: Path, database: Database) -> None:
    script = (
        "import asyncio, os, sys, pathlib\n"
        "from ue_console.store.database import Database\n"
        "database = Database(pathlib.Path(sys.argv[1]))\n"
        f"asyncio.run(database.run(lambda c: c.execute({INSERT!r}, ('k',)).rowcount))\n"
        "os.kill(os.getpid(), 9)\n"
    )
    ended = subprocess.run([sys.executable, "-c", script, str(database_file)], check=False)
    assert ended.returncode == -9
    assert await database.run(count) == 1


async def test_a_newer_version_is_refused_and_left_alone(database_file: Path, database: Database) -> None:
    database_file.parent.mkdir()
    with sqlite3.connect(database_file) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    connection.close()
    before = database_file.read_bytes()
    with pytest.raises(StateError, match=r"newer version of the console \(schema \d+, .* Upgrade"):
        await database.run(count)
    with sqlite3.connect(database_file) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    connection.close()
    assert len(database_file.read_bytes()) == len(before)


async def test_a_file_that_is_no_database_is_refused_and_left_alone(
    database_file: Path, database: Database
) -> None:
    database_file.parent.mkdir()
    database_file.write_bytes(b"not a database at all " * 100)
    with pytest.raises(StateError, match=r"is damaged .* Move the file away"):
        await database.run(count)
    assert database_file.read_bytes() == b"not a database at all " * 100


async def test_a_page_damaged_later_is_told_at_the_call(database_file: Path) -> None:
    first = Database(database_file)
    for number in range(200):
        await first.run(lambda c, n=number: insert(c, f"{n:04}" * 100))  # type: ignore[misc]
    await first.close()
    data = bytearray(database_file.read_bytes())
    data[4096 * 8 :] = b"\xff" * len(data[4096 * 8 :])
    database_file.write_bytes(data)
    second = Database(database_file)
    with pytest.raises(StateError, match="is damaged"):
        await second.run(lambda c: c.execute("SELECT * FROM drafts").fetchall())
    await second.close()


async def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    database = Database(tmp_path / "file" / "state.db")
    with pytest.raises(StateError, match=r"can't be used \(.*\)\. Check the folder's rights"):
        await database.run(count)
    await database.close()


async def test_a_refused_file_can_be_used_once_it_is_right(database_file: Path, database: Database) -> None:
    database_file.mkdir(parents=True)
    with pytest.raises(StateError):
        await database.run(count)
    database_file.rmdir()
    assert await database.run(count) == 0


async def test_another_programs_lock_is_told(
    database_file: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ue_console.store.database.BUSY_SECONDS", 0.05)
    await database.run(count)
    other = sqlite3.connect(database_file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StateError, match=r"Another program holds the database .* Close the other program"):
        await database.run(count)
    other.close()
    assert await database.run(count) == 0


def test_a_migration_that_fails_leaves_the_schema_as_it_was() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("BEGIN")
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, ("CREATE TABLE one (a);", "CREATE TABLE two (a);\nCREATE TABLE one (a);"))
    connection.execute("ROLLBACK")
    assert connection.execute("PRAGMA user_version").fetchone() == (0,)
    assert connection.execute("SELECT name FROM sqlite_master").fetchall() == []
    connection.close()


def test_only_scripts_not_run_yet_are_run() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    assert migrate(connection, ("CREATE TABLE one (a);",)) == 0
    assert migrate(connection, ("CREATE TABLE one (a);", "CREATE TABLE two (a);")) == 1
    assert migrate(connection, ("CREATE TABLE one (a);", "CREATE TABLE two (a);")) == 2
    connection.close()


def test_statements_are_split_where_they_end() -> None:
    script = "\nCREATE TABLE a (\n  b TEXT CHECK (b IN ('x;y'))\n);\nDROP TABLE a\n"
    assert list(statements(script)) == ["CREATE TABLE a (\n  b TEXT CHECK (b IN ('x;y'))\n);", "DROP TABLE a"]


async def test_batches_go_with_their_send_and_know_their_states(database: Database) -> None:
    def plan(connection: sqlite3.Connection) -> None:
        connection.execute(SEND, ("s", "a"))
        connection.execute(
            "INSERT INTO batches (send_id, number, state, request_json) VALUES ('s', 1, 'planned', '{}')"
        )

    await database.run(plan)
    with pytest.raises(sqlite3.IntegrityError):
        await database.run(lambda c: c.execute("UPDATE batches SET state = 'perhaps'").rowcount)
    await database.run(lambda c: c.execute("DELETE FROM sends").rowcount)
    assert await database.run(lambda c: c.execute("SELECT count(*) FROM batches").fetchone()) == (0,)


async def test_who_asks_after_the_end_ends_too() -> None:
    database = Database(None)
    await database.run(lambda db: None)
    await database.close()
    await database.close()
    late = asyncio.create_task(database.run(lambda db: None))
    await asyncio.wait((late,))
    assert late.cancelled()
