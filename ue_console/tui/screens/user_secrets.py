"""Where the secrets of users come from: made or imported, and kept before anything else happens."""

from __future__ import annotations

from functools import partial
from typing import Final

from ue_console.errors import ConsoleError, InputError, OutcomeUnknown
from ue_console.models.account import Account, KeyHome
from ue_console.models.unification.user import NewUser
from ue_console.services.users import SecretNotKept, User
from ue_console.tui.account_words import kept
from ue_console.tui.active_account import UNKNOWN
from ue_console.tui.dialogs.ask import Ask
from ue_console.tui.dialogs.keep_secret import AGAIN, DELETE, KeepSecret
from ue_console.tui.screens.listing import ListScreen
from ue_console.tui.under_way import under_way
from ue_console.tui.widgets.notice import describe

NEW_HINT: Final = (
    "What is it to be called here? Enter alone calls it “{}”.\n"
    "The service gives it an id, and a secret that it tells only once: the secret goes straight to where "
    "this app's own is kept."
)
IMPORT_HINT: Final = (
    "Paste the user://ID:SECRET@ address, or ID:SECRET. The service is asked whether it opens a user before "
    "it is kept; it is never shown."
)
NAME_HINT: Final = "The address works. What is the user to be called here? Enter alone calls it “{}”."
OF_ANOTHER: Final = (
    "The address works, but this app has no such user: it is of another app, and is kept in Accounts on its "
    "own. What is it to be called here? Enter alone calls it “{}”."
)


class UserSecrets(ListScreen[User]):
    """The part of the users' screen that makes and imports users."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: SecretNotKept | None = None
        """A secret that is in memory only, until the operator says where it goes."""
        self._known_before: frozenset[str] | None = None
        """The ids before a call to create one whose answer was lost."""
        self._typed = ""

    def do_users_new(self) -> None:
        """Ask for a name; a secret that waits goes first."""
        if self.waiting is not None:
            self._offer(self.waiting)
            return
        free = self.console.workspace.users().free_name()
        question = Ask("A new user", NEW_HINT.format(free), self._typed)
        self.app.push_screen(question, partial(self._new, free))

    def _new(self, free: str, typed: str | None) -> None:
        if typed is not None:
            self._typed = typed
            self.change(partial(self._creating, typed or free), "user", "Press n to try again.")

    async def _creating(self, typed: str) -> None:
        self.notice.say("Creating a user", "info")
        try:
            with under_way(self.console, "A user is being created."):
                account = await self.console.workspace.users().create(typed, self.items or None)
        except SecretNotKept as error:
            self.notice.clear()
            self._offer(error)
            return
        except OutcomeUnknown as error:
            self._known_before = frozenset(self.items)
            raise OutcomeUnknown(error.cause, f"{error.remedy} Press r to see which.") from error
        self._kept(account, f"The user “{account.name}” is created; its secret")

    def _kept(self, account: Account, begun: str) -> None:
        self._let_go()
        self._typed = ""
        self.console.user_at = account.user_id
        self.app.notify(f"{begun} {account.key_hint} is kept {kept(account)}. a works as it.")
        self.load()

    def _offer(self, error: SecretNotKept) -> None:
        """Ask where else to keep it; until then the console says that it would be lost."""
        self.waiting = error
        if error.made:
            self.console.busy = f"The secret of the new user “{error.name}” is kept nowhere yet."
            self.console.at_stake = "It would be lost, and the user with it."
        home = self.console.workspace.users().home
        self.app.push_screen(KeepSecret(error, home), partial(self._chosen, error))

    def _let_go(self) -> None:
        if self.waiting is not None and self.waiting.made:
            self.console.busy, self.console.at_stake = "", UNKNOWN
        self.waiting = None

    def _chosen(self, error: SecretNotKept, answer: str | None) -> None:
        if answer == DELETE:
            self.change(partial(self._deleting_again, error), "user")
        elif answer is not None:
            home = None if answer == AGAIN else KeyHome(answer)
            self.change(partial(self._keeping, error, home), "user")
        elif error.made:
            self.tell_waiting()
        else:
            self._let_go()
            self.notice.say(f"The secret of “{error.name}” is not kept. i imports it again.", "info")

    def tell_waiting(self) -> None:
        """Say that a secret waits, and the key to go on."""
        if self.waiting is not None and self.waiting.made:
            self.notice.say(
                f"The secret of the new user “{self.waiting.name}” is in memory only; quitting loses it. "
                "Press n to say where it is to be kept.",
                "warn",
            )

    async def _keeping(self, error: SecretNotKept, home: KeyHome | None) -> None:
        users = self.console.workspace.users()
        try:
            account = await users.keep(error.user, error.name, home, made=error.made, own=error.own)
        except SecretNotKept as again:
            self._offer(again)
            return
        self._kept(account, f"The secret of “{account.name}”")

    async def _deleting_again(self, error: SecretNotKept) -> None:
        try:
            await self.console.workspace.users().delete(error.user.id)
        except ConsoleError as refusal:
            self._offer(SecretNotKept(error.user, error.name, refusal, made=True))
            return
        self._let_go()
        self.app.notify("The user is deleted again; its secret opens nothing any more.")
        self.load()

    def tell_new(self) -> None:
        """After a lost answer: say whether there is a user now that was not there before."""
        if self._known_before is None:
            return
        new = [each for each in self.items if each not in self._known_before]
        self._known_before = None
        if new:
            self.table.go_to(new[0])
            ids = ", ".join(new[:3])
            text = f"New in the list: {ids}. If nobody else made it, it is the one whose secret is lost"
            self.notice.say(f"{text}: delete it (x), then create another (n).", "warn")
        else:
            self.notice.say("No user is new: none was created. Press n to create one.", "info")
            self.work(self._none_made, "none-made")

    async def _none_made(self) -> None:
        recorder = self.console.workspace.recorder
        await recorder.drain()
        await recorder.begun.not_made(self.console.workspace.account.name)

    def do_users_import(self) -> None:
        """Ask for the address, unseen."""
        self._ask_address()

    def _ask_address(self, refusal: str = "") -> None:
        # Asked again at once: what is pasted next is a secret, and must not land among the screen's keys.
        hint = f"✗ {refusal}\n{IMPORT_HINT}" if refusal else IMPORT_HINT
        self.app.push_screen(Ask("Import a user", hint, password=True), self._import)

    def _import(self, typed: str | None) -> None:
        if typed:
            self.change(partial(self._importing, typed), "user", "Press i to try again.")

    async def _importing(self, typed: str) -> None:
        self.notice.say("Asking the service whose secret this is", "info")
        try:
            user, known = await self.console.workspace.users().verify(typed)
        except ConsoleError as error:
            self._ask_address(describe(error))
            return
        finally:
            self.notice.clear()
        if known is not None and known.account is not None:
            await self._naming(user, True, known.name)
        else:
            self._ask_name(user, known is not None)

    def _ask_name(self, user: NewUser, own: bool, typed: str = "", refusal: str = "") -> None:
        free = self.console.workspace.users().free_name()
        hint = (NAME_HINT if own else OF_ANOTHER).format(free)
        question = Ask(f"The user {user.id}", f"{refusal}\n{hint}" if refusal else hint, typed)
        self.app.push_screen(question, partial(self._named, user, own, free))

    def _named(self, user: NewUser, own: bool, free: str, typed: str | None) -> None:
        if typed is not None:
            job = partial(self._naming, user, own, typed or free)
            self.change(job, "user", "Press i to try again.")

    async def _naming(self, user: NewUser, own: bool, typed: str) -> None:
        try:
            account = await self.console.workspace.users().keep(user, typed, own=own)
        except SecretNotKept as error:
            self._offer(error)
        except InputError as error:
            self._ask_name(user, own, typed, str(error))
        else:
            self._kept(account, f"The secret of “{account.name}”")
