"""The key of an account: whose it is, a new one for it, and what becomes of it with the account."""

from __future__ import annotations

from abc import abstractmethod
from functools import partial
from typing import Final

from ue_console.errors import KeyStoreError
from ue_console.models.account import Account, KeyHome
from ue_console.models.secret import Secret
from ue_console.services.identity import Identity
from ue_console.services.keys import clean_credentials
from ue_console.tui.account_rows import Verified, counted
from ue_console.tui.account_words import home_of
from ue_console.tui.dialogs.ask import Ask
from ue_console.tui.dialogs.confirm import Answer, Confirm, Question
from ue_console.tui.screens.account_fields import PASTE, READ
from ue_console.tui.screens.listing import ListScreen

FORGET: Final = "forget"
KEEP: Final = "keep"


class AccountKeys(ListScreen[Account]):
    """The part of the accounts screen that has to do with keys."""

    def __init__(self) -> None:
        super().__init__()
        self.verified: dict[str, Verified] = {}
        """Account name → what the service said of its key, in this session."""

    @abstractmethod
    def changed(self, name: str) -> None:
        """An account was changed."""

    @abstractmethod
    def under(self, item: Account) -> tuple[Account, ...]:
        """What is kept under an account."""

    @abstractmethod
    def tell(self, item: Account, verified: Verified) -> None:
        """Show what the service said of an account's key."""

    def do_accounts_verify(self) -> None:
        """Ask the service whose key it is."""
        if self.current is not None:
            self.work(partial(self._verify, self.current), "verify", "Press t to try again.")

    async def _verify(self, item: Account) -> None:
        workspace = self.console.workspace
        self.notice.say("Asking the service", "info")
        identity = await workspace.accounts.check(item)
        self.tell(item, Verified(identity, workspace.now()))
        if other := identity.differs(item):
            self.notice.say(f"{other} Press K to enter the right one.", "warn")
        else:
            self.notice.say(f"The key works. {identity.sentence()}", "good")

    def do_accounts_key(self) -> None:
        """Ask for another key, or say where it has to be changed."""
        item = self.current
        if item is None:
            return
        if item.key_home in READ:
            self.notice.say(_elsewhere(item), "info")
            return
        hint = (
            f"{PASTE[item.key_kind].capitalize()}.\nIt is verified first, then kept where the old one was: "
        )
        question = Ask(f"The new key of “{item.name}”", f"{hint}{home_of(item)}.", password=True)
        self.app.push_screen(question, partial(self._new_key, item))

    def _new_key(self, item: Account, typed: str | None) -> None:
        if typed:
            self.change(partial(self._rekeying, item, typed), "key", "Press K to enter it again.")

    async def _rekeying(self, item: Account, typed: str) -> None:
        secret = clean_credentials(item.service, item.key_kind, typed)
        self.notice.say("Asking the service whose key this is", "info")
        identity = await self.console.workspace.accounts.verify(item, secret)
        if other := identity.differs(item):
            self.notice.clear()
            text = f"{other} Drafts and the journal of “{item.name}” stay under its name."
            question = Confirm(f"Keep another owner's key for “{item.name}”?", text, "Keep it")
            self.app.push_screen(question, partial(self._keep_other, item, secret, identity))
        else:
            await self._rotate(item, secret, identity)

    def _keep_other(self, item: Account, secret: Secret, identity: Identity, sure: bool | None) -> None:
        if sure:
            self.change(partial(self._rotate, item, secret, identity), "key", "Press K to enter it again.")
        else:
            self.notice.say(f"The key of “{item.name}” stays as it was.", "info")

    async def _rotate(self, item: Account, secret: Secret, identity: Identity) -> None:
        await self.console.keep_all()
        await self.console.workspace.accounts.rotate(item.name, secret, identity)
        await self.console.account_changed()
        self.changed(item.name)
        self.app.notify(f"The new key of “{item.name}” works and is kept. {identity.sentence()}")

    def do_accounts_remove(self) -> None:
        """Ask, also what becomes of the key."""
        item = self.current
        if item is None:
            return
        under = self.under(item)
        with_them = f" and the {counted(under)} under it" if under else ""
        homes = {home_of(account) for account in (item, *under) if _is_kept(account)}
        text = "Nothing changes at the service. Drafts and the journal of sends stay on this machine. " + (
            f"The key is kept in: {', '.join(sorted(homes))}." if homes else _stays(item)
        )
        forget = Answer("y", "Remove and forget key" if homes else "Remove", FORGET)
        keep = (Answer("k", "Remove, keep key", KEEP),) if homes else ()
        question = Question(f"Remove the account “{item.name}”{with_them}?", text, forget, *keep)
        self.app.push_screen(question, partial(self._remove, item.name))

    def _remove(self, name: str, answer: str | None) -> None:
        if answer:
            self.change(partial(self._removing, name, forget=answer == FORGET), "remove")

    async def _removing(self, name: str, *, forget: bool) -> None:
        await self.console.keep_all()
        try:
            await self.console.workspace.accounts.remove(name, forget_key=forget)
        except KeyStoreError as error:
            raise KeyStoreError(
                f"{error.cause} The account “{name}” is still there, its key too.",
                "Press x, then k, to remove it and leave the key where it is.",
            ) from error
        await self.console.account_changed()
        self.verified.pop(name, None)
        self.load()
        self.app.notify(f"“{name}” is removed.")


def _is_kept(account: Account) -> bool:
    """Whether there is a key to forget, and a choice about it: memory forgets in any case."""
    return account.key_home in (KeyHome.KEYRING, KeyHome.VAULT)


def _stays(account: Account) -> str:
    if account.key_home is KeyHome.SESSION:
        return "Its key, kept for this session only, is forgotten."
    return f"Its key stays where it is read from: {home_of(account)}."


def _elsewhere(account: Account) -> str:
    """Where a key has to be changed that is only read here."""
    if account.key_home is KeyHome.ENVIRONMENT:
        first = f"Set {account.key_variable} to the new key, then start the console again."
    else:
        first = "Change the key where this command reads it; t then asks whose it is."
    where = f"The key of “{account.name}” is only read here, from: {home_of(account)}."
    return f"{where} {first} e keeps it elsewhere."
