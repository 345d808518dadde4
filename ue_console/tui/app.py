"""The app: wiring only."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from time import time
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual.app import SystemCommand
from textual.driver import Driver
from textual.filter import LineFilter
from textual.reactive import var
from textual.screen import Screen

from ue_console.errors import ConsoleError
from ue_console.text import safe
from ue_console.tui.commands import ACTIONS, Action, key_label
from ue_console.tui.crash import crash_report
from ue_console.tui.ended import heed_no_more, heed_signals
from ue_console.tui.everywhere import Everywhere
from ue_console.tui.guard import Guard
from ue_console.tui.latest import Job
from ue_console.tui.places import places_of
from ue_console.tui.screens.frame import FrameScreen
from ue_console.tui.theme import DARK, LIGHT, SIXTEEN
from ue_console.tui.typeahead import TypeAhead
from ue_console.tui.widgets.topline import Status

if TYPE_CHECKING:
    from ue_console.services.workspace import Workspace

Opener = Callable[[], Awaitable["Workspace"]]
"""Makes the services; run after the first paint, in the app's loop."""


QUIT: Final = ACTIONS["app.quit"]
_READ: Final = 1.0
"""Seconds after which a toast counts as read, where its place is left."""
_READ_OF_TROUBLE: Final = 2.0
"""The same of an error or a warning."""


class ConsoleApp(Everywhere, TypeAhead):
    """The console. It paints its frame first and loads everything else afterwards."""

    TITLE = "UE Console"
    ENABLE_COMMAND_PALETTE = True
    AUTO_FOCUS = None
    BINDINGS: ClassVar[list[Any]] = []
    CSS = """
    Toast {
        border: none; border-left: thick $accent; background: $panel;
        width: auto; max-width: 60; padding: 0 1; margin-top: 0;
    }
    CommandPalette > Vertical { background: $background; border: round $line; }
    """

    # What follows is drawn by the widgets that watch it; a reactive of the app would draw the whole screen.
    status: var[Status] = var(Status())
    """What the top line tells."""
    line: var[str] = var("")
    """What the footer tells of the line to the service."""
    places: var[tuple[str, ...]] = var(places_of(None))
    """The rail's places: those of the active account."""
    marks: var[dict[str, str]] = var(dict)
    """The rail's marks."""

    def __init__(self, opener: Opener) -> None:
        super().__init__()
        self._guard = Guard()
        self._opener = opener
        self._workspace: Workspace | None = None
        self.wanted = "home"
        """The place to show once there is something to show."""
        self.rebound: dict[str, str] = {}
        self.busy = ""
        self.begun: list[tuple[str, str]] = []
        """What is under way and what is at stake, each; before them what was said otherwise."""
        self.leaving = False
        """Whether the end waits for the service only."""
        self.parting = ""
        """What the shell's screen is to show at the end; not safe yet."""
        self.ended = False
        """Nothing may begin any more."""
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.register_theme(SIXTEEN)
        self.theme = SIXTEEN.name if self.console.color_system == "standard" else DARK.name

    @property
    def ready(self) -> bool:
        """Whether there are services to work with."""
        return self._workspace is not None

    @property
    def workspace(self) -> Workspace:
        """The services; there are none before the first screen with data is shown."""
        assert self._workspace is not None
        return self._workspace

    def take(self, workspace: Workspace) -> list[str]:
        """Use these services from now on; return what of theme and keys can't be used, and why."""
        from ue_console.tui.settings import take_settings

        left_out = take_settings(self, workspace)
        self._workspace = workspace
        workspace.connector.listener = self.called
        workspace.ask_passphrase(self.ask_passphrase)
        return left_out

    def get_driver_class(self) -> type[Driver]:
        """Textual's driver, with a reader of ours where it is that of a Unix terminal."""
        from textual.drivers.linux_driver import LinuxDriver

        found = super().get_driver_class()
        if found is not LinuxDriver:
            return found
        from ue_console.tui.driver import KeyDriver

        return KeyDriver

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own filters, then the guard as the last."""
        return [*super().get_line_filters(), self._guard]

    def get_default_screen(self) -> FrameScreen:
        """The empty frame, painted before anything is loaded."""
        screen = FrameScreen()
        screen.fit(self.size.width)
        return screen

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What the palette offers: the actions of the screen, by name."""
        if isinstance(screen, FrameScreen):
            for action in screen.offered():
                if action.id not in ("app.palette", "app.back"):
                    title = f"{action.title.capitalize()}  ({screen.key_of(action)})"
                    yield SystemCommand(title, action.help, screen.runner(action))

    def on_mount(self) -> None:
        """Load the rest once the frame is on the terminal."""
        if not self.is_headless:
            heed_signals(self)
        self.call_after_refresh(self._open)

    def _open(self) -> None:
        job: Job = self._load
        self.run_worker(job)

    async def _load(self) -> None:
        from ue_console.tui.loading import load

        await load(self, self._opener)

    async def action_quit(self) -> None:
        """Textual's own way out goes through ours: a form asks first, under a dialog too."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, FrameScreen):
                await screen.action_act("app.quit")
                return
        await self.do_app_quit()

    def action_help_quit(self) -> None:
        """Textual's ctrl+c, where nothing is marked: say how to quit, in this console's words."""
        self.notify(f"{self.key_of(QUIT)} quits, ctrl+q also while you type; drafts are kept.")

    async def on_unmount(self) -> None:
        """Close what was opened; nothing behind the screens may go on with it."""
        self.ended = True
        if self._workspace is not None:
            self.workers.cancel_all()
            try:
                await self._workspace.close()
            except ConsoleError as error:
                self.part(error)
                self.exit(return_code=self.return_code or 1)
        heed_no_more()

    def part(self, error: ConsoleError) -> None:
        """Have something told once the terminal is the shell's again."""
        self.parting = f"{error}\n"

    def key_of(self, action: Action) -> str:
        """The key of an action as shown, rebinding included."""
        if action.label and action.id not in self.rebound:
            return action.label
        return key_label(self.rebound.get(action.id, action.keys).split(",")[0])

    def notify(self, message: str, **options: Any) -> None:
        """Show a toast; its text is never markup, and one that says the same gives way to it."""
        options["markup"] = False
        for shown in [*self._notifications]:
            if shown.message == safe(message):
                self._unnotify(shown)
        options["title"] = safe(str(options.get("title", "")))
        super().notify(safe(message), **options)

    def leave_toasts(self) -> None:
        """Take away what was told at the place that is left; what could not be read yet stays.

        So does what has a time of its own: it was told of no place, or takes long to read.
        """
        for shown in [*self._notifications]:
            seconds = _READ if shown.severity == "information" else _READ_OF_TROUBLE
            if shown.timeout == self.NOTIFICATION_TIMEOUT and time() - shown.raised_at > seconds:
                self._unnotify(shown)

    def _fatal_error(self) -> None:
        """Leave with a report that shows where it went wrong and no value of any variable."""
        self.bell()
        self._exit_renderables.append(crash_report())
        self._close_messages_no_wait()
