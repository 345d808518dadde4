"""Home: usage, what needs attention, the last sends."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, Final

from textual import events
from textual.app import ComposeResult
from textual.timer import Timer

from ue_console.errors import ConsoleError
from ue_console.services.attention import Kind, Need
from ue_console.services.here import Here
from ue_console.services.known import GRACE
from ue_console.services.words import MAIL, words_of
from ue_console.services.workspace import SendSummary
from ue_console.tui.commands import ACTIONS, Action
from ue_console.tui.screens.frame import FrameScreen
from ue_console.tui.screens.home_chart import chart
from ue_console.tui.screens.home_lines import (
    all_well,
    asked_at,
    need_lines,
    not_known,
    troubles,
    usage_lines,
    welcome,
    whose,
)
from ue_console.tui.screens.home_sends import none_yet, send_columns, send_rows
from ue_console.tui.watching import watched
from ue_console.tui.widgets.heading import Heading
from ue_console.tui.widgets.table import Table
from ue_console.tui.widgets.text_view import Line, TextView, wrapped

if TYPE_CHECKING:
    from ue_console.models.account import Account
    from ue_console.services.overview import Overview

LAST_SENDS: Final = 50
"""How many sends are listed."""
TALL: Final = 30
"""Lines of a terminal from which on there is room to spare."""
SHARE: Final = 0.6
"""The part of the screen that the text takes at the most; the last sends have the rest."""
MARKS: Final = {
    Kind.LOST_USERS: ("users", "?"),
    Kind.WEBHOOKS: ("webhooks", "!"),
    Kind.LISTENER: ("webhooks", "!"),
    Kind.DOMAINS: ("domains", "!"),
    Kind.PROJECTS: ("projects", "!"),
    Kind.CONNECTIONS: ("connections", "!"),
    Kind.UNSUBSCRIBING: ("unsubscribed", "!"),
    Kind.MESSAGE: ("compose", "✎"),
    Kind.EDITS: ("templates", "✎"),
}
"""What a need is about → the place in the rail that is marked, and how."""


class HomeScreen(FrameScreen):
    """The first thing to see: is everything all right, and what is the next step."""

    PLACE = "home"
    SERVES = ("home.open", "home.settle", "home.retry", "list.refresh")
    DEFAULT_CSS = f"""
    HomeScreen #home {{ height: auto; max-height: {SHARE:.0%}; }}
    HomeScreen #sends-heading {{ margin-top: 1; }}
    HomeScreen #sends {{ height: 1fr; }}
    """

    def __init__(self) -> None:
        super().__init__()
        self._here: Here | None = None
        self._sends: Sequence[SendSummary] | None = None
        self._loading = False
        self._held = ExitStack()
        """Nothing is drawn before there is something to see, for a moment: one picture instead of three."""
        self._timer: Timer | None = None
        """Asks for the domains when it is this console's turn."""
        self._looked_at = ""
        """The send whose report was opened last by its need's key."""
        self._asked = False
        """A question lies over it that its own loading may have asked."""

    def compose_body(self) -> ComposeResult:
        """A text, and the table of sends."""
        yield Heading("Home", id="home-heading")
        yield TextView(id="home")
        yield Heading("Last sends from this console", id="sends-heading")
        yield Table(send_columns(MAIL), empty="", id="sends")

    def on_mount(self) -> None:
        """The keys go to the table."""
        super().on_mount()
        self.query_one("#sends", Table).focus()
        self._held.callback(self.refresh)
        self._held.enter_context(self.app.batch_update())
        self.set_timer(GRACE, self._held.close)

    def on_unmount(self) -> None:
        """Let others draw."""
        self._held.close()

    def on_screen_suspend(self) -> None:
        """Whether what covers it is a question while it loads: a load of its own may have asked."""
        self._asked = self.app.screen.is_modal and self.works("load")

    def on_screen_resume(self) -> None:
        """Bring it up to date each time it is shown, but not after a question that this very load asked."""
        if not self._asked and not self.works("load"):
            self.load()
        self._asked = False

    def on_resize(self, event: events.Resize) -> None:
        """What there is room for is another now."""
        super().on_resize(event)
        if self._here is not None:
            self._draw()

    def account_is_another(self) -> None:
        """Read everything of the account that is active now."""
        self._here, self._sends = None, None
        self.query_one("#home", TextView).show([])
        self.query_one("#sends", Table).say("")
        self.query_one("#sends", Table).show_rows([])
        self.load()

    def usage_is_another(self) -> None:
        """The same as in the top line."""
        self._draw()

    def do_list_refresh(self) -> None:
        """Read again."""
        self.load(anew=True)

    def why_not(self, action: Action) -> str:
        """There must be a send to open."""
        if action.id == "home.open" and self.is_mounted and self.query_one("#sends", Table).current is None:
            return "Nothing was sent from this console yet."
        if action.id == "home.settle" and not self._waiting(unknown=True):
            return "What became of every send is known."
        if action.id == "home.retry" and not self._waiting(unknown=False):
            return "Of the last sends none left anybody out who could be tried again."
        return super().why_not(action)

    def do_home_open(self) -> None:
        """The report of the send under the cursor."""
        row = self.query_one("#sends", Table).current
        if row is not None:
            self._open(row.key)

    def do_home_settle(self) -> None:
        """The report of a send whose outcome is unknown; the next one each time."""
        self._open_next(unknown=True)

    def do_home_retry(self) -> None:
        """The report of a send that left somebody out; the next one each time."""
        self._open_next(unknown=False)

    def _waiting(self, *, unknown: bool) -> list[str]:
        found = (self._here or Here()).unsettled
        return [send.id for send in (found.unknown if unknown else found.left_out)]

    def _open_next(self, *, unknown: bool) -> None:
        waiting = self._waiting(unknown=unknown)
        after = waiting.index(self._looked_at) + 1 if self._looked_at in waiting else 0
        self._looked_at = waiting[after % len(waiting)]
        self._open(self._looked_at)

    def _open(self, send_id: str) -> None:
        from ue_console.tui.screens.sending import SendingScreen

        self.app.push_screen(SendingScreen(send_id=send_id))

    def load(self, *, anew: bool = False) -> None:
        """Bring everything up to date.

        Args:
            anew: Ask the service even where what it said is less than a minute old.
        """
        self.work(partial(self._load, anew), "load", "Press r to try again.")

    async def _load(self, anew: bool) -> None:
        workspace = self.console.workspace
        self.notice.clear()
        try:
            if workspace.accounts.active is None:
                self.query_one("#home", TextView).show(welcome())
                return
            known = workspace.home.of(workspace.account)
            await self._read(known, anew=anew)
        finally:
            self._held.close()
        self.work(self._look_at_key_store, "keys")
        if self._timer is not None:
            self._timer.stop()
        again = known.domains.again
        if again is not None:
            self._timer = self.set_timer(max((again - workspace.now()).total_seconds(), 1.0), self.load)

    async def _read(self, known: Overview, *, anew: bool) -> None:
        """What this machine knows and what the service tells, at the same time."""
        self._loading = bool(known.wanted(anew=anew))
        if self._loading:
            self.query_one("#home-heading", Heading).detail = "loading"
        try:
            await asyncio.gather(self._look_here(known.account), known.read(self._draw, anew=anew))
        finally:
            self._loading = False
        self._draw()

    async def _look_here(self, account: Account) -> None:
        """The journal and the drafts; what fails here is told beside what the service says."""
        workspace = self.console.workspace
        try:
            await workspace.sends.unfinished()
            sends = await workspace.sends.list(account.name, limit=LAST_SENDS)
            self._here, self._sends = await workspace.home.here(account), sends
            watched(self.console, any_=bool(self._here.watches))
        except ConsoleError as error:
            self._here = self._here or Here()
            self.show_error(error, "Press r to try again.")

    async def _look_at_key_store(self) -> None:
        if await self.console.workspace.home.look_at_key_store():
            self._draw()

    def _draw(self) -> None:
        """Show all that is known by now."""
        if not self.is_attached or not self.console.ready or self.console.active is None:
            return
        workspace = self.console.workspace
        account = workspace.account
        known = workspace.home.of(account)
        self.query_one("#home-heading", Heading).detail = "loading" if self._loading else asked_at(known)
        if self._here is None:
            return
        self._show_sends(account)
        if known.info.value is not None:
            self.console.show_info(known.info.value)
        needs = workspace.home.needs(account, self._here, workspace.running)
        self._mark(needs, known)
        self.query_one("#home", TextView).show(self._lines(account, known, needs, self._here))
        self._held.close()

    def _lines(self, account: Account, known: Overview, needs: list[Need], here: Here) -> list[Line]:
        """As much as there is room for, from above: troubles, usage, own sends, needs."""
        tall = self.size.height >= TALL
        now = self.console.workspace.now()
        lines = [*([Line("")] if tall else []), *troubles(known)]
        if known.info.value is not None:
            lines += usage_lines(known.info.value, now)
        lines += whose(account, known)
        lines += chart(here.days, words_of(account.service.value), tall=tall and self.size.width >= 100)
        lines += [Line(""), Line("Needs attention", "strong")]
        width = self.query_one("#home", TextView).scrollable_content_region.width or self.size.width
        room = int((self.size.height - 2) * SHARE) - len(wrapped(lines, width))
        unknown = not_known(known, loading=self._loading)
        listed = need_lines(needs, self._key_of, width, max(room - len(unknown), 1))
        fine = [] if unknown else all_well(needs)
        return [*lines, *fine, *listed, *unknown]

    def _key_of(self, name: str) -> str:
        """The key of an action, empty where it leads nowhere for this account."""
        place = name.removeprefix("go.")
        action = ACTIONS.get(name)
        there = place == name or place in self.console.places
        return self.console.key_of(action) if action is not None and there else ""

    def _mark(self, needs: Sequence[Need], known: Overview) -> None:
        """Mark the places where something waits; one of which nothing is known keeps its mark."""
        kinds = {need.kind for need in needs}
        unknown = {part.name for part in known.parts if part.value is None}
        marks = dict.fromkeys((place for place, _ in MARKS.values()), "")
        marks.update(MARKS[kind] for kind in kinds if kind in MARKS)
        for place, mark in marks.items():
            if mark or place not in unknown:
                self.console.mark(place, mark)

    def _show_sends(self, account: Account) -> None:
        if self._sends is None:
            return
        table = self.query_one("#sends", Table)
        table.columns = send_columns(words_of(account.service.value))
        table.say(none_yet(self.console.places))
        table.show_rows(send_rows(self._sends, self.console.workspace.now()))
        self.renew_keys()
