"""The frame that every screen has: top line, rail, body, keys."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import partial
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.css.query import NoMatches
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import Worker, WorkerError

from ue_console.errors import ConsoleError
from ue_console.tui.latest import Job
from ue_console.tui.screens.acting import ActingScreen
from ue_console.tui.widgets.heading import Heading
from ue_console.tui.widgets.keyline import KeyLine
from ue_console.tui.widgets.notice import Notice
from ue_console.tui.widgets.rail import Rail
from ue_console.tui.widgets.topline import TopLine

SMALLEST = (70, 20)
"""Columns and lines below which nothing useful can be laid out."""


class FrameScreen(ActingScreen):
    """A screen in the frame. Subclasses yield their body and serve actions by ``do_…`` methods."""

    PLACE: ClassVar[str] = ""
    """Which entry of the rail is marked."""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    DEFAULT_CSS = """
    FrameScreen { background: $background; color: $foreground; }
    FrameScreen.-narrow Rail { width: 4; }
    FrameScreen #body { width: 1fr; height: 1fr; }
    FrameScreen #too-small { display: none; height: 1fr; width: 1fr; padding: 1 2; color: $warning; }
    FrameScreen.-small #frame { display: none; }
    FrameScreen.-small KeyLine { display: none; }
    FrameScreen.-small #too-small { display: block; }
    FrameScreen.-small Toast { display: none; }
    """

    _left: Widget | None = None
    """What had the focus before the terminal became too small."""

    def __init__(self) -> None:
        super().__init__()
        self._answered = asyncio.Event()
        """Something that the screen worked on has come to its end."""
        self._changers: list[Worker[None]] = []

    def compose(self) -> ComposeResult:
        """Top line, rail and body, keys."""
        yield TopLine()
        with Horizontal(id="frame"):
            yield Rail()
            with Container(id="body"):
                yield Notice(id="notice")
                yield from self.compose_body()
        yield Static("", id="too-small", markup=False)
        yield KeyLine()

    def compose_body(self) -> ComposeResult:
        """The screen's own widgets."""
        yield from ()

    def on_mount(self) -> None:
        """Follow the app's state."""
        self.query_one(Rail).place = self.PLACE
        app = self.console
        self.watch(app, "status", self._status_changed)
        self.watch(app, "line", self._line_changed)
        self.watch(app, "marks", self._marks_changed)
        self.watch(app, "places", self._places_changed)
        self.renew_keys()

    def _status_changed(self) -> None:
        self.query_one(TopLine).status = self.console.status
        self.renew_keys()

    def _line_changed(self) -> None:
        self.query_one(KeyLine).line = self.console.line

    def _marks_changed(self) -> None:
        self.query_one(Rail).marks = self.console.marks

    def _places_changed(self) -> None:
        self.query_one(Rail).places = self.console.places

    def on_resize(self, event: events.Resize) -> None:
        """Say it plainly where the terminal is too small."""
        small = event.size.width < SMALLEST[0] or event.size.height < SMALLEST[1]
        if self.has_class("-small") and not small:
            self.call_after_refresh(self._go_on)
        elif small and self.focused is not None:
            self._left = self.focused
            self.set_focus(None)
        self.set_class(small, "-small")
        if small:
            self.query_one("#too-small", Static).update(
                f"This terminal is {event.size.width}x{event.size.height}; the console needs "
                f"{SMALLEST[0]}x{SMALLEST[1]}. Enlarge the window or zoom the tmux pane (prefix z).\n"
                "What was typed before is kept.\nKeys do nothing until it is larger; ctrl+q quits."
            )

    def set_focus(
        self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False
    ) -> None:
        """Move the focus; in too small a terminal nothing has it, as nothing can be seen."""
        if widget is not None and self.has_class("-small"):
            self._left = widget
        else:
            super().set_focus(widget, scroll_visible, from_app_focus)

    def _go_on(self) -> None:
        """Give the focus back to where it was before the terminal became too small."""
        if self.focused is None and self._left is not None and self._left.is_attached:
            self.set_focus(self._left)
        elif self.focused is None:
            self.focus_next("#body *")

    def on_descendant_focus(self) -> None:
        """Other keys work in a text field than in a list."""
        self._focus_moved()

    def on_descendant_blur(self) -> None:
        """Other keys work in a text field than in a list."""
        self._focus_moved()

    def _focus_moved(self) -> None:
        panes = list(self.focused.ancestors) if self.focused else []
        for heading in self.query(Heading):
            heading.set_class(heading.parent in panes[:3], "-active")
        self.renew_keys()

    def account_is_another(self) -> None:
        """Another account became the active one while this screen is shown."""

    def usage_is_another(self) -> None:
        """The usage was asked for again while this screen is shown."""

    def come_back(self) -> None:
        """The screen is gone to again, from another place."""

    def come_again(self) -> None:
        """The screen's place is gone to while the screen is shown."""

    async def keep(self) -> None:
        """Put on disk what was typed and is not there yet."""

    @property
    def notice(self) -> Notice:
        """Where this screen tells what went wrong."""
        return self.query_one("#notice", Notice)

    def fit(self, width: int) -> None:
        """Take the classes of a width before there is anything to style again for them."""
        self.add_class(*self._get_breakpoint_classes(width, self.HORIZONTAL_BREAKPOINTS), update=False)

    async def answered(self, seconds: float) -> None:
        """Wait until what the screen loads has come, but not for long."""
        if any(worker.node is self and worker.group == "load" for worker in self.workers):
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._answered.wait()

    def wait_no_more(self) -> None:
        """What the screen loads waits for the operator."""
        self._answered.set()

    async def takes_keys(self) -> None:
        """Wait until what is typed has its place on this screen."""

    def work(self, job: Job, group: str, retry: str = "") -> None:
        """Run ``job`` beside the screen; a newer one of the same group replaces it."""
        told: Job = partial(self._told, job, retry)
        self.run_worker(told, group=group, exclusive=True)

    def works(self, group: str) -> bool:
        """Whether a job of this group runs beside this screen."""
        mine = (worker for worker in self.workers if worker.node is self and worker.group == group)
        return any(worker.is_running for worker in mine)

    def change(self, job: Job, group: str, retry: str = "") -> None:
        """Run a ``job`` that changes something: never twice at once, never broken off by another."""
        if any(worker.group == group and worker.is_running for worker in self.workers):
            self.app.notify("The last one is still under way.", severity="warning")
        else:
            told: Job = partial(self._counted, partial(self._told, job, retry))
            begun: Worker[None] = self.run_worker(told, group=group)  # type: ignore[arg-type]
            self._changers = [*(worker for worker in self._changers if worker.is_running), begun]

    async def changed_whole(self) -> None:
        """Wait until what was begun to change here is done: with the screen it would be broken off."""
        with suppress(WorkerError):
            for worker in self._changers:
                await worker.wait()

    async def _counted(self, job: Job) -> None:
        console = self.console
        console.changes += 1
        try:
            await job()
        finally:
            console.changes -= 1

    def show_error(self, error: ConsoleError, retry: str) -> None:
        """Show an error, and the key that tries again."""
        self.notice.error(error, retry)

    async def _told(self, job: Job, retry: str) -> None:
        try:
            try:
                await job()
            except ConsoleError as error:
                self.show_error(error, retry)
            self._answered.set()
        except NoMatches:
            # A screen that is being closed has no widgets left to show anything on.
            if self.is_attached and not self._pruning:
                raise
