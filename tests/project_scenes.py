"""The scenes of Projects."""

from typing import Final

import httpx
from textual.pilot import Pilot

from tests.console import NOON, demo_workspace
from tests.scene import Scene
from tests.tui.driving import opened, paste, shows
from ue_console.sandbox.app import create_app
from ue_console.sandbox.options import Options, ProjectRules
from ue_console.sandbox.seed import load_demo
from ue_console.sandbox.store import open_store
from ue_console.services.workspace import Workspace


async def _projects(pilot: "Pilot[str]") -> None:
    await opened(pilot)
    await pilot.press("7")
    await shows(pilot, "Green Fork Catering")
    await shows(pilot, "8 ms")


async def _project(pilot: "Pilot[str]") -> None:
    await _projects(pilot)
    await pilot.press("down", "enter")
    await shows(pilot, "Kept in")


async def _project_new(pilot: "Pilot[str]") -> None:
    await _projects(pilot)
    await pilot.press("n")
    await shows(pilot, "New project")
    await paste(pilot, "Nordlicht / Newsletter")
    await pilot.press("ctrl+s")
    await shows(pilot, "1605")


async def _project_delete(pilot: "Pilot[str]") -> None:
    await _projects(pilot)
    await pilot.press("x")
    await shows(pilot, "Type its name")
    await paste(pilot, "Lumi")
    await pilot.press("enter")
    await shows(pilot, "nothing is done")


async def _as_project(pilot: "Pilot[str]") -> None:
    await _projects(pilot)
    await pilot.press("a")
    await shows(pilot, "ACME Mail › Lumière & Fils")
    pilot.app.clear_notifications()  # whether it is old enough to stay behind depends on the machine
    await pilot.press("3")
    await shows(pilot, "commande-recue")
    await shows(pilot, "8 ms")


async def _projects_off(pilot: "Pilot[str]") -> None:
    await opened(pilot)
    await pilot.press("7")
    await shows(pilot, "Project methods are off")


def _no_projects() -> Workspace:
    demo = load_demo(NOON)
    options = Options(seed="demo", unione_keys=(demo.key,), projects=ProjectRules(enabled=False))
    app = create_app(open_store(None), options, now=lambda: NOON)
    return demo_workspace(transport=httpx.ASGITransport(app))


def _read_only() -> Workspace:
    return demo_workspace(read_only=True)


PROJECT_SCENES: Final = (
    Scene("projects", _project),
    Scene("projects-read-only", _projects, _read_only),
    Scene("projects-delete", _project_delete),
    Scene("projects-off", _projects_off, _no_projects),
    Scene("project-new", _project_new),
    Scene("project-templates", _as_project),
)
"""Every state of Projects."""
