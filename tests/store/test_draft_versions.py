"""Drafts that two consoles write at once: whatever either does, nothing of the other is lost."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ue_console.store.database import Database
from ue_console.store.draft_versions import Change, DraftVersions
from ue_console.store.drafts import Drafts
from ue_console.store.rename import rename_account

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)


class Console:
    """A console with a draft of ``compose`` open; its clock stands still."""

    def __init__(self, path: Path) -> None:
        self.database = Database(path)
        self.drafts = Drafts(self.database, lambda: NOON)
        self.draft = self.drafts.versions("A", "compose")

    def again(self) -> DraftVersions:
        """The same draft, opened by another part of this console."""
        return self.drafts.versions("A", "compose")


@pytest.fixture
async def path(tmp_path: Path) -> Path:
    """A database with a draft in it."""
    file = tmp_path / "state.db"
    first = Console(file)
    await first.draft.load()
    await first.draft.keep({"text": "both read this"})
    await first.database.close()
    return file


@pytest.fixture
async def two(path: Path) -> AsyncIterator[tuple[Console, Console]]:
    """Two consoles that have read it."""
    consoles = Console(path), Console(path)
    for console in consoles:
        assert await console.draft.load() == {"text": "both read this"}
    yield consoles
    for console in consoles:
        await console.database.close()


async def texts(path: Path) -> set[str]:
    """Everything that is on disk."""
    database = Database(path)
    found = {draft.data["text"] for draft in await Drafts(database).list("A")}
    await database.close()
    return found


async def test_what_was_not_read_is_not_written_over(path: Path, two: tuple[Console, Console]) -> None:
    one, other = two
    assert await one.draft.keep({"text": "of one"}) is None
    change = await other.draft.keep({"text": "of the other"})
    assert change is not None
    assert change.kind == "beside"
    assert await texts(path) == {"of one", "of the other"}
    assert await one.draft.look() == Change("beside", NOON)
    assert await one.draft.look() is None


async def test_both_go_on_writing_their_own(path: Path, two: tuple[Console, Console]) -> None:
    one, other = two
    for number in range(3):
        await one.draft.keep({"text": f"one {number}"})
        await other.draft.keep({"text": f"other {number}"})
    assert await texts(path) == {"one 2", "other 2"}
    assert await one.again().load() == {"text": "one 2"}
    assert await other.again().load() == {"text": "other 2"}


async def test_after_a_restart_the_one_set_aside_is_a_turn_away(
    path: Path, two: tuple[Console, Console]
) -> None:
    one, other = two
    await one.draft.keep({"text": "one"})
    await other.draft.keep({"text": "other"})
    third = Console(path)
    assert await third.draft.load() == {"text": "one"}
    assert len(third.draft.others) == 1
    third.draft.turn()
    assert await third.again().load() == {"text": "other"}
    turned = third.again()
    await turned.load()
    turned.turn()
    assert await third.again().load() == {"text": "one"}
    await third.database.close()


async def test_where_only_one_set_aside_is_left_it_is_the_draft(
    path: Path, two: tuple[Console, Console]
) -> None:
    one, other = two
    await one.draft.keep({"text": "one"})
    await other.draft.keep({"text": "other"})
    await one.draft.keep(None)
    third = Console(path)
    assert await third.draft.load() == {"text": "other"}
    await third.database.close()


async def test_what_the_other_has_changed_is_not_emptied(path: Path, two: tuple[Console, Console]) -> None:
    one, other = two
    await one.draft.keep({"text": "one"})
    change = await other.draft.keep(None)
    assert change is not None
    assert change.kind == "changed"
    assert await texts(path) == {"one"}
    assert await other.draft.load() == {"text": "one"}


async def test_what_the_other_sent_comes_back_only_once_it_is_changed(
    path: Path, two: tuple[Console, Console]
) -> None:
    one, other = two
    await one.draft.keep(None)
    assert await other.draft.look() == Change("gone")
    assert await other.draft.keep({"text": "both read this"}) is None
    assert await texts(path) == set()
    await other.draft.keep({"text": "and more"})
    assert await texts(path) == {"and more"}


async def test_typing_into_what_the_other_sent_is_kept_and_told(
    path: Path, two: tuple[Console, Console]
) -> None:
    one, other = two
    await one.draft.keep(None)
    assert await other.draft.keep({"text": "more"}) == Change("gone")
    assert await texts(path) == {"more"}


async def test_the_same_text_is_one_version(path: Path, two: tuple[Console, Console]) -> None:
    one, other = two
    for console in (one, other, one):
        assert await console.draft.keep({"text": "same"}) is None
    assert await texts(path) == {"same"}
    assert one.draft.others == other.draft.others == ()


async def test_what_is_unchanged_here_is_not_written_beside(path: Path, two: tuple[Console, Console]) -> None:
    one, other = two
    await one.draft.keep({"text": "one"})
    change = await other.draft.keep({"text": "both read this"})
    assert change is not None
    assert change.kind == "changed"
    assert await texts(path) == {"one"}


async def test_writes_at_once_and_cancelled_ones_are_no_other_consoles(
    path: Path, two: tuple[Console, Console]
) -> None:
    one, _ = two
    writes = [asyncio.ensure_future(one.draft.keep({"text": f"{number}"})) for number in range(9)]
    await asyncio.sleep(0)
    for write in writes[:8]:
        write.cancel()
    await asyncio.gather(*writes, return_exceptions=True)
    assert await one.draft.keep({"text": "last"}) is None
    assert await texts(path) == {"last"}


async def test_another_drafts_name_may_begin_the_same(path: Path) -> None:
    console = Console(path)
    await console.draft.load()
    await console.drafts.save("A", "compose2", {"text": "other draft"})
    await console.drafts.save("B", "compose/1", {"text": "other account"})
    assert await console.draft.look() is None
    assert console.draft.others == ()
    await console.database.close()


async def test_versions_follow_a_renamed_account(path: Path, two: tuple[Console, Console]) -> None:
    one, other = two
    await one.draft.keep({"text": "one"})
    await other.draft.keep({"text": "other"})
    await rename_account(one.database, "A", "B")
    renamed = one.drafts.versions("B", "compose")
    assert await renamed.load() == {"text": "one"}
    assert len(renamed.others) == 1


@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from(["type", "look", "turn", "open"])), max_size=24))
def test_whatever_three_consoles_do_in_turn_nothing_typed_is_lost(steps: list[tuple[int, str]]) -> None:
    asyncio.run(_walked(steps))


async def _walked(steps: list[tuple[int, str]]) -> None:
    """Each types words behind what it shows; every word must be in some version on disk."""
    database = Database(None)
    consoles = [Drafts(database, lambda: NOON) for _ in range(3)]
    drafts = [each.versions("A", "compose") for each in consoles]
    shown: list[dict[str, Any]] = [{"words": []} for _ in range(3)]
    typed = set()
    for number, (who, step) in enumerate(steps):
        if step == "type":
            typed.add(number)
            shown[who] = {"words": [*shown[who]["words"], number]}
            await drafts[who].keep(shown[who])
        elif step == "look":
            await drafts[who].look()
        else:
            if step == "turn":
                drafts[who].turn()
            drafts[who] = consoles[who].versions("A", "compose")
            shown[who] = await drafts[who].load() or {"words": []}
    kept = {word for draft in await consoles[0].list("A") for word in draft.data["words"]}
    await database.close()
    assert kept == typed


async def test_what_was_noticed_for_a_call_that_was_cancelled_is_told_to_the_next(
    two: tuple[Console, Console],
) -> None:
    mine, theirs = two[0].draft, two[1].draft
    await theirs.keep({"text": "theirs"})
    keeping = asyncio.create_task(mine.keep({"text": "mine"}))
    for _ in range(3):
        await asyncio.sleep(0)
    assert mine._lock.locked()
    keeping.cancel()
    assert await mine.look() is not None
    assert await mine.look() is None
