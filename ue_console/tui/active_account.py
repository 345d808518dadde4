"""Which account the console works as: switched from anywhere, shown in the top line."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Final, cast

from ue_console.errors import ConsoleError, WireError
from ue_console.tui.latest import Job
from ue_console.tui.places import OF_ANY, of_service, places_of, why_not_there
from ue_console.tui.watching import resume_watches
from ue_console.tui.widgets.rail import RUNS
from ue_console.tui.widgets.topline import Status

if TYPE_CHECKING:
    from ue_console.models.account import Account
    from ue_console.models.unione.system import SystemInfo
    from ue_console.tui.app import ConsoleApp
    from ue_console.tui.usage_news import UsageNews


WATCH_AFTER: Final = 0.5
"""Seconds after an account is worked as until watches of domains go on."""

UNKNOWN: Final = "Its outcome would be unknown."


class ActiveAccount:
    """The part of the app that knows the active account."""

    @property
    def _app(self) -> ConsoleApp:
        return cast("ConsoleApp", self)

    project_at = ""
    """The id of the project to which Projects puts its cursor next."""

    user_at = ""
    """The id of the user to which Users puts its cursor next."""

    at_stake = UNKNOWN
    """What becomes of that which is under way, where the console is quit all the same."""

    own_unsubscribe: bool | None = None
    """Whether mail of the project that is worked as goes without the service's footer; None: no project."""

    @property
    def active(self) -> Account | None:
        """The active account, once there are services and if there is one."""
        return self._app.workspace.accounts.active if self._app.ready else None

    _news: UsageNews | None = None
    """What makes the usage old, once webhooks were listened to."""

    changes = 0
    """Changes at a service that are under way."""

    @property
    def why_not_leave(self) -> str:
        """Why the account must not be left now: mail goes out, or a change has no answer yet."""
        waiting = "A change is under way; its answer comes first." if self.changes else ""
        return self._app.busy or waiting

    @property
    def owner(self) -> str:
        """The name of the account to go back to from the project or user that is worked as, or empty."""
        active = self.active
        return active.parent if active else ""

    @property
    def service_places(self) -> tuple[str, ...]:
        """The places of the active account's service."""
        return of_service(self.active)

    def why_not_there(self, place: str) -> str:
        """Why the active account has no such place."""
        active = self.active
        return why_not_there(place, active.key_kind if active else "")

    async def do_account_switch(self) -> None:
        """Choose another account from anywhere."""
        from ue_console.tui.dialogs.switch import switch_dialog

        app = self._app
        if reason := self.why_not_leave:
            app.notify(reason, severity="warning")
            return

        def chosen(name: str | None) -> None:
            if name is not None:
                self.work_as(name)

        accounts = app.workspace.accounts
        app.push_screen(switch_dialog(accounts.list(), accounts.active), chosen)

    def work_as(self, name: str, place: str = "home") -> None:
        """Make an account the active one, and show a place of it."""
        self._app.leave_toasts()
        job: Job = partial(self._switching, name, place)
        self._app.run_worker(job, group="switch")

    async def back_to_owner(self) -> None:
        """From a project or user back to the account that it belongs to."""
        active, app = self.active, self._app
        if reason := self.why_not_leave:
            app.notify(reason, severity="warning")
        elif active is not None and active.parent:
            self.project_at = active.project_id
            if active.key_kind == "user":
                self.user_at = active.user_id
            self.work_as(active.parent, "projects" if active.project_id else "users")
            app.notify(f"Back in “{active.parent}”.")

    async def keep_all(self) -> None:
        """Put on disk what any screen holds that is not there yet."""
        from ue_console.tui.screens.frame import FrameScreen

        for stack in self._app._screen_stacks.values():
            for screen in stack:
                if isinstance(screen, FrameScreen):
                    await screen.keep()

    async def _switching(self, name: str, place: str) -> None:
        from ue_console.tui.screens.frame import FrameScreen

        app = self._app
        # A place of every account first: the screens of the account that is left are closed.
        await self.keep_all()
        await app.go(OF_ANY[0], further=True)
        try:
            await self.use_account(name)
        except ConsoleError as error:
            app.notify(str(error), severity="error")
        if place in app.places and place != OF_ANY[0]:
            await app.go(place, further=True)
        else:
            screen = app.screen
            if isinstance(screen, FrameScreen):
                screen.account_is_another()

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
        active = self.active
        app.line = ""
        app.places = places_of(active)
        app.status = status_of(active) if active else Status()
        app.marks = {place: mark for place, mark in app.marks.items() if place.endswith(RUNS)}
        self.own_unsubscribe = None
        for place in tuple(app._modes):
            if place not in ("_default", "accounts", app.current_mode):
                await app.remove_mode(place)
        if usage:
            self.usage_changed()
        app.set_timer(WATCH_AFTER, partial(resume_watches, app))
        if active is not None and active.project_id:
            job: Job = self._project_flag
            app.run_worker(job, group="project", exclusive=True)

    async def _project_flag(self) -> None:
        # Without an answer previews are those of an account's key; the lists tell the error.
        with suppress(ConsoleError):
            self.own_unsubscribe = await self._app.workspace.own_unsubscribe()

    def usage_changed(self) -> None:
        """Ask for the usage again, beside everything else."""
        active = self.active
        if active is not None and active.service == "unione":
            job: Job = self._usage
            self._app.run_worker(job, group="usage", exclusive=True)

    def hear_usage(self) -> None:
        """Have the usage asked for again where listening hears that mails were sent."""
        if self._news is not None:
            return
        from ue_console.tui.usage_news import UsageNews

        app = self._app
        session = app.workspace.listening
        self._news = news = UsageNews(lambda: session.heard, self._usage_heard, app.set_timer)

        def told() -> None:
            # The listener tells from outside of the app: a timer begun there would not know it.
            app.call_later(news.told)

        session.subscribe(told)

    def _usage_heard(self) -> None:
        listened, active = self._app.workspace.listening.account, self.active
        if listened and active and listened.name in (active.name, active.parent):
            self.usage_changed()

    async def _usage(self) -> None:
        from ue_console.tui.screens.frame import FrameScreen

        asked = self._app.status.account
        try:
            info = await self._app.workspace.info()
        except ConsoleError as error:
            # Home and the lists tell the same error with its remedy; here only the usage stays unknown.
            if isinstance(error, WireError):
                self._app.line = "○ no answer"
            elif self._app.current_mode == "accounts":
                self._app.notify(str(error), severity="error")
            return
        if self._app.status.account == asked:  # else another account was switched to meanwhile
            self.show_info(info)
            if isinstance(self._app.screen, FrameScreen):
                self._app.screen.usage_is_another()

    def show_info(self, info: SystemInfo) -> None:
        """Bring the top line up to date."""
        from ue_console.tui.account_words import KINDS, place_of
        from ue_console.tui.units import days_left

        app, account = self._app, self.active
        if account is None:
            return
        named = info.project_name not in (None, "", account.name)
        kind = f"project {info.project_name}" if named else KINDS[account.key_kind]
        status = app.status._replace(place=f"{place_of(account)} · {kind} {account.key_hint}")
        if info.accounting is not None:
            period = info.accounting
            left = days_left(period.period_end, app.workspace.now())
            status = status._replace(sent=period.emails_sent, included=period.emails_included, days_left=left)
        app.status = status
        app.places = places_of(account)


def status_of(account: Account) -> Status:
    """What the top line tells before the service has answered."""
    from ue_console.tui.account_words import KINDS, place_of

    name = f"{account.parent} › {account.name}" if account.parent else account.name
    return Status(
        account=name,
        place=f"{place_of(account)} · {KINDS[account.key_kind]} {account.key_hint}",
        environment=account.environment.value,
        read_only=account.read_only,
        plain_http=account.in_clear,
    )
