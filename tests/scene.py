"""A scene of the console: what is worth a picture, reached by keys alone."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from textual.pilot import Pilot

from tests.console import demo_console, demo_workspace
from ue_console.services.workspace import Workspace
from ue_console.tui.app import ConsoleApp

Steps = Callable[["Pilot[str]"], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture."""

    name: str
    steps: Steps
    workspace: Callable[[], Workspace] = demo_workspace

    def app(self) -> ConsoleApp:
        """The console, before any key."""
        return demo_console(self.workspace())
