"""The operator's accounts: which there are, which one is active, and a client for each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from ue_console.errors import KeyRefused
from ue_console.models.account import Account, KeyHome
from ue_console.models.secret import Secret
from ue_console.services.account_changes import AccountChanges
from ue_console.services.account_entries import (
    checked,
    existing,
    family,
    found,
    free_name,
    without,
)
from ue_console.services.active import Active
from ue_console.services.clients import Clients
from ue_console.services.identity import Identity
from ue_console.services.keeping import Keeping
from ue_console.store.config import Config, ConfigFile

if TYPE_CHECKING:
    from ue_console.api.unification.client import UnificationClient
    from ue_console.api.unione.client import UniOneClient
    from ue_console.services.connect import Client
    from ue_console.services.ping_hiding import Held
    from ue_console.store.database import Database
    from ue_console.store.secrets import Keys


class Accounts(AccountChanges):
    """The accounts of the config file, their keys and their clients.

    Args:
        config_file: Where accounts are kept.
        keys: Where their keys are kept.
        connect: Makes a client, without I/O.
        database: Where drafts and sends follow an account that is renamed.
    """

    def __init__(
        self,
        config_file: ConfigFile,
        keys: Keys,
        connect: Callable[[Account, Secret], Client],
        *,
        database: Database | None = None,
    ) -> None:
        self._file = config_file
        self._keys = keys
        self.clients = Clients(keys, connect)
        self._database = database
        self._kept = Keeping(config_file, keys, self._seen)
        self._config: Config | None = None
        self._active = Active()
        self.read_only = False
        """The active account is read-only for this run, whatever its entry says."""

    def list(self) -> tuple[Account, ...]:
        """All accounts as the config file says now, in its order.

        Raises:
            ConfigError: The file can't be read or understood.
        """
        return tuple(self._seen(self._file.load()).accounts)

    @property
    def active(self) -> Account | None:
        """This console's account: at first the default, or the one used last, or the first of the list.

        Another console's switch doesn't change it. None without accounts, and after the active
        one was removed.

        Raises:
            ConfigError: The file can't be read or understood, at first use.
        """
        active = found(self._config or self._seen(self._file.load()), self._active.name)
        return active.model_copy(update={"read_only": True}) if active and self.read_only else active

    def kept_read_only(self, name: str) -> bool:
        """Whether the config file itself makes an account read-only, not just this run."""
        return any(account.name == name and account.read_only for account in self.list())

    def begin_with(self, name: str) -> None:
        """Make an account this console's own without remembering it as the one used last.

        Raises:
            InputError: There is no such account.
            ConfigError: The file can't be read or understood.
        """
        self._active.take(existing(self._seen(self._file.load()), name))

    async def verify(self, account: Account, secret: Secret) -> Identity:
        """Ask the service whose key it is; nothing is kept.

        Raises:
            InputError: The account's name or base URL is wrong.
            ApiError, WireError: What the service or the line to it says.
        """
        return await self.clients.verify(checked(account), secret)

    async def home_for_new(self) -> tuple[KeyHome, str]:
        """Where the key of a new account is kept best on this machine.

        Returns:
            The key store, or what can be used without one; and why it is not the key store, or empty.
        """
        status = await self._keys.status()
        if status.usable:
            return KeyHome.KEYRING, ""
        return (KeyHome.VAULT if self._keys.vault else KeyHome.SESSION), status.why

    async def held(self) -> Held:
        """The keys of all accounts that can be had; nobody is asked for anything, and no command is run."""
        from ue_console.services.family_keys import held_quietly

        return await held_quietly(self._keys, self.list())

    def asks(self, account: Account) -> bool:
        """Whether its key is had only once the operator has been asked for the vault's passphrase."""
        return self._keys.asks(account)

    async def check(self, account: Account) -> Identity:
        """Ask the service whose key it is that is kept for an account.

        Raises:
            KeyStoreError: The key can't be had.
            ApiError, WireError: What the service or the line to it says.
        """
        try:
            return await self.clients.verify(account, await self._keys.get(account))
        except KeyRefused:
            # What a command printed may be old: it runs again at the next call.
            self._keys.forget(account)
            await self.clients.close(account.name)
            raise

    async def switch(self, name: str) -> Account:
        """Make an account the active one and close the clients of the others.

        A call under way on another account's client ends with an error: ask first.

        Raises:
            InputError: There is no such account.
            ConfigError: The file can't be read; or it can't remember the switch, which holds
                for this console nevertheless.
        """
        account = existing(await self._kept.fresh(), name)
        self._active.take(account)
        await self.clients.close_others(name)
        await self._kept.update(lambda config: replace(config, last_account=name))
        return account

    @property
    def default(self) -> str:
        """The name of the account that every start opens, or empty: then the one used last."""
        return (self._config or self._seen(self._file.load())).default_account

    def family(self, name: str) -> tuple[Account, ...]:
        """The account and the projects or users kept under it, as the config file says now.

        Raises:
            ConfigError: The file can't be read or understood.
        """
        return tuple(family(self._seen(self._file.load()), name))

    def free_name(self, wanted: str, owner: str, *, besides: str = "") -> str:
        """A name that no account has but ``besides``, as near to ``wanted`` as can be."""
        config = self._seen(self._file.load())
        return free_name(without(config, besides) if besides else config, wanted, owner)

    async def session_over(self, account: Account) -> bool:
        """Whether its key was kept for a session that has ended; no other place is asked."""
        return account.key_home is KeyHome.SESSION and await self._keys.find(account) is None

    async def client(self, account: Account) -> UniOneClient:
        """The client of a UniOne account, opened at first use.

        Raises:
            InputError: The account is of the other service; or it is this console's own, and another
                program has made it lead elsewhere.
            KeyStoreError: The key can't be had.
            ConfigError: The config file can't be read.
        """
        await self._look(account)
        return await self.clients.unione(account)

    async def unification(self, account: Account) -> UnificationClient:
        """The client of a UnificationEngine account; as :meth:`client`.

        A user's has its app's key masked, too, in what the service says.
        """
        await self._look(account)
        client = await self.clients.unification(account)
        app = found(self._config, account.parent) if self._config and account.parent else None
        if app is not None and not client.hides_more and (key := await self._keys.find_quietly(app)):
            client.hide(key)
        return client

    async def _look(self, account: Account) -> None:
        """See whether the active account still is what the operator chose."""
        config = await self._kept.fresh()
        if account.name == self._active.name:
            self._active.check(config)

    def _own(self, name: str, new: Account) -> None:
        """Take along what was changed from here: the active account, or the one above it."""
        if self._active.name == name:
            self._active.take(new)
        elif self._config is not None and self._active.taken and self._active.taken.parent == name:
            self._active.take(found(self._config, self._active.name))

    async def aclose(self) -> None:
        """Close every client."""
        await self.clients.aclose()

    def _seen(self, config: Config) -> Config:
        if self._config is None:
            first = config.accounts[0].name if config.accounts else ""
            wanted = (config.default_account, config.last_account, first)
            self._active.take(next((here for name in wanted if (here := found(config, name))), None))
        self._config = config
        return config
