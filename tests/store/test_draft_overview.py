"""Which drafts there are, of one account, in whatever version they are kept."""

from typing import Any

import pytest

from ue_console.store.database import Database
from ue_console.store.draft_overview import DraftOverview, draft_overview
from ue_console.store.drafts import Drafts

NONE = DraftOverview(0, ())


def edit(name: str, base: str | None = "t1", *, changed: bool = True) -> dict[str, Any]:
    """A template under edit."""
    before = {"id": base, "name": "before" if changed else name}
    return {"base": before, "template": {"id": base, "name": name}}


@pytest.fixture
def db() -> Database:
    return Database(None)


async def test_nothing_is_begun(db: Database) -> None:
    await Drafts(db).save("Shop", "compose", {"subject": "Hello"})
    assert await draft_overview(db, "ACME", "compose") == NONE


@pytest.mark.parametrize(
    ("keys", "count"),
    [
        (("compose",), 1),
        (("compose", "compose/3f2a", "compose/77"), 3),
        (("compose/3f2a",), 1),
        (("composed", "channels", "xcompose", "unsubscribing"), 0),
    ],
)
async def test_each_version_of_a_message_counts(db: Database, keys: tuple[str, ...], count: int) -> None:
    for key in keys:
        await Drafts(db).save("ACME", key, {"subject": "Hello"})
    assert await draft_overview(db, "ACME", "compose") == DraftOverview(count, ())


async def test_templates_with_an_unsaved_edit_are_named(db: Database) -> None:
    drafts = Drafts(db)
    for key, data in {
        "template:1": edit("welcome"),
        "template:2": edit("receipt", changed=False),
        "template:new": edit("", None, changed=False),
        "templates": edit("no template"),
    }.items():
        await drafts.save("ACME", key, data)
    found = await draft_overview(db, "ACME", "compose")
    assert sorted(found.edits) == ["", "welcome"]


@pytest.mark.parametrize("data", [{}, {"template": {}}, {"base": {"id": "1"}, "template": {"id": "1"}}])
async def test_an_edit_of_another_version_does_no_harm(db: Database, data: dict[str, Any]) -> None:
    await Drafts(db).save("ACME", "template:1", data)
    found = await draft_overview(db, "ACME", "compose")
    assert set(found.edits) <= {""}


async def test_half_a_surrogate_pair_is_read(db: Database) -> None:
    await Drafts(db).save("ACME", "template:1", edit("half \ud800"))
    assert (await draft_overview(db, "ACME", "compose")).edits == ("half \ud800",)
