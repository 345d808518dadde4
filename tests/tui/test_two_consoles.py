"""Two consoles on one draft, mail or channels: both are told, and both versions are a key away."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from tests.console import demo_console, demo_workspace
from tests.tui.channel_parts import Watched, shop, text, write
from tests.tui.driving import opened, paste, shows, until
from ue_console.services.channels.drafts import ChannelDraft, ChannelDrafts
from ue_console.services.drafts import ComposeDraft, DraftService, TemplateDraft
from ue_console.store.database import Database
from ue_console.store.draft_versions import Change, DraftVersions
from ue_console.store.drafts import Drafts
from ue_console.tui.app import ConsoleApp
from ue_console.tui.dialogs.confirm import Confirm
from ue_console.tui.screens import composing
from ue_console.tui.screens.composing import ComposingScreen
from ue_console.tui.screens.template_edit import TemplateEditScreen

SIZE = (120, 36)


Elsewhere = Callable[[str], Awaitable[Change | None]]
"""Writes what is typed first into the draft, as another console would that has just read it."""


@dataclass(frozen=True)
class Kind:
    """One of the two Composes."""

    field: str
    """What is typed first."""
    account: str
    console: Callable[[Database], ConsoleApp]
    versions: Callable[[Drafts], tuple[DraftVersions, Callable[[str], Any]]]
    """The draft as another console has it, and a new one that holds a text."""


def _mail(drafts: Drafts) -> tuple[DraftVersions, Callable[[str], Any]]:
    return DraftService(drafts, "ACME Mail").mail, lambda text: ComposeDraft(subject=text)


def _channels(drafts: Drafts) -> tuple[DraftVersions, Callable[[str], Any]]:
    return ChannelDrafts(drafts, "Shop").versions, lambda text: ChannelDraft(receivers=text)


KINDS = {
    "mail": Kind("subject", "ACME Mail", lambda db: demo_console(demo_workspace(database=db)), _mail),
    "channels": Kind("receivers", "Shop", lambda db: shop(Watched(), db), _channels),
}


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Kind:
    """Both, looking at the disk more often than they would."""
    monkeypatch.setattr(composing, "LOOK_EVERY", 0.1)
    return KINDS[request.param]


@asynccontextmanager
async def other(path: Path, kind: Kind) -> AsyncIterator[Elsewhere]:
    """Another console on the same state, which has read nothing yet."""
    database = Database(path)
    versions, new = kind.versions(Drafts(database))

    async def write(text: str) -> Change | None:
        return await versions.keep(new(text).model_dump(mode="json") if text else None)

    yield write
    await database.close()


def screen_of(pilot: "Pilot[str]") -> ComposingScreen[Any, Any]:
    screen = pilot.app.screen
    assert isinstance(screen, ComposingScreen)
    return screen


async def at_compose(pilot: "Pilot[str]") -> ComposingScreen[Any, Any]:
    """Go to Compose; its first field has the focus."""
    await opened(pilot)
    await pilot.press("2")
    await shows(pilot, "[message]" if "ACME Mail" in text(pilot) else "[receivers]")
    screen = screen_of(pilot)
    await until(pilot, lambda: screen.kept.loaded and screen.typing, "the draft")
    return screen


async def typed(path: Path, kind: Kind) -> list[str]:
    """What is on disk, of every version."""
    database = Database(path)
    found = [draft.data[kind.field] for draft in await Drafts(database).list(kind.account)]
    await database.close()
    return sorted(found)


async def shown(pilot: "Pilot[str]", kind: Kind, text: str) -> None:
    """Wait until a version is in the field."""
    await until(pilot, lambda: getattr(screen_of(pilot).draft, kind.field) == text, text)
    await shows(pilot, text)


async def test_both_versions_are_kept_told_and_a_key_away(tmp_path: Path, kind: Kind) -> None:
    path = tmp_path / "state.db"
    app = kind.console(Database(path))
    async with app.run_test(size=SIZE, notifications=True) as pilot, other(path, kind) as elsewhere:
        await at_compose(pilot)
        await paste(pilot, "typed here")
        await elsewhere("typed there")
        await shows(pilot, "This draft was changed in another console at ")
        await shows(pilot, "F3 another version")
        await shows(pilot, "typed here")
        assert await typed(path, kind) == ["typed here", "typed there"]
        for text in ("typed there", "typed here"):
            await pilot.press("f3")
            await shown(pilot, kind, text)
        assert await typed(path, kind) == ["typed here", "typed there"]


async def test_who_wrote_first_is_told_too(tmp_path: Path, kind: Kind) -> None:
    path = tmp_path / "state.db"
    app = kind.console(Database(path))
    async with app.run_test(size=SIZE, notifications=True) as pilot, other(path, kind) as elsewhere:
        screen = await at_compose(pilot)
        await paste(pilot, "typed here")
        await screen.keep()
        change = await elsewhere("typed there")
        assert change is not None
        assert change.kind == "beside"
        await shows(pilot, "yours is kept here, theirs is kept too")
        await shown(pilot, kind, "typed here")
        assert await elsewhere("typed there, and more") is None
        assert await typed(path, kind) == ["typed here", "typed there, and more"]


async def test_what_only_the_other_has_changed_is_shown(tmp_path: Path, kind: Kind) -> None:
    path = tmp_path / "state.db"
    app = kind.console(Database(path))
    async with app.run_test(size=SIZE, notifications=True) as pilot, other(path, kind) as elsewhere:
        await at_compose(pilot)
        await elsewhere("typed there")
        await shows(pilot, "it is shown as it is now")
        await shown(pilot, kind, "typed there")
        await elsewhere("")
        await shows(pilot, "sent or emptied in another console")
        await shown(pilot, kind, "typed there")
        assert await typed(path, kind) == []


async def test_after_a_quit_of_both_the_next_console_tells(tmp_path: Path, kind: Kind) -> None:
    path = tmp_path / "state.db"
    app = kind.console(Database(path))
    async with app.run_test(size=SIZE, notifications=True) as pilot, other(path, kind) as elsewhere:
        await at_compose(pilot)
        await elsewhere("typed there")
        await paste(pilot, "typed here")
        await pilot.press("ctrl+q")
        await pilot.pause()
    assert len(await typed(path, kind)) == 2
    async with kind.console(Database(path)).run_test(size=SIZE, notifications=True) as pilot:
        await opened(pilot)
        await pilot.press("2")
        await shows(pilot, "Another version of this draft is kept")
        await shows(pilot, "F3 shows it.")


async def test_a_review_stays_what_it_was_until_it_is_left(tmp_path: Path) -> None:
    path, kind = tmp_path / "state.db", KINDS["channels"]
    app = kind.console(Database(path))
    async with app.run_test(size=SIZE, notifications=True) as pilot, other(path, kind) as elsewhere:
        screen = await at_compose(pilot)
        await elsewhere("page: 1")
        screen.look()
        await shown(pilot, kind, "page: 1")
        await write(pilot, "page: Me", "Hello")
        await pilot.press("ctrl+s")
        await shows(pilot, "Ready to send")
        database = Database(path)
        versions = ChannelDrafts(Drafts(database), "Shop").versions
        await versions.load()
        await versions.keep({"receivers": "page: 2"})
        await database.close()
        screen.look()
        await shows(pilot, "the review is of what it was before")
        assert screen.draft.subject == "Neue Lampen"
        await pilot.press("f9")
        await until(pilot, lambda: screen_of(pilot).draft.receivers == "page: 2", "their draft")
        await shows(pilot, "it is shown as it is now")


async def test_what_is_typed_while_the_draft_is_read_anew_is_kept(
    tmp_path: Path, kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(composing, "LOOK_EVERY", 60.0)
    path = tmp_path / "state.db"
    app = kind.console(Database(path))
    async with app.run_test(size=SIZE, notifications=True) as pilot, other(path, kind) as elsewhere:
        screen = await at_compose(pilot)
        await elsewhere("typed there")
        field = screen.focused
        if isinstance(field, TextArea):
            field.insert("typed here")
        elif isinstance(field, Input):
            field.insert("typed here", 0)
        await screen.take_up()
        await shown(pilot, kind, "typed there")
        assert await typed(path, kind) == ["typed here", "typed there"]


async def test_two_edits_of_a_template_come_up_one_after_the_other(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    app = demo_console(demo_workspace(database=Database(path)))
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await opened(pilot)
        await pilot.press("3")
        await shows(pilot, "password-reset")
        await pilot.press("slash", *"welcome", "enter", "e")
        await shows(pilot, "F4 plaintext")
        template = (await app.workspace.templates()).get
        [row] = [each for each in app.screen_stack if isinstance(each, TemplateEditScreen)]
        base = await template(row.draft.base.id or "")
        database = Database(path)
        theirs = TemplateDraft(base=base, template=base.model_copy(update={"subject": "typed there"}))
        await DraftService(Drafts(database), "ACME Mail").keep_template(theirs)
        await database.close()
        await paste(pilot, "typed here")
        await shows(pilot, "This template is edited in another console, too")
        await pilot.press("f8")
        await shows(pilot, "Give up the edit of")
        await pilot.press("y")
        await until(pilot, lambda: not isinstance(app.screen, TemplateEditScreen | Confirm), "the list")
        await pilot.press("e")
        await shows(pilot, "typed there")
