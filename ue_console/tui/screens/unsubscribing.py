"""Unsubscribing many addresses: how far it is, and what became of each."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from ue_console.errors import ConsoleError, StateError
from ue_console.services.controls import Controls
from ue_console.services.unsubscribed.jobs import BESIDE, Job
from ue_console.services.unsubscribed.running import Begun, OnProgress
from ue_console.text import plural
from ue_console.tui.commands import Action
from ue_console.tui.dialogs.ask import Ask
from ue_console.tui.screens.unsubscribing_list import JobScreen
from ue_console.tui.screens.unsubscribing_rows import Shown
from ue_console.tui.screens.unsubscribing_words import (
    ELSEWHERE,
    GIVEN_UP,
    LEFT_BY_QUITTING,
    NONE_BESIDE,
    NOTHING_LEFT_BY_QUITTING,
    REPLACED,
    give_up,
    go_on,
    what_is_left,
)
from ue_console.tui.under_way import under_way

if TYPE_CHECKING:
    from ue_console.services.unsubscribed.service import UnsubscribedService

Work = Callable[[Job, OnProgress, Controls, Begun], Awaitable[None]]
"""Works a list off, or a part of it."""

GOES_ON: Final = "t goes on."
SETTLES: Final = "m tries again."
KEYS: Final = {GOES_ON: "unsubscribing.go_on", SETTLES: "unsubscribing.settle"}
"""What is said after an error → the action whose key it names."""
CONTROLS: Final = ("unsubscribing.hold", "unsubscribing.stop")
NEEDS_LIST: Final = ("unsubscribing.go_on", "unsubscribing.settle", "unsubscribing.give_up")
WITHOUT_RUN: Final = (*NEEDS_LIST, "unsubscribing.export", "list.refresh")
NOT_BESIDE: Final = ("unsubscribing.new", "unsubscribing.beside")
NEEDS: Final[dict[str, tuple[Shown, str]]] = {
    "unsubscribing.go_on": ("waiting", "No address waits."),
    "unsubscribing.settle": ("asked", "No outcome here is unknown."),
}
"""Action → the state that it takes an address in, and what is said without one."""


class UnsubscribingScreen(JobScreen):
    """Works a list of addresses off, or shows what became of it.

    Args:
        job: The list.
        begin: Begin at once; the operator has been asked.
    """

    PLACE = "unsubscribed"
    SERVES: ClassVar[tuple[str, ...]] = (
        "unsubscribing.hold",
        "unsubscribing.stop",
        "unsubscribing.new",
        "unsubscribing.go_on",
        "unsubscribing.settle",
        "unsubscribing.give_up",
        "unsubscribing.beside",
        "unsubscribing.export",
        "list.filter",
        "list.sort",
        "list.refresh",
    )
    UNDER_WAY = "Unsubscribing is under way; space holds it, x stops it."
    HELD = "Held. space goes on, x stops."
    STOPPING = "Stopping after those that are under way."

    def __init__(self, job: Job, *, begin: bool = False) -> None:
        super().__init__(job)
        self._begin = begin
        self._gone = False
        """Another console has given the list up."""
        self._beside = True
        """A list may be beside it: there is one, or nobody has looked yet."""

    @property
    def _service(self) -> UnsubscribedService:
        return self.console.workspace.unsubscribed()

    def on_mount(self) -> None:
        """Show the list, and begin if that was said."""
        super().on_mount()
        self.table.focus()
        if self._begin:
            self._go_on()
        else:
            # Drawn first: beside a thread that makes 100,000 rows that would take twice as long.
            self.call_after_refresh(self.work, self.show_all, "show")

    async def show_all(self) -> None:
        """Show the list, and whether another is beside it."""
        await self._look_beside()
        await super().show_all()

    async def _look_beside(self) -> None:
        with suppress(StateError):
            self._beside = await self._service.jobs.id_at(BESIDE) is not None
        self.renew_keys()

    def do_list_refresh(self) -> None:
        """Show how far another console is; what went wrong before is over."""
        self.notice.clear()
        self.work(self._read_again, "show", "r tries again.")

    async def _read_again(self) -> None:
        found = await self._service.jobs.load(self.job.place)
        if found is None:
            self._gone = True
            await self._service.jobs.look_back(self.job)
            await self.show_all()
            self.notice.say(GIVEN_UP, "warn")
            return
        if found.id != self.job.id:
            self.notice.say(REPLACED, "warn")
        self.job = found
        await self.show_all()

    def do_unsubscribing_go_on(self) -> None:
        """Ask, then unsubscribe those that wait: perhaps days after the list was begun."""
        question = go_on(self.job, self.console.workspace.account)
        self.app.push_screen(question, lambda sure: self._go_on() if sure else None)

    def _go_on(self) -> None:
        work = self._service.unsubscribing.run
        self.change(partial(self._working, work, LEFT_BY_QUITTING), self.job.place, GOES_ON)

    def show_error(self, error: ConsoleError, retry: str) -> None:
        """Name no key that does nothing now."""
        action = KEYS.get(retry)
        super().show_error(error, retry if action is None or self.can(action) else "")

    def do_unsubscribing_settle(self) -> None:
        """Ask about those whose outcome is unknown."""
        work = self._service.unsubscribing.settle
        self.change(partial(self._working, work, NOTHING_LEFT_BY_QUITTING), self.job.place, SETTLES)

    async def _working(self, work: Work, at_stake: str) -> None:
        self.notice.clear()
        controls, before = Controls(), Counter[Shown]()

        async def begun() -> None:
            # Not before: what another console works on is not this one's to hold or stop.
            self._controls = controls
            await self.show_all()
            before.update(self._counts)

        what = plural(len(self.job.entries), "address", "addresses")
        try:
            with under_way(self.console, f"A list of {what} is being unsubscribed.", at_stake):
                await work(self.job, self.progress, controls, begun)
        except StateError:
            await self._read_again()
            raise
        finally:
            self._controls = None
            if self.is_attached:
                await self.show_all()
        self.notice.say(*what_is_left(self._counts, before, goes_on=self.can("unsubscribing.go_on")))

    def why_not(self, action: Action) -> str:
        """What the state of the list forbids."""
        if reason := super().why_not(action):
            return reason
        if action.id in CONTROLS:
            return "" if self._controls else "Nothing is under way here."
        if action.id in NOT_BESIDE and self.job.place == BESIDE:
            return "These are beside a list; esc, then u or n."
        if action.id == "unsubscribing.beside" and not self._beside:
            return NONE_BESIDE
        if action.id in WITHOUT_RUN and self._controls:
            return self.UNDER_WAY
        if action.id in NEEDS_LIST and self._gone:
            return GIVEN_UP
        if action.id in NEEDS_LIST and self.job.elsewhere:
            return ELSEWHERE
        if action.id == "unsubscribing.give_up" and not (self._counts["waiting"] or self._counts["asked"]):
            return "Every address has an outcome."
        state, none = NEEDS.get(action.id, (None, ""))
        return none if state and not self._counts[state] else ""

    def do_unsubscribing_hold(self) -> None:
        """Ask about no further address, or go on."""
        self.hold()

    def do_unsubscribing_stop(self) -> None:
        """Ask about no further address."""
        self.stop()

    def do_unsubscribing_new(self) -> None:
        """Open the form for a few addresses that don't wait for this list."""
        from ue_console.tui.screens.unsubscribed_add import UnsubscribeScreen

        self.app.push_screen(UnsubscribeScreen(partial(self._show_other, begin=True)))

    def do_unsubscribing_beside(self) -> None:
        """Open the list of those."""
        self.work(self._open_beside, "beside")

    async def _open_beside(self) -> None:
        job = await self._service.jobs.load(BESIDE)
        if job is None:
            await self._look_beside()
            self.app.notify(NONE_BESIDE, severity="warning")
        else:
            self._show_other(job)

    def _show_other(self, job: Job, *, begin: bool = False) -> None:
        self.app.push_screen(UnsubscribingScreen(job, begin=begin), self._back_from_other)

    def _back_from_other(self, _: None) -> None:
        if self._controls is None:
            self.do_list_refresh()
        else:
            self.work(self._look_beside, "beside")

    def do_unsubscribing_give_up(self) -> None:
        """Ask, then forget the list."""
        self.app.push_screen(give_up(self._counts), lambda sure: self._give_up() if sure else None)

    def _give_up(self) -> None:
        self.change(self._giving_up, "give-up")

    async def _giving_up(self) -> None:
        try:
            await self._service.jobs.forget(self.job)
        except StateError:
            await self._read_again()
            raise
        self.dismiss(None)

    def do_unsubscribing_export(self) -> None:
        """Ask for a file name."""
        hint = "All addresses with their outcomes, as CSV; an existing file is not overwritten."
        self.app.push_screen(
            Ask("Write the outcomes to which file?", hint, "unsubscribing.csv"), self._export
        )

    def _export(self, name: str | None) -> None:
        if name:
            self.change(partial(self._exporting, name), "export")

    async def _exporting(self, name: str) -> None:
        from ue_console.services.unsubscribed.export import export_job

        path = await asyncio.to_thread(export_job, name, self.job.entries)
        self.notice.say(f"Wrote {path}.", "good")
