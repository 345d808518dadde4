"""Both stores behave alike; the file is private and belongs to one sandbox."""

import sqlite3
from pathlib import Path

import pytest

from ue_console.errors import StateError
from ue_console.sandbox.sqlite_store import SqliteStore
from ue_console.sandbox.store import Store, open_store


def test_put_and_get(store: Store) -> None:
    assert store.get("a", "s", "k") is None
    store.put("a", "s", "k", {"n": 1, "deep": {"list": [1, None, "é\u2028"]}})
    assert store.get("a", "s", "k") == {"n": 1, "deep": {"list": [1, None, "é\u2028"]}}


def test_kinds_and_scopes_are_apart(store: Store) -> None:
    store.put("a", "s", "k", {"n": 1})
    assert store.get("b", "s", "k") is None
    assert store.get("a", "t", "k") is None
    assert store.count("a", "t") == 0


def test_order_is_that_of_the_first_put(store: Store) -> None:
    for key in "bac":
        store.put("a", "s", key, {"key": key})
    store.put("a", "s", "a", {"key": "a2"})
    assert [row["key"] for row in store.list("a", "s")] == ["b", "a2", "c"]
    store.delete("a", "s", "b")
    store.put("a", "s", "b", {"key": "b"})
    assert [row["key"] for row in store.list("a", "s")] == ["a2", "c", "b"]


@pytest.mark.parametrize(
    ("offset", "limit", "expected"),
    [(0, None, "abcd"), (1, 2, "bc"), (3, 9, "d"), (4, 1, ""), (0, 0, ""), (10**30, 10**30, "")],
)
def test_pages(store: Store, offset: int, limit: int | None, expected: str) -> None:
    for key in "abcd":
        store.put("a", "s", key, {"key": key})
    assert [row["key"] for row in store.list("a", "s", offset, limit)] == list(expected)


def test_what_is_handed_out_is_a_copy(store: Store) -> None:
    record = {"list": [1]}
    store.put("a", "s", "k", record)
    record["list"].append(2)
    found = store.get("a", "s", "k")
    assert found == {"list": [1]}
    found["list"].append(3)
    assert store.get("a", "s", "k") == {"list": [1]}


def test_delete_and_clear(store: Store) -> None:
    for key in "abc":
        store.put("a", "s", key, {})
    assert store.delete("a", "s", "a")
    assert not store.delete("a", "s", "a")
    assert store.count("a", "s") == 2
    store.put("b", "s", "a", {})
    store.clear("a", "s")
    assert store.count("a", "s") == 0
    assert store.count("b", "s") == 1


def test_the_file_is_private_and_lasts(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    path.touch(0o644)
    first = open_store(path)
    first.put("a", "s", "k", {"n": 1})
    assert path.stat().st_mode & 0o777 == 0o600
    first.close()
    second = open_store(path)
    assert second.get("a", "s", "k") == {"n": 1}
    second.close()
    assert [each.name for each in tmp_path.iterdir()] == ["state.db"]


def test_one_sandbox_a_file(tmp_path: Path) -> None:
    first = open_store(tmp_path / "state.db")
    try:
        with pytest.raises(StateError, match="locked"):
            open_store(tmp_path / "state.db")
    finally:
        first.close()


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE mine (x)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StateError, match="another program"):
        open_store(path)
    text = tmp_path / "notes.txt"
    text.write_text("not a database, just some words " * 40)
    with pytest.raises(StateError, match="not a database"):
        open_store(text)
    assert path.read_bytes() == before


def damage(path: Path, statement: str, *values: object) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(statement, values)
    connection.close()


def made(path: Path) -> Store:
    """A store with enough in it to fill pages."""
    store = open_store(path)
    for number in range(200):
        store.put("a", "s", str(number), {"text": "x" * 500})
    return store


def test_a_file_with_another_table(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    made(path).close()
    damage(path, "ALTER TABLE record RENAME TO other")
    store = open_store(path)
    with pytest.raises(StateError, match="is damaged"):
        store.list("a", "s")
    store.close()


def test_a_file_that_is_cut_short(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    made(path).close()
    path.write_bytes(path.read_bytes()[:30_000])
    with pytest.raises(StateError, match="is damaged"):
        open_store(path)


@pytest.mark.parametrize("body", ["no JSON", b"\xff", ""])
def test_a_record_that_is_none(tmp_path: Path, body: object) -> None:
    path = tmp_path / "state.db"
    made(path).close()
    damage(path, "UPDATE record SET body = ? WHERE key = '7'", body)
    store = open_store(path)
    for read in (lambda: store.get("a", "s", "7"), lambda: store.list("a", "s")):
        with pytest.raises(StateError, match="is damaged"):
            read()
    store.close()


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    store = made(tmp_path / "state.db")
    assert isinstance(store, SqliteStore)
    store._db.execute("PRAGMA max_page_count = 1")
    with pytest.raises(StateError, match="full"):
        store.put("a", "s", "large", {"text": "x" * 1_000_000})
    store.close()


@pytest.mark.parametrize("name", ["", "missing/state.db"])
def test_places_that_can_not_be_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(StateError, match="can't be written"):
        open_store(tmp_path / name)
