"""Drafts: one object for each account and key, never lost."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.store.test_database import SEND
from ue_console.store.database import Database
from ue_console.store.drafts import Draft, Drafts
from ue_console.store.rename import rename_account

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)


async def test_a_draft_is_there_after_a_restart(database_file: Path) -> None:
    first = Database(database_file)
    await Drafts(first).save("A", "compose", {"subject": "Hé\ud83d", "to": [1, None, {"x": True}]})
    await first.close()
    second = Database(database_file)
    assert await Drafts(second).load("A", "compose") == {"subject": "Hé\ud83d", "to": [1, None, {"x": True}]}
    await second.close()


async def test_a_save_replaces_and_a_delete_forgets(database: Database) -> None:
    drafts = Drafts(database)
    await drafts.save("A", "compose", {"subject": "one"})
    await drafts.save("A", "compose", {"subject": "two"})
    assert await drafts.load("A", "compose") == {"subject": "two"}
    assert await drafts.load("B", "compose") is None
    await drafts.delete("A", "compose")
    await drafts.delete("A", "compose")
    assert await drafts.load("A", "compose") is None


async def test_only_what_is_still_there_is_replaced(database: Database) -> None:
    drafts = Drafts(database)
    assert await drafts.replace("A", "list", None, {"id": 1, "to": []})
    assert not await drafts.replace("A", "list", None, {"id": 2})
    assert not await drafts.replace("A", "list", {"id": 3}, None)
    assert await drafts.replace("A", "list", {"id": 1, "to": []}, {"id": 4})
    assert await drafts.load("A", "list") == {"id": 4}
    assert not await drafts.replace("B", "list", {"id": 4}, None)
    assert await drafts.replace("A", "list", {"id": 4}, None)
    assert await drafts.load("A", "list") is None


async def test_the_list_has_the_newest_first_and_only_this_account(database: Database) -> None:
    times = iter([NOON, NOON + timedelta(microseconds=1), NOON - timedelta(days=1), NOON])
    drafts = Drafts(database, now=lambda: next(times))
    for account, key in (("A", "one"), ("A", "two"), ("A", "three"), ("B", "four")):
        await drafts.save(account, key, {"key": key})
    listed = await drafts.list("A")
    assert [draft.key for draft in listed] == ["two", "one", "three"]
    assert listed[1] == Draft("A", "one", NOON, {"key": "one"})


async def test_drafts_and_sends_follow_a_renamed_account(database: Database) -> None:
    drafts = Drafts(database)
    await drafts.save("old", "compose", {"of": "old"})
    await drafts.save("new", "compose", {"of": "an earlier account"})
    await database.run(lambda c: c.execute(SEND, ("s", "old")).rowcount)
    await rename_account(database, "old", "new")
    assert await drafts.load("new", "compose") == {"of": "old"}
    assert await drafts.list("old") == ()
    assert await database.run(lambda c: c.execute("SELECT account FROM sends").fetchall()) == [("new",)]
