"""The form for a new account: the key is verified before anything is kept."""

from __future__ import annotations

from ue_console.errors import ConsoleError, KeyStoreError
from ue_console.models.account import Account
from ue_console.models.secret import Secret
from ue_console.services.identity import Identity
from ue_console.tui.screens.account_fields import READ, AccountFields
from ue_console.tui.screens.account_form import AccountForm, Done
from ue_console.tui.widgets.heading import Heading

OTHERS = "Choose another place for the key."


class AccountAddScreen(AccountForm):
    """Adds one account of either service.

    Args:
        done: Told once the account is kept.
    """

    PLACE = "accounts"
    HELP = "The service is asked first whose key it is; the key is never shown again."

    def __init__(self, done: Done) -> None:
        super().__init__(AccountFields(), done)

    def heading(self) -> Heading:
        """It has no name yet."""
        return Heading("New account")

    def on_mount(self) -> None:
        """Look behind the first picture whether there is a key store."""
        super().on_mount()
        self.work(self._look_for_key_store, "key-store")

    async def _look_for_key_store(self) -> None:
        home, why = await self.console.workspace.accounts.home_for_new()
        if why and self.is_attached:
            self.fields.begin_at(home, why)

    async def _checked(self) -> tuple[Account, Secret, Identity]:
        account = self.read()
        if account.key_home in READ:
            self.notice.say("Reading the key", "info")
            secret = await self.console.workspace.key_of(account)
        else:
            secret = self.fields.secret()
        self.notice.say("Asking the service whose key this is", "info")
        return account, secret, await self.console.workspace.accounts.verify(account, secret)

    def do_form_verify(self) -> None:
        """Ask only."""
        self.work(self._verifying, "form", "F5 tries again.")

    async def _verifying(self) -> None:
        _, secret, identity = await self._checked()
        self.notice.say(f"{identity.sentence()} The key ends in {secret.hint}. ^s keeps it.", "good")

    def do_form_save(self) -> None:
        """Ask, keep, make it the active account."""
        self.change(self._saving, "form", "^s tries again.")

    async def _saving(self) -> None:
        account, secret, identity = await self._checked()
        try:
            kept = await self.console.workspace.accounts.add(account, secret, identity)
        except KeyStoreError as error:
            raise KeyStoreError(error.cause, f"{error.remedy} {OTHERS}") from error
        self.done(kept.name, await self._use(kept))
        self.leave()

    async def _use(self, kept: Account) -> str:
        """The account is kept by now: what goes wrong here is told, and nothing need be typed again."""
        if self.console.busy:
            return f"“{kept.name}” is added. {self.console.busy} Press enter afterwards to use it."
        try:
            await self.console.use_account(kept.name)
        except ConsoleError as error:
            return f"“{kept.name}” is added. {error}"
        self.app.notify(f"“{kept.name}” is added and active.")
        return ""
