"""Accounts: which there are, where their keys are, which one is active."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult

from ue_console.models.account import Account, KeyHome, Service
from ue_console.services.keys import clean_key
from ue_console.tui.commands import Action
from ue_console.tui.dialogs.ask import Ask
from ue_console.tui.dialogs.confirm import Confirm
from ue_console.tui.screens.account_add import AccountAddScreen
from ue_console.tui.screens.listing import ListScreen
from ue_console.tui.widgets.heading import Heading
from ue_console.tui.widgets.table import Column, Row
from ue_console.tui.widgets.text_view import Line, TextView
from ue_console.tui.widgets.topline import ENVIRONMENT_MARKS

HOMES = {
    KeyHome.KEYRING: "key store",
    KeyHome.ENVIRONMENT: "environment",
    KeyHome.SESSION: "this session",
}
"""Where a key lives, in a word or two."""

SERVICES = {Service.UNIONE: "UniOne", Service.UNIFICATION: "UnificationEngine"}

NEEDS_ONE = ("accounts.use", "accounts.remove", "accounts.verify", "accounts.key")


class AccountsScreen(ListScreen[Account]):
    """All accounts of this console."""

    PLACE = "accounts"
    DEFAULT_CSS = """
    AccountsScreen #list { width: 58%; min-width: 60; }
    """
    NAME = "Accounts"
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("", 1),
        Column("Name"),
        Column("Service", 14, quiet=True),
        Column("Environment", 12),
        Column("Key", 8, quiet=True),
    )
    EMPTY = "No accounts yet.\nAn account is a service, a region and an API key. Press n to add one."
    SERVES = (
        "accounts.use",
        "accounts.add",
        "accounts.verify",
        "accounts.key",
        "accounts.remove",
        "list.filter",
        "list.sort",
        "list.refresh",
    )

    def compose_detail(self) -> ComposeResult:
        """Everything about the account under the cursor."""
        yield Heading("Account", id="account-heading")
        yield TextView(id="account")

    async def pages(self) -> AsyncIterator[Sequence[Account]]:
        """The accounts of the config file."""
        yield self.console.workspace.accounts.list()

    def row(self, item: Account) -> Row:
        """Active mark, name, service and region, environment, key."""
        symbol, _ = ENVIRONMENT_MARKS[item.environment]
        active = self._active_name() == item.name
        place = f"{SERVICES[item.service]} {item.region}"
        return Row(
            key=item.name,
            cells=("●" if active else " ", item.name, place, f"{symbol} {item.environment}", item.key_hint),
            tones=("good" if active else "", "", "", _tone(item), ""),
            search=f"{item.name} {place} {item.environment}".lower(),
        )

    def _active_name(self) -> str:
        active = self.console.workspace.accounts.active
        return active.name if active else ""

    def show_item(self, item: Account | None) -> None:
        """Its place, its environment, where its key is."""
        self.query_one("#account", TextView).show(_about(item) if item else [])
        self.query_one("#account-heading", Heading).title = item.name if item else "Account"

    def why_not(self, action: Action) -> str:
        """Most actions need an account; none may change while mails go out."""
        if reason := super().why_not(action):
            return reason
        if action.id in NEEDS_ONE and self.is_mounted and self.current is None:
            return "There is no account here yet. Press n to add one."
        if action.id in ("accounts.use", "accounts.remove") and self.console.busy:
            return self.console.busy
        return ""

    def do_accounts_use(self) -> None:
        """Make it the active one."""
        if self.current is not None:
            self.work(partial(self._use, self.current.name), "use")

    async def _use(self, name: str) -> None:
        await self.console.use_account(name)
        self.load()

    def do_accounts_add(self) -> None:
        """Open the form."""
        self.app.push_screen(AccountAddScreen(), lambda _: self.load())

    def do_accounts_verify(self) -> None:
        """Ask the service whose key it is."""
        if self.current is not None:
            self.work(partial(self._verify, self.current), "verify", "Press t to try again.")

    async def _verify(self, account: Account) -> None:
        self.notice.say("Asking the service", "info")
        identity = await self.console.workspace.accounts.check(account)
        self.notice.say(f"The key works. {identity.sentence()}", "good")

    def do_accounts_key(self) -> None:
        """Ask for another key."""
        item = self.current
        if item is not None:
            hint = f"It is kept where the old one was: {HOMES[item.key_home]}. It is verified first."
            question = Ask(f"The new API key of “{item.name}”", hint, password=True)
            self.app.push_screen(question, partial(self._new_key, item))

    def _new_key(self, item: Account, typed: str | None) -> None:
        if typed:
            self.change(partial(self._rekeying, item, typed), "key")

    async def _rekeying(self, item: Account, typed: str) -> None:
        accounts = self.console.workspace.accounts
        secret = clean_key(typed)
        self.notice.say("Asking the service whose key this is", "info")
        info = await accounts.verify(item, secret)
        await accounts.rotate(item.name, secret, info)
        await self.console.account_changed()
        self.load()
        self.app.notify(f"The new key of “{item.name}” works. {info.sentence()}")

    def do_accounts_remove(self) -> None:
        """Ask, then remove; the key goes too."""
        item = self.current
        if item is None:
            return
        where = "and its key from the key store" if item.key_home is KeyHome.KEYRING else ""
        question = Confirm(
            f"Remove the account “{item.name}”?",
            f"It is removed from this console {where}. Nothing changes at the service; its drafts and "
            "the journal of its sends stay on this machine.",
            "Remove",
        )
        self.app.push_screen(question, partial(self._remove, item.name))

    def _remove(self, name: str, sure: bool | None) -> None:
        if sure:
            self.change(partial(self._removing, name), "remove")

    async def _removing(self, name: str) -> None:
        await self.console.workspace.accounts.remove(name, forget_key=True)
        await self.console.account_changed()
        self.load()


def _tone(item: Account) -> str:
    return {"production": "bad", "staging": "warn"}.get(item.environment, "good")


def _about(item: Account) -> list[Line]:
    home = HOMES[item.key_home]
    if item.key_home is KeyHome.ENVIRONMENT:
        home = f"environment variable {item.key_variable}"
    symbol, _ = ENVIRONMENT_MARKS[item.environment]
    rows = [
        ("Service", SERVICES[item.service]),
        ("Region", item.region),
        ("URL", item.base_url),
        ("Environment", f"{symbol} {item.environment.upper()}"),
        ("Read-only", "yes: nothing can be changed from here" if item.read_only else "no"),
        ("Key", f"{item.key_hint}, kept in: {home}"),
    ]
    return [Line(f"{label:<13}{value}") for label, value in rows]
