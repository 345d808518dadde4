"""Users of an app: made, brought back, deleted and worked as; a secret that isn't kept here is lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ue_console.errors import ApiError, ConsoleError, InputError, KeyRefused, KeyStoreError
from ue_console.models.account import Account, KeyHome, KeyKind, Service
from ue_console.models.unification.credentials import halves
from ue_console.models.unification.user import NewUser
from ue_console.services.begun_calls import Unwritten
from ue_console.store.account_fields import account_name
from ue_console.store.credentials import clean_credentials
from ue_console.store.key_store import without_choices

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ue_console.api.unification.client import UnificationClient
    from ue_console.models.secret import Secret
    from ue_console.services.accounts import Accounts
    from ue_console.services.identity import Identity

USER_CREATE: Final = "user/create"
NO_SUCH_USER: Final = 414
"""The API code for an id that the app doesn't have."""

_A: Final = {
    KeyKind.ACCOUNT: "an account",
    KeyKind.PROJECT: "a project",
    KeyKind.APP: "an app",
    KeyKind.USER: "a user",
}
"""What an account of each kind is."""
_WRITABLE: Final = (KeyHome.KEYRING, KeyHome.VAULT, KeyHome.SESSION)


class SecretNotKept(KeyStoreError):
    """A user's secret could not be kept; the service does not give it a second time.

    Attributes:
        user: The user, with its secret.
        name: What it is to be called here.
        made: Whether it was made just now, so that nobody else has the secret.
        own: Whether it is a user of this app.
    """

    def __init__(
        self, user: NewUser, name: str, why: ConsoleError, *, made: bool = False, own: bool = True
    ) -> None:
        # Who is asked where to keep it can't choose every home: some are only read.
        super().__init__(why.cause, without_choices(why.remedy))
        self.user = user
        self.name = name
        self.made = made
        self.own = own


@dataclass(frozen=True, slots=True)
class User:
    """A user of the app, and what is known of it here."""

    id: str
    account: Account | None = None
    """What it is worked as; None where its secret was never kept here."""
    over: bool = False
    """Its secret was kept for a session that has ended."""

    @property
    def held(self) -> bool:
        """Whether its secret is held here."""
        return self.account is not None and not self.over

    @property
    def name(self) -> str:
        """What it is called here, or empty."""
        return self.account.name if self.account else ""


class Users:
    """The users of one app.

    Args:
        accounts: Where a user that is worked as is kept, and its secret.
        account: The app's, with its key and secret.
        calls: Writes a call down before it leaves, and that a user's secret is kept.
    """

    def __init__(self, accounts: Accounts, account: Account, calls: Unwritten | None = None) -> None:
        self._accounts = accounts
        self._account = account
        self._calls = calls or Unwritten()

    @property
    def home(self) -> KeyHome:
        """Where a new user's secret goes: where the app's own is, or the key store if that is only read."""
        home = self._account.key_home
        return home if home in _WRITABLE else KeyHome.KEYRING

    async def all(self) -> list[User]:
        """Every user, in the service's order (reference: user/list).

        Raises:
            ApiError, WireError: What the service or the line to it says.
        """
        ids = await (await self._client()).users.list()
        here = self._here()
        over = {name for name, account in here.items() if await self._accounts.session_over(account)}
        return [User(each, here.get(each), each in over) for each in ids]

    def free_name(self) -> str:
        """A name that no account has: ``User 3``."""
        taken = {account.name.casefold() for account in self._accounts.list()}
        names = (f"User {number}" for number in range(1, len(taken) + 2))
        return next(name for name in names if name.casefold() not in taken)

    async def create(self, typed: str, known: Iterable[str] | None = None) -> Account:
        """Create a user and put its secret straight where the app's own is (reference: user/create).

        Args:
            typed: What it is to be called here.
            known: The ids of all users, where they were listed.

        Raises:
            InputError: The name is wrong or taken; nothing was created.
            StateError: What is to be done can't be written down; nothing was created.
            SecretNotKept: The user is there, and its secret only in this error.
            OutcomeUnknown: There may be a user now whose secret is lost.
        """
        name = self._checked(typed)
        client = await self._client()
        async with self._calls.begun(self._account, USER_CREATE, name, known) as number:
            user = await client.users.create()
        self._calls.made(self._account, user.id, number)
        return await self.keep(user, name, made=True)

    async def verify(self, pasted: str) -> tuple[NewUser, User | None]:
        """Ask the service whether a ``user://ID:SECRET@`` opens a user; nothing is kept.

        Returns:
            The user, and what is known of it; None where it is no user of this app.

        Raises:
            InputError: It is no user's address; nothing of it is in the error.
            KeyRefused: It opens nothing.
        """
        secret = clean_credentials(Service.UNIFICATION, KeyKind.USER, pasted)
        user = NewUser(halves(secret)[0], secret)
        identity = await self._whose(user, secret)
        if identity.kind is not KeyKind.USER:
            raise InputError(
                "This is the key and secret of an app, and no user's.", "Add an app in Accounts (9, then n)."
            )
        return user, next((known for known in await self.all() if known.id == user.id), None)

    async def _whose(self, user: NewUser, secret: Secret) -> Identity:
        try:
            return await self._accounts.verify(self._new_account(user.id, self.free_name()), secret)
        except KeyRefused as error:
            raise KeyRefused(
                "The service does not accept this address.",
                "Paste the whole of it, as it was given out; a user that was deleted can't be brought back.",
                http_status=error.http_status,
                code=error.code,
                said=error.said,
            ) from error

    async def keep(
        self, user: NewUser, typed: str, home: KeyHome | None = None, *, made: bool = False, own: bool = True
    ) -> Account:
        """Keep a user's secret, and an account for it; a secret that has changed is replaced.

        Args:
            user: With its secret.
            typed: What it is to be called here; one that is called something already stays so.
            home: Where to keep it; where the app's own secret is, if that can be written.
            made: It was made just now.
            own: It is a user of this app; any other stands alone.

        Raises:
            InputError: The name is wrong or taken.
            SecretNotKept: The key store or the config file refuses.
        """
        held = self._here().get(user.id)
        wanted = typed if held or made else self._checked(typed)
        try:
            if held is None:
                name = self._accounts.free_name(wanted, self._account.name)
                new = self._new_account(user.id, name, home, own=own)
                account = await self._accounts.add(new, user.secret)
            else:
                if home is not None and held.key_home is not home:
                    held = held.model_copy(update={"key_home": home})
                account = await self._accounts.renew(held, user.secret)
        except ConsoleError as error:
            raise SecretNotKept(user, typed, error, made=made, own=own) from error
        await self._calls.kept(self._account, user.id)
        return account

    async def use(self, user: User) -> Account:
        """The account to work as this user; one that stood alone goes under its app.

        Raises:
            InputError: Its secret is not held here.
        """
        if user.account is None or user.over:
            raise InputError(
                f"The secret of the user {user.name or user.id} is not held here, and the service does not "
                "give it twice.",
                "Press i to import its user:// address.",
            )
        if user.account.parent:
            return user.account
        adopted = user.account.model_copy(update={"parent": self._account.name})
        return await self._accounts.change(adopted.name, adopted)

    async def delete(self, user_id: str) -> None:
        """Delete a user and forget its secret here; one already gone is fine (reference: user/delete).

        Raises:
            KeyStoreError: It is deleted, but its secret can't be forgotten here.
            ApiError: The service refuses; nothing is deleted.
            OutcomeUnknown: It may be gone.
        """
        client = await self._client()
        try:
            async with self._calls.begun(self._account, "user/delete", user_id):
                await client.users.delete(user_id)
        except ApiError as error:
            if error.code != NO_SUCH_USER:
                raise
        await self._calls.kept(self._account, user_id)
        held = self._here().get(user_id)
        if held is not None:
            try:
                await self._accounts.remove(held.name, forget_key=True)
            except KeyStoreError as error:
                raise KeyStoreError(
                    f"The user is deleted, but its secret is still kept here. {error.cause}", error.remedy
                ) from error

    def may_count(self, user: User) -> bool:
        """Whether its secret can be had without a question or a program."""
        # The app's own secret was had by now, so that its place is unlocked.
        quiet = {KeyHome.SESSION, KeyHome.ENVIRONMENT, self._account.key_home} - {KeyHome.COMMAND}
        return user.held and user.account is not None and user.account.key_home in quiet

    async def connections(self, user: User) -> int:
        """How many connections a user has, asked with its own secret.

        Raises:
            KeyStoreError: Its secret can't be had.
            ApiError, WireError: What the service or the line to it says.
        """
        identity = await self._accounts.check(await self.use(user))
        return identity.count or 0

    async def _client(self) -> UnificationClient:
        return await self._accounts.unification(self._account)

    def _here(self) -> dict[str, Account]:
        """The accounts of users by id; one under this app goes before one that stands alone."""
        mine = [
            account
            for account in self._accounts.list()
            if account.key_kind is KeyKind.USER
            and account.base_url == self._account.base_url
            and account.parent in ("", self._account.name)
        ]
        return {account.user_id: account for account in sorted(mine, key=lambda one: bool(one.parent))}

    def _checked(self, typed: str) -> str:
        name = account_name(typed, "user")
        known = (account for account in self._accounts.list() if account.name.casefold() == name.casefold())
        if (other := next(known, None)) is not None:
            raise InputError(
                f"There is already {_A[other.key_kind]} {other.name}.", "Type another name.", field="name"
            )
        return name

    def _new_account(
        self, user_id: str, name: str, home: KeyHome | None = None, *, own: bool = True
    ) -> Account:
        # As the config file has it: read-only for one run is not for ever.
        app = next((one for one in self._accounts.list() if one.name == self._account.name), self._account)
        return Account(
            name=name,
            service=Service.UNIFICATION,
            base_url=app.base_url,
            plain_http=app.plain_http,
            environment=app.environment,
            read_only=app.read_only,
            key_kind=KeyKind.USER,
            parent=app.name if own else "",
            user_id=user_id,
            key_home=home or self.home,
        )
