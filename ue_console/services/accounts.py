"""The operator's accounts: which there are, which one is active, and a client for each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from ue_console.errors import KeyRefused
from ue_console.models.account import Account, KeyHome
from ue_console.models.secret import Secret
from ue_console.services.account_entries import (
    adopted,
    appended,
    checked,
    exchanged,
    existing,
    family,
    found,
    free_name,
    key_place,
    without,
)
from ue_console.services.clients import Clients
from ue_console.services.identity import Identity
from ue_console.services.keeping import Keeping
from ue_console.store.config import Config, ConfigFile
from ue_console.store.rename import rename_account

if TYPE_CHECKING:
    from ue_console.api.unione.client import UniOneClient
    from ue_console.services.connect import Client
    from ue_console.store.database import Database
    from ue_console.store.secrets import Keys


class Accounts:
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
        self._active = ""
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
        """This console's account: at first the one used last, or else the first of the list.

        Another console's switch doesn't change it. None without accounts, and after the active
        one was removed.

        Raises:
            ConfigError: The file can't be read or understood, at first use.
        """
        active = found(self._config or self._seen(self._file.load()), self._active)
        return active.model_copy(update={"read_only": True}) if active and self.read_only else active

    def begin_with(self, name: str) -> None:
        """Make an account this console's own without remembering it as the one used last.

        Raises:
            InputError: There is no such account.
            ConfigError: The file can't be read or understood.
        """
        self._active = existing(self._seen(self._file.load()), name).name

    async def verify(self, account: Account, secret: Secret) -> Identity:
        """Ask the service whose key it is; nothing is kept.

        Raises:
            InputError: The account's name or base URL is wrong.
            ApiError, WireError: What the service or the line to it says.
        """
        return await self.clients.verify(checked(account), secret)

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

    async def add(self, account: Account, secret: Secret, identity: Identity | None = None) -> Account:
        """Keep the key, then the account: both or neither.

        Args:
            account: As typed.
            secret: Its key.
            identity: What ``verify`` said; a project goes under its own account, where that is known.

        Returns:
            The account as kept: name and URL made exact, the key's hint set.

        Raises:
            InputError: The name is taken or wrong, or the URL is wrong.
            KeyStoreError: The key's home refuses; the remedy names the other homes.
            ConfigError: The config file can't be written.
        """
        exact = checked(account).model_copy(update={"key_hint": secret.hint})
        config = await self._kept.fresh()
        new = adopted(config, identity.marked(exact) if identity else exact)
        appended(config, new)
        await self._kept.keep(new, secret, lambda config: appended(config, new))
        return new

    async def switch(self, name: str) -> Account:
        """Make an account the active one and close the clients of the others.

        A call under way on another account's client ends with an error: ask first.

        Raises:
            InputError: There is no such account.
            ConfigError: The file can't be read; or it can't remember the switch, which holds
                for this console nevertheless.
        """
        account = existing(await self._kept.fresh(), name)
        self._active = name
        await self.clients.close_others(name)
        await self._kept.update(lambda config: replace(config, last_account=name))
        return account

    def family(self, name: str) -> tuple[Account, ...]:
        """The account and the projects or users kept under it, as the config file says now.

        Raises:
            ConfigError: The file can't be read or understood.
        """
        return tuple(family(self._seen(self._file.load()), name))

    async def remove(self, name: str, forget_key: bool) -> None:
        """Remove an account here, and those under it; nothing on the service changes.

        Drafts and sends stay.

        Raises:
            InputError: There is no such account.
            KeyStoreError: A key can't be forgotten; all accounts and keys are still there.
            ConfigError: The file can't be written; all accounts and keys are still there.
        """
        config = await self._kept.fresh()
        existing(config, name)
        gone = family(config, name)
        keyed = gone if forget_key else []
        await self._kept.forget(keyed, lambda config: without(config, name))
        for account in gone:
            await self.clients.close(account.name)

    async def change(self, name: str, account: Account) -> Account:
        """Replace an account's entry: name, URL, environment, read-only, the key's home.

        The key moves with the name and the home; drafts and sends move with the name.

        Raises:
            InputError: There is no such account, or what is new is wrong or taken.
            KeyStoreError: The key can't be read or moved; its sentence says if the rest is done.
            ConfigError: The file can't be written; nothing has changed.
            StateError: All is changed, but drafts and sends are still under the old name.
        """
        config = await self._kept.fresh()
        old, new = existing(config, name), checked(account)
        exchanged(config, name, new)
        moves = key_place(new) != key_place(old)
        if moves:
            unwritten = {old.key_home, new.key_home} <= {KeyHome.ENVIRONMENT, KeyHome.COMMAND}
            secret = await self._keys.get(new if unwritten else old)
            new = new.model_copy(update={"key_hint": secret.hint})
            await self._kept.keep(new, secret, lambda config: exchanged(config, name, new))
        else:
            await self._kept.update(lambda config: exchanged(config, name, new))
        self._active = new.name if self._active == name else self._active
        await self.clients.close(name)
        if self._database is not None and new.name != name:
            await rename_account(self._database, name, new.name)
        if moves:
            await self._kept.forget_old(old)
        return new

    async def rotate(self, name: str, secret: Secret, identity: Identity | None = None) -> Account:
        """Keep a new key for an account; also how one kept for a session is given again.

        Raises:
            InputError: There is no such account.
            KeyStoreError: The key's home refuses.
            ConfigError: The file can't be written; the old key stays.
        """
        old = existing(await self._kept.fresh(), name)
        new = (identity.marked(old) if identity else old).model_copy(update={"key_hint": secret.hint})
        await self._kept.keep(new, secret, lambda config: exchanged(config, name, new))
        await self.clients.close(name)
        return new

    async def learn(self, account: Account, identity: Identity) -> None:
        """Remember whose key an account has, where that was not known; the key is not touched.

        Raises:
            ConfigError: The file can't be written.
        """
        config = await self._kept.fresh()
        known = found(config, account.name)
        if known is not None and not known.user_id:
            new = adopted(config, identity.marked(known))
            await self._kept.update(lambda config: exchanged(config, new.name, new))

    async def renew(self, account: Account, secret: Secret) -> Account:
        """Keep an account's key where none or another one is kept, and its entry with it.

        Raises:
            InputError: There is no such account.
            KeyStoreError: The key's home can't be read, or refuses.
            ConfigError: The file can't be written; the old key stays.
        """
        old = existing(await self._kept.fresh(), account.name)
        new = account.model_copy(update={"key_hint": secret.hint})
        if old == new and await self._keys.find(old) == secret:
            return old
        await self._kept.keep(new, secret, lambda config: exchanged(config, new.name, new))
        await self.clients.close(new.name)
        return new

    def free_name(self, wanted: str, owner: str, *, besides: str = "") -> str:
        """A name that no account has but ``besides``, as near to ``wanted`` as can be."""
        config = self._seen(self._file.load())
        return free_name(without(config, besides) if besides else config, wanted, owner)

    async def client(self, account: Account) -> UniOneClient:
        """The client of a UniOne account, opened at first use.

        Raises:
            InputError: The account is of the other service.
            KeyStoreError: The key can't be had.
        """
        return await self.clients.unione(account)

    async def aclose(self) -> None:
        """Close every client."""
        await self.clients.aclose()

    def _seen(self, config: Config) -> Config:
        if self._config is None:
            first = config.accounts[0].name if config.accounts else ""
            self._active = config.last_account if found(config, config.last_account) else first
        self._config = config
        return config
