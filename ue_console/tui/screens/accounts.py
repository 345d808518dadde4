"""Accounts: which there are, where their keys are, which one is active."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult

from ue_console.models.account import Account
from ue_console.tui.account_rows import COLUMNS, Tree, Verified, about
from ue_console.tui.commands import Action
from ue_console.tui.dialogs.confirm import Confirm
from ue_console.tui.screens.account_add import AccountAddScreen
from ue_console.tui.screens.account_edit import AccountEditScreen
from ue_console.tui.screens.account_exchange import Exchange
from ue_console.tui.screens.account_keys import AccountKeys
from ue_console.tui.widgets.heading import Heading
from ue_console.tui.widgets.table import Column, Row
from ue_console.tui.widgets.text_view import TextView

NEEDS_ONE = (
    "accounts.use",
    "accounts.edit",
    "accounts.details",
    "accounts.verify",
    "accounts.key",
    "accounts.read_only",
    "accounts.default",
    "accounts.remove",
    "accounts.export",
)
NOT_WHILE_BUSY = ("accounts.use", "accounts.edit", "accounts.key", "accounts.read_only", "accounts.remove")
"""They close the client that a send under way needs."""


class AccountsScreen(AccountKeys):
    """All accounts of this console, in families."""

    PLACE = "accounts"
    DEFAULT_CSS = """
    AccountsScreen #list { width: 64%; min-width: 64; }
    """
    NAME = "Accounts"
    COLUMNS: ClassVar[tuple[Column, ...]] = COLUMNS
    EMPTY = "No accounts yet.\nAn account is a service, a region and an API key. Press n to add one."
    SERVES = (
        "accounts.use",
        "accounts.add",
        "accounts.edit",
        "accounts.verify",
        "accounts.key",
        "accounts.remove",
        "accounts.read_only",
        "accounts.default",
        "accounts.details",
        "accounts.export",
        "accounts.import",
        "list.filter",
        "list.sort",
        "list.refresh",
    )

    def __init__(self) -> None:
        super().__init__()
        self._tree = Tree()
        self._exchange = Exchange(self)
        self._wanted = ""
        """Where the cursor goes once the list is read: what was just added or renamed."""
        self._warning = ""
        """What is still to be known of it."""

    def compose_detail(self) -> ComposeResult:
        """Everything about the account under the cursor."""
        yield Heading("Account", id="account-heading")
        yield TextView(id="account")

    async def pages(self) -> AsyncIterator[Sequence[Account]]:
        """The accounts of the config file, each followed by what is kept under it."""
        workspace = self.console.workspace
        config = await asyncio.to_thread(workspace.config_file.load)
        active = workspace.accounts.active
        name = active.name if active else ""
        self._tree = Tree(config.accounts, name, config.default_account, config.last_account)
        self.table.columns = self._tree.columns
        yield self._tree.accounts

    def come_back(self) -> None:
        """Projects and other consoles may have added accounts meanwhile."""
        self.load()

    def loaded(self) -> None:
        """Go to what was just added or renamed."""
        if self._wanted:
            self.table.go_to(self._wanted)
            self._wanted = ""
        if self._warning:
            self.notice.say(self._warning, "warn")
            self._warning = ""

    def row(self, item: Account) -> Row:
        """Active mark, name, service and region, environment, key."""
        return self._tree.row(item)

    def show_item(self, item: Account | None) -> None:
        """Its place, its environment, where its key is, what the service said of it."""
        lines = about(item, self._tree, self.verified.get(item.name)) if item else []
        self.query_one("#account", TextView).show(lines)
        self.query_one("#account-heading", Heading).title = item.name if item else "Account"

    def why_not(self, action: Action) -> str:
        """Most actions need an account; none may change while mails go out."""
        if reason := super().why_not(action):
            return reason
        if action.id in NEEDS_ONE and self.is_mounted and self.current is None:
            return "There is no account here yet. Press n to add one."
        if action.id in NOT_WHILE_BUSY and self.console.why_not_leave:
            return self.console.why_not_leave
        if action.id == "accounts.read_only" and self.console.workspace.accounts.read_only:
            return "This run is read-only, as it was started with --read-only; the accounts stay as they are."
        if action.id == "accounts.read_only" and self.is_mounted and self.current is not None:
            owner = self._tree.read_only_owner(self.current)
            return f"“{self.current.name}” is read-only because “{owner}” is." if owner else ""
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
        self.app.push_screen(AccountAddScreen(self.changed))

    def do_accounts_edit(self) -> None:
        """Open the form, filled."""
        item = self.current
        if item is not None:
            self.app.push_screen(AccountEditScreen(item, self._tree.owner(item), self.changed))

    def do_accounts_details(self) -> None:
        """Go to the detail; in a narrow terminal it opens over the list."""
        self.do_list_open()

    def do_accounts_read_only(self) -> None:
        """On at once; off is asked, as it lets things be changed again."""
        item = self.current
        if item is None:
            return
        if not item.read_only:
            self.change(partial(self._setting, item, True), "change")
            return
        text = (
            f"It is a {item.environment} account. What is changed, sent and deleted as this account "
            "happens at the service from then on."
        )
        question = Confirm(f"Let “{item.name}” change things again?", text, "End read-only")
        self.app.push_screen(
            question,
            lambda sure: self.change(partial(self._setting, item, False), "change") if sure else None,
        )

    async def _setting(self, item: Account, read_only: bool) -> None:
        await self.console.keep_all()
        accounts = self.console.workspace.accounts
        await accounts.change(item.name, item.model_copy(update={"read_only": read_only}))
        await self.console.account_changed()
        self.changed(item.name)
        self.app.notify(f"“{item.name}” {'is read-only' if read_only else 'can change things again'}.")

    def do_accounts_default(self) -> None:
        """Open it at every start, or again the one used last."""
        if self.current is not None:
            self.change(partial(self._setting_default, self.current.name), "change")

    async def _setting_default(self, name: str) -> None:
        ends = name == self._tree.default
        await self.console.workspace.accounts.set_default("" if ends else name)
        self.load()
        self.app.notify(
            "The account used last is opened at a start." if ends else f"“{name}” is opened at every start."
        )

    def do_accounts_export(self) -> None:
        """Write the accounts to a file, without keys."""
        self._exchange.export()

    def do_accounts_import(self) -> None:
        """Take accounts from a file."""
        self._exchange.read()

    def changed(self, name: str, warning: str = "") -> None:
        """Read the list again, go to an account, and tell what is still to be known of it."""
        self.verified.pop(name, None)
        self._wanted, self._warning = name, warning
        self.load()

    def under(self, item: Account) -> tuple[Account, ...]:
        """What is kept under an account."""
        return self._tree.under(item)

    def tell(self, item: Account, verified: Verified) -> None:
        """Show what the service said of an account's key."""
        self.verified[item.name] = verified
        if self.current is not None and self.current.name == item.name:
            self.show_item(self.current)
