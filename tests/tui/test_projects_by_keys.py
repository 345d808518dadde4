"""Projects by keys alone: made, worked as, left, changed, deleted; and nothing of it when read-only."""

import httpx
import pytest
from textual.pilot import Pilot

from tests.console import NOON, demo_account, demo_console, demo_workspace
from tests.tui.driving import opened, paste, screen_text, shows, until
from ue_console.api.methods import PROJECT_CREATE, PROJECT_DELETE, PROJECT_UPDATE
from ue_console.errors import ReadOnly
from ue_console.models.account import KeyHome
from ue_console.models.unione.project import ProjectSettings
from ue_console.sandbox.app import create_app
from ue_console.sandbox.options import Options, ProjectRules
from ue_console.sandbox.seed import load_demo
from ue_console.sandbox.store import open_store
from ue_console.services.workspace import Workspace
from ue_console.tui.app import ConsoleApp
from ue_console.tui.commands import ACTIONS
from ue_console.tui.screens.frame import FrameScreen

SIZES = [(120, 36), (80, 24)]


def off() -> Workspace:
    """The demo on a service that lets the account call no project method."""
    demo = load_demo(NOON)
    options = Options(seed="demo", unione_keys=(demo.key,), projects=ProjectRules(enabled=False))
    app = create_app(open_store(None), options, now=lambda: NOON)
    return demo_workspace(transport=httpx.ASGITransport(app))


def console(pilot: "Pilot[str]") -> ConsoleApp:
    assert isinstance(pilot.app, ConsoleApp)
    return pilot.app


async def listed(pilot: "Pilot[str]") -> None:
    await opened(pilot)
    await pilot.press("7")
    await shows(pilot, "Harbour Cycles")


async def made(pilot: "Pilot[str]", name: str) -> None:
    await listed(pilot)
    await pilot.press("n")
    await shows(pilot, "New project")
    await paste(pilot, name)
    await pilot.press("ctrl+s")
    await shows(pilot, f"▸ {name}")


@pytest.mark.parametrize("size", SIZES)
async def test_a_new_project_is_worked_as_and_left_again(size: tuple[int, int]) -> None:
    async with demo_console().run_test(size=size, notifications=True) as pilot:
        await made(pilot, "Spring 2027")
        await pilot.press("a")
        await shows(pilot, "ACME Mail › Spring 2027")
        assert "7 Projects" not in screen_text(console(pilot))
        await pilot.press("3")
        await shows(pilot, "No templates yet.")
        await pilot.press("7")
        await shows(pilot, "This is a project itself")
        await pilot.press("escape")
        await until(pilot, lambda: console(pilot).status.account == "ACME Mail", "the account again")
        await shows(pilot, "▸ Spring 2027")
        await pilot.press("3")
        await shows(pilot, "password-reset")


async def test_accounts_shows_a_project_that_was_made_meanwhile() -> None:
    async with demo_console().run_test(size=SIZES[0]) as pilot:
        await opened(pilot)
        await pilot.press("9")
        await shows(pilot, "▸ ●  ACME Mail")
        await pilot.press("7")
        await shows(pilot, "Harbour Cycles")
        await pilot.press("n")
        await shows(pilot, "New project")
        await paste(pilot, "Spring 2027")
        await pilot.press("ctrl+s")
        await shows(pilot, "▸ Spring 2027")
        await pilot.press("9")
        await shows(pilot, "└ Spring 2027")


async def test_the_switch_shows_projects_under_their_account() -> None:
    async with demo_console().run_test(size=SIZES[0], notifications=True) as pilot:
        await made(pilot, "Spring 2027")
        await pilot.press("1")
        await shows(pilot, "Last sends")
        await pilot.press("a")
        await shows(pilot, "└ Spring 2027")
        await paste(pilot, "spring")
        await pilot.press("enter")
        await shows(pilot, "ACME Mail › Spring 2027")
        await pilot.press("a")
        await paste(pilot, "127")
        await pilot.press("up", "up", "enter")
        await until(pilot, lambda: console(pilot).status.account == "ACME Mail", "the account again")


@pytest.mark.parametrize("name", ["Harbour Cycles", "", "x" * 256, "a\u202eb"])
async def test_a_name_that_cannot_be_stays_in_the_form(name: str) -> None:
    async with demo_console().run_test(size=SIZES[1]) as pilot:
        await listed(pilot)
        await pilot.press("n")
        await shows(pilot, "New project")
        await paste(pilot, name)
        await pilot.press("ctrl+s")
        await shows(pilot, "✗ ")
        assert pilot.app.focused is not None
        assert pilot.app.focused.id == "name"
        await pilot.press("escape")
        await shows(pilot, "New project" if name else "▸ Lumière")
        if name:
            await shows(pilot, "Leave without saving?")


async def test_a_project_is_renamed_and_its_sending_switched() -> None:
    async with demo_console().run_test(size=SIZES[0], notifications=True) as pilot:
        await listed(pilot)
        await pilot.press("e")
        await shows(pilot, "Project “Lumière & Fils”")
        await pilot.press("end")
        await paste(pilot, " SARL")
        await pilot.press("ctrl+s")
        await shows(pilot, "▸ Lumière & Fils SARL")
        await pilot.press("o")
        await shows(pilot, "Switch off sending")
        await pilot.press("enter")
        await until(pilot, lambda: "Switch off sending" not in screen_text(console(pilot)), "cancelled")
        await pilot.press("o", "y")
        await shows(pilot, "✗ off: its mail is refused")


async def test_a_project_is_deleted_only_by_its_name() -> None:
    async with demo_console().run_test(size=SIZES[0], notifications=True) as pilot:
        await listed(pilot)
        await pilot.press("x")
        await shows(pilot, "Type its name")
        await pilot.press("y", "enter")
        await shows(pilot, "nothing is done")
        await pilot.press("backspace")
        await paste(pilot, "Lumière & Fils")
        await pilot.press("enter")
        await shows(pilot, "Deleted “Lumière & Fils”")
        await until(pilot, lambda: "▸ Harbour Cycles" in screen_text(console(pilot)), "the next one")


async def test_methods_that_are_off_are_explained() -> None:
    async with demo_console(off()).run_test(size=SIZES[1]) as pilot:
        await opened(pilot)
        await pilot.press("7")
        await shows(pilot, "Project methods are off for this account")
        await shows(pilot, "support")


async def test_read_only_greys_what_changes_and_the_transport_refuses_it() -> None:
    workspace = demo_workspace(read_only=True)
    async with demo_console(workspace).run_test(size=SIZES[0], notifications=True) as pilot:
        await listed(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, FrameScreen)
        for action in screen.served():
            if action.writes:
                assert "read-only" in screen.why_not(action)
        for key in ("n", "e", "o", "x"):
            await pilot.press(key)
            await shows(pilot, "is read-only here")
            assert pilot.app.screen is screen
        projects = workspace.projects()
        item = (await projects.all())[0]
        for refused in (
            projects.create(ProjectSettings(name="Forced")),
            projects.update(item, ProjectSettings(name="Forced")),
            projects.delete(item),
        ):
            with pytest.raises(ReadOnly):
                await refused
        assert "Forced" not in [project.name for project in await projects.all()]
        await pilot.press("a")
        await shows(pilot, "ACME Mail › Lumière & Fils")
        await shows(pilot, "read-only")


def test_every_changing_project_action_writes() -> None:
    assert {name for name, action in ACTIONS.items() if name.startswith("project") and action.writes} == {
        "projects.new",
        "projects.edit",
        "projects.sending",
        "projects.delete",
        "project.save",
    }
    assert all(method.writes for method in (PROJECT_CREATE, PROJECT_UPDATE, PROJECT_DELETE))
    assert demo_account().key_home is KeyHome.SESSION
