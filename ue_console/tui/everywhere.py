"""What can be done from every screen: go somewhere, switch accounts, help, quit."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from ue_console.errors import ConsoleError
from ue_console.tui.active_account import ActiveAccount
from ue_console.tui.leaving import leave
from ue_console.tui.widgets.rail import RUNS

if TYPE_CHECKING:
    from ue_console.models.unione.template import Template
    from ue_console.services.connect import Call
    from ue_console.services.workspace import PassphraseWanted


class Everywhere(ActiveAccount):
    """The part of the app that serves the actions of every screen."""

    async def go(self, place: str, *, further: bool = False) -> None:
        """Show a screen; it stays as it was left. Before anything is loaded, it is what comes first.

        Args:
            place: Its place in the rail.
            further: It is a step of a way that has begun: what was told at its beginning stays.
        """
        from ue_console.tui.loading import import_screen, styled
        from ue_console.tui.screens.frame import FrameScreen

        app = self._app
        app.wanted = place  # the start may be about to go to another
        if not app.ready:
            return
        again, here = place in app._modes, app.current_mode == place
        if place not in app._modes:
            screen = await asyncio.to_thread(import_screen, place, self.active)
            if app.wanted != place:
                return  # another key came meanwhile
            if place not in app._modes:
                app.add_mode(place, partial(styled, app, screen))
        if not (here or further):
            app.leave_toasts()
        await app.switch_mode(place)
        # At the start a key may bring up the very screen that is about to come up.
        if isinstance(app.screen, FrameScreen) and app.screen.is_mounted:
            if here:
                app.screen.come_again()
            elif again:
                app.screen.come_back()

    async def do_go_home(self) -> None:
        """Home."""
        await self.go("home")

    async def do_go_compose(self) -> None:
        """Compose."""
        await self.go("compose")

    async def do_go_templates(self) -> None:
        """Templates."""
        await self.go("templates")

    async def do_go_users(self) -> None:
        """Users of an app."""
        await self.go("users")

    async def do_go_connections(self) -> None:
        """Connections of a user."""
        await self.go("connections")

    async def do_go_domains(self) -> None:
        """Domains."""
        await self.go("domains")

    async def do_go_webhooks(self) -> None:
        """Webhooks."""
        await self.go("webhooks")

    async def do_go_unsubscribed(self) -> None:
        """Unsubscribed."""
        await self.go("unsubscribed")

    async def do_go_projects(self) -> None:
        """Projects."""
        await self.go("projects")

    async def do_go_activity(self) -> None:
        """Activity."""
        await self.go("activity")

    async def do_go_accounts(self) -> None:
        """Accounts."""
        await self.go("accounts")

    def do_app_help(self) -> None:
        """Every key of the screen."""
        from ue_console.tui.dialogs.keys import Keys
        from ue_console.tui.screens.frame import FrameScreen

        screen = self._app.screen
        if isinstance(screen, FrameScreen):
            entries = [
                (screen.key_of(action), action.help, screen.why_not(action)) for action in screen.served()
            ]
            self._app.push_screen(Keys("Keys of this screen", entries))

    def do_app_help_f1(self) -> None:
        """Every key of the screen."""
        self.do_app_help()

    def do_app_palette(self) -> None:
        """Every command by name."""
        self._app.action_command_palette()

    def do_app_theme(self) -> None:
        """Choose the colours."""
        self._app.search_themes()

    async def do_app_quit(self) -> None:
        """Quit; asks only while something runs."""
        from ue_console.tui.dialogs.confirm import Confirm

        app = self._app
        if app.leaving:
            leave(app)
            return
        await self.keep_all()
        waiting = self.why_not_leave
        running = app.workspace.running if app.ready else ""
        if not waiting and not running:
            leave(app)
            return
        at_stake = app.at_stake if waiting else ""
        text = " ".join(filter(None, (waiting, at_stake, running, "Drafts are kept either way.")))
        question = Confirm("Quit all the same?", text, "Quit", key="y")
        app.push_screen(question, lambda sure: leave(app) if sure else None)

    async def ask_passphrase(self, wanted: PassphraseWanted) -> str | None:
        """Ask for the vault's passphrase; None where the operator gives none."""
        from ue_console.tui.dialogs.passphrase import Passphrase
        from ue_console.tui.screens.frame import FrameScreen

        self._app.passphrase_comes()
        if isinstance(self._app.screen, FrameScreen):
            self._app.screen.wait_no_more()
        answer: asyncio.Future[str | None] = asyncio.get_running_loop().create_future()

        def answered(typed: str | None) -> None:
            if not answer.done():
                answer.set_result(typed)

        self._app.push_screen(Passphrase(wanted.new, wanted.wrong, wanted.path), answered)
        return await answer

    def called(self, call: Call) -> None:
        """A call has ended: show how the line is."""
        symbol = "●" if call.http_status is not None else "○"
        self._app.line = f"{symbol} {call.milliseconds} ms" if call.http_status is not None else "○ no answer"

    def mark(self, place: str, mark: str) -> None:
        """Set or clear a mark in the rail."""
        app = self._app
        if app.marks.get(place, "") != mark:
            app.marks = {**app.marks, place: mark}

    def mark_running(self, place: str, *, running: bool) -> None:
        """Show in the rail that something of a place goes on, whichever account is worked as."""
        self.mark(place + RUNS, "●" if running else "")

    def copy(self, text: str, what: str, more: str = "") -> None:
        """Copy to the terminal's clipboard, and tell so; ``more`` is told after it."""
        from ue_console.tui.clipboard import copy

        self._app.notify(f"{copy(self._app, text, what)}\n{more}".rstrip())

    def edit_template(self, template: Template, *, external: bool = False) -> None:
        """Open the editor over the templates, and in it the operator's own if asked to."""
        from ue_console.models.unione.message import Recipient
        from ue_console.tui.screens.template_edit import TemplateEditScreen

        samples = [Recipient(email="ann@example.com")]
        self._app.push_screen(TemplateEditScreen(template, samples, external=external))

    def edit_externally(self, text: str, suffix: str) -> str | None:
        """Edit in the operator's own editor; None where that failed."""
        from ue_console.tui.external import edit

        try:
            return edit(self._app, text, suffix)
        except ConsoleError as error:
            self._app.notify(str(error), severity="error")
            return None

    def templates_changed(self) -> None:
        """A template was saved: the list is read again when it is shown."""
        from ue_console.tui.screens.templates import TemplatesScreen

        self._app.workspace.forget_templates()
        for screen in self._app.screen_stack:
            if isinstance(screen, TemplatesScreen):
                screen.load()
