"""What can be done from every screen: go somewhere, switch accounts, help, quit."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.events import ScreenResume

from ue_console.errors import ConsoleError
from ue_console.tui.latest import Job
from ue_console.tui.widgets.topline import Status

if TYPE_CHECKING:
    from ue_console.models.account import Account
    from ue_console.models.unione.system import SystemInfo
    from ue_console.models.unione.template import Template
    from ue_console.services.connect import Call
    from ue_console.tui.app import ConsoleApp


class Everywhere:
    """The part of the app that serves the actions of every screen."""

    @property
    def _app(self) -> ConsoleApp:
        return cast("ConsoleApp", self)

    async def go(self, place: str) -> None:
        """Show a screen; it stays as it was left. Before anything is loaded, it is what comes first."""
        from ue_console.tui.loading import import_screen, styled

        app = self._app
        app.wanted = place  # the start may be about to go to another
        if not app.ready:
            return
        if place not in app._modes:
            app.add_mode(place, partial(styled, app, await asyncio.to_thread(import_screen, place)))
        await app.switch_mode(place)

    async def do_go_home(self) -> None:
        """Home."""
        await self.go("home")

    async def do_go_compose(self) -> None:
        """Compose."""
        await self.go("compose")

    async def do_go_templates(self) -> None:
        """Templates."""
        await self.go("templates")

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
                (self._app.key_of(action), action.help, screen.why_not(action)) for action in screen.served()
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
        await self.keep_all()
        if not app.busy:
            app.exit()
            return
        text = f"{app.busy} Its outcome would be unknown. Drafts are kept either way."
        question = Confirm("Quit all the same?", text, "Quit", key="y")
        app.push_screen(question, lambda sure: app.exit() if sure else None)

    async def do_account_switch(self) -> None:
        """Choose another account from anywhere."""
        from ue_console.tui.dialogs.pick import Pick
        from ue_console.tui.widgets.table import Column, Row

        app = self._app
        if app.busy:
            app.notify(app.busy, severity="warning")
            return
        accounts = app.workspace.accounts
        active = accounts.active
        rows = [
            Row(
                item.name,
                (item.name, item.region, item.environment.value, item.key_hint),
                search=f"{item.name} {item.region} {item.environment}".lower(),
            )
            for item in accounts.list()
        ]
        columns = (
            Column("Account"),
            Column("Region", 18, quiet=True),
            Column("Environment", 12),
            Column("Key", 8),
        )

        def chosen(name: str | None) -> None:
            if name is not None:
                job: Job = partial(self._switching, name)
                app.run_worker(job, group="switch")

        app.push_screen(
            Pick("Switch to which account?", columns, rows, current=active.name if active else ""), chosen
        )

    async def keep_all(self) -> None:
        """Put on disk what any screen holds that is not there yet."""
        from ue_console.tui.screens.frame import FrameScreen

        for stack in self._app._screen_stacks.values():
            for screen in stack:
                if isinstance(screen, FrameScreen):
                    await screen.keep()

    async def _switching(self, name: str) -> None:
        # Home first: the screens of the account that is left are closed.
        await self.keep_all()
        await self.go("home")
        try:
            await self.use_account(name)
        except ConsoleError as error:
            self._app.notify(str(error), severity="error")
        self._app.screen.post_message(ScreenResume())

    async def use_account(self, name: str) -> None:
        """Make an account the active one."""
        await self.keep_all()
        try:
            await self._app.workspace.accounts.switch(name)
        finally:
            await self.account_changed()

    async def account_changed(self, *, usage: bool = True) -> None:
        """Show the active account, and forget every screen that shows another one's data."""
        app = self._app
        app.workspace.forget_templates()
        active = app.workspace.accounts.active
        app.line = ""
        app.status = status_of(active) if active else Status()
        app.marks = {}
        for place in ("home", "compose", "templates"):
            if place in app._modes and app.current_mode != place:
                await app.remove_mode(place)
        if usage:
            app.usage_changed()

    def usage_changed(self) -> None:
        """Ask for the usage again, beside everything else."""
        if self._app.workspace.accounts.active is not None:
            job: Job = self._usage
            self._app.run_worker(job, group="usage", exclusive=True)

    async def _usage(self) -> None:
        try:
            info = await self._app.workspace.info()
        except ConsoleError:
            # Home and the lists tell the same error with its remedy; here only the usage stays unknown.
            self._app.line = "○ no answer"
            return
        self.show_info(info)

    def show_info(self, info: SystemInfo) -> None:
        """Bring the top line up to date."""
        from dataclasses import replace

        from ue_console.tui.units import days_left

        app = self._app
        account = app.workspace.accounts.active
        if account is None:
            return
        kind = f"project {info.project_name or info.project_id}" if info.project_id else "account key"
        status = replace(app.status, place=f"UniOne {account.region} · {kind} {account.key_hint}")
        if info.accounting is not None:
            period = info.accounting
            left = days_left(period.period_end, app.workspace.now())
            status = replace(status, sent=period.emails_sent, included=period.emails_included, days_left=left)
        app.status = status

    def called(self, call: Call) -> None:
        """A call has ended: show how the line is."""
        symbol = "●" if call.http_status is not None else "○"
        self._app.line = f"{symbol} {call.milliseconds} ms" if call.http_status is not None else "○ no answer"

    def mark(self, place: str, mark: str) -> None:
        """Set or clear a mark in the rail."""
        app = self._app
        if app.marks.get(place, "") != mark:
            app.marks = {**app.marks, place: mark}

    def copy(self, text: str, what: str) -> None:
        """Copy to the terminal's clipboard."""
        from ue_console.tui.clipboard import copy

        self._app.notify(copy(self._app, text, what))

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


def status_of(account: Account) -> Status:
    """What the top line tells before the service has answered."""
    return Status(
        account=account.name,
        place=f"UniOne {account.region} · {account.key_hint}",
        environment=account.environment.value,
        read_only=account.read_only,
    )
