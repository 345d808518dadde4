"""Compose for mail: the draft on disk, and a long one."""

import threading
from pathlib import Path

import pytest

from tests.console import demo_console, demo_workspace
from tests.tui.driving import PATIENCE, composing, opened, paste, shows
from ue_console.models.unione.template import Template
from ue_console.services.drafts import ComposeDraft, DraftService
from ue_console.services.recipients import TypedLines
from ue_console.store.database import Database
from ue_console.store.drafts import Drafts
from ue_console.tui.screens.compose import ComposeScreen


async def on_disk(path: Path) -> ComposeDraft:
    """What another console would find now."""
    database = Database(path)
    draft = await DraftService(Drafts(database), "ACME Mail").compose()
    await database.close()
    return draft


async def test_a_template_from_another_screen_survives_a_quit(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    app = demo_console(demo_workspace(database=Database(path)))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("2")
        await shows(pilot, "none: own body")
        await composing(pilot)
        await paste(pilot, "Hello")
        await pilot.press("escape", "1")
        await shows(pilot, "Last sends")
        await app.workspace.compose_with(Template(id="t-1", name="welcome"))
        await pilot.press("q")
        await pilot.pause()
    draft = await on_disk(path)
    assert (draft.subject, draft.source, draft.template_id) == ("Hello", "template", "t-1")


async def test_a_long_draft_is_whole_in_the_review_however_soon_it_is_gone_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gate = threading.Event()
    monkeypatch.setattr(TypedLines, "prepare", lambda lines, text: gate.wait(PATIENCE))
    app = demo_console()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        lines = "\n".join(f"r{number}@example.com" for number in range(300))
        await app.workspace.drafts().keep_compose(ComposeDraft(recipients=f"{lines}\nno address"))
        await pilot.press("2")
        await shows(pilot, "none: own body")
        await composing(pilot)
        await pilot.press("ctrl+s")
        await shows(pilot, "301  no address")
        await pilot.press("ctrl+s")
        await shows(pilot, "recipients line 301")
        screen = app.screen
        assert isinstance(screen, ComposeScreen)
        assert len(screen.parsed.recipients) == 300
        gate.set()
