"""The form that changes an account: all of it but its key."""

from __future__ import annotations

from ue_console.errors import ConsoleError, KeyStoreError, StateError
from ue_console.models.account import Account
from ue_console.services.account_entries import checked
from ue_console.tui.account_words import KINDS, place_of
from ue_console.tui.screens.account_fields import READ, AccountFields
from ue_console.tui.screens.account_form import AccountForm, Done
from ue_console.tui.widgets.heading import Heading


class AccountEditScreen(AccountForm):
    """Renames an account, changes where it is, how dangerous it is and where its key is kept.

    Args:
        account: The account as it is.
        owner: The account that it stands under, or None.
        done: Told once the account is changed.
    """

    PLACE = "accounts"
    HELP = "A key that moves is kept in the new place before it is forgotten in the old one."

    def __init__(self, account: Account, owner: Account | None, done: Done) -> None:
        super().__init__(AccountFields(account, owner), done)
        self._as_it_was = account

    def heading(self) -> Heading:
        """Its name until now, and what does not change."""
        account = self._as_it_was
        kind = f"{place_of(account)} · {KINDS[account.key_kind]} {account.key_hint}"
        return Heading(f"Account “{account.name}”", kind)

    def do_form_verify(self) -> None:
        """Ask the service, as typed here, whose key it is."""
        self.work(self._verifying, "form", "F5 tries again.")

    async def _verifying(self) -> None:
        account = self.read()
        workspace = self.console.workspace
        secret = await workspace.key_of(account if account.key_home in READ else self._as_it_was)
        self.notice.say("Asking the service whose key this is", "info")
        identity = await workspace.accounts.verify(account, secret)
        other = identity.differs(self._as_it_was)
        self.notice.say(f"{other or identity.sentence()} ^s saves.", "warn" if other else "good")

    def do_form_save(self) -> None:
        """Save what is typed; nothing at the service changes."""
        self.change(self._saving, "form", "^s tries again.")

    async def _saving(self) -> None:
        if self.console.busy:
            self.notice.say(f"{self.console.busy} Nothing is saved meanwhile.", "warn")
            return
        account = self.read()
        accounts = self.console.workspace.accounts
        await self.console.keep_all()
        warning = ""
        try:
            await accounts.change(self._as_it_was.name, account)
        except ConsoleError as error:
            if not self._is_kept(account, error):
                raise
            warning = str(error)
        await self.console.account_changed()
        if not warning:
            self.app.notify(f"“{account.name.strip()}” is saved.")
        self.done(account.name.strip(), warning)
        self.leave()

    def _is_kept(self, account: Account, error: ConsoleError) -> bool:
        """Whether only what comes after the change went wrong: the old key's place, or drafts."""
        if not isinstance(error, KeyStoreError | StateError):
            return False
        hint = {"key_hint": ""}
        new = checked(account).model_copy(update=hint)
        return any(known.model_copy(update=hint) == new for known in self.console.workspace.accounts.list())
