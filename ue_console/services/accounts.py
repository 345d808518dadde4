"""The operator's accounts: which there are, which one is active, and a client for each."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from ue_console.errors import KeyStoreError
from ue_console.models.account import Account, KeyHome
from ue_console.models.secret import Secret
from ue_console.services.account_entries import (
    appended,
    checked,
    exchanged,
    existing,
    found,
    key_place,
    without,
)
from ue_console.store.config import Config, ConfigFile
from ue_console.store.rename import rename_account

if TYPE_CHECKING:
    from ue_console.api.unione.client import UniOneClient
    from ue_console.models.unione.system import SystemInfo
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
        connect: Callable[[Account, Secret], UniOneClient],
        *,
        database: Database | None = None,
    ) -> None:
        self._file = config_file
        self._keys = keys
        self._connect = connect
        self._database = database
        self._config: Config | None = None
        self._active = ""
        self._clients: dict[str, tuple[Account, UniOneClient]] = {}
        self._opening = asyncio.Lock()

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
        return found(self._config or self._seen(self._file.load()), self._active)

    async def verify(self, account: Account, secret: Secret) -> SystemInfo:
        """Ask the service whose key it is; nothing is kept.

        Raises:
            InputError: The account's name or base URL is wrong.
            ApiError, WireError: What the service or the line to it says.
        """
        client = self._connect(checked(account), secret)
        try:
            return await client.system.info()
        finally:
            await client.aclose()

    async def add(self, account: Account, secret: Secret) -> Account:
        """Keep the key, then the account: both or neither.

        Returns:
            The account as kept: name and URL made exact, the key's hint set.

        Raises:
            InputError: The name is taken or wrong, or the URL is wrong.
            KeyStoreError: The key's home refuses; the remedy names the other homes.
            ConfigError: The config file can't be written.
        """
        new = checked(account).model_copy(update={"key_hint": secret.hint})
        appended(await self._fresh(), new)
        await self._keep(new, secret, lambda config: appended(config, new))
        return new

    async def switch(self, name: str) -> Account:
        """Make an account the active one and close the clients of the others.

        A call under way on another account's client ends with an error: ask first.

        Raises:
            InputError: There is no such account.
            ConfigError: The file can't be read; or it can't remember the switch, which holds
                for this console nevertheless.
        """
        account = existing(await self._fresh(), name)
        self._active = name
        for other in [other for other in self._clients if other != name]:
            await self._close(other)
        await self._update(lambda config: replace(config, last_account=name))
        return account

    async def remove(self, name: str, forget_key: bool) -> None:
        """Remove an account here; nothing on the service changes, and drafts and sends stay.

        Raises:
            InputError: There is no such account.
            KeyStoreError: The key can't be forgotten; the account is still there.
            ConfigError: The file can't be written; account and key are still there.
        """
        account = existing(await self._fresh(), name)
        secret = await self._keys.find(account) if forget_key else None
        if secret is not None:
            await self._keys.remove(account)
        try:
            await self._update(lambda config: without(config, name))
        except BaseException:
            if secret is not None:
                await self._restore(account, secret)
            raise
        await self._close(name)

    async def change(self, name: str, account: Account) -> Account:
        """Replace an account's entry: name, URL, environment, read-only, the key's home.

        The key moves with the name and the home; drafts and sends move with the name.

        Raises:
            InputError: There is no such account, or what is new is wrong or taken.
            KeyStoreError: The key can't be read or moved; its sentence says if the rest is done.
            ConfigError: The file can't be written; nothing has changed.
            StateError: All is changed, but drafts and sends are still under the old name.
        """
        config = await self._fresh()
        old, new = existing(config, name), checked(account)
        exchanged(config, name, new)
        moves = key_place(new) != key_place(old)
        if moves:
            other_variable = new.key_home is old.key_home is KeyHome.ENVIRONMENT
            secret = await self._keys.get(new if other_variable else old)
            new = new.model_copy(update={"key_hint": secret.hint})
            await self._keep(new, secret, lambda config: exchanged(config, name, new))
        else:
            await self._update(lambda config: exchanged(config, name, new))
        self._active = new.name if self._active == name else self._active
        await self._close(name)
        if self._database is not None and new.name != name:
            await rename_account(self._database, name, new.name)
        if moves:
            await self._forget_old(old)
        return new

    async def rotate(self, name: str, secret: Secret) -> Account:
        """Keep a new key for an account; also how one kept for a session is given again.

        Raises:
            InputError: There is no such account.
            KeyStoreError: The key's home refuses.
            ConfigError: The file can't be written; the old key stays.
        """
        new = existing(await self._fresh(), name).model_copy(update={"key_hint": secret.hint})
        await self._keep(new, secret, lambda config: exchanged(config, name, new))
        await self._close(name)
        return new

    async def client(self, account: Account) -> UniOneClient:
        """The account's client, opened at first use and again after the account has changed.

        Raises:
            KeyStoreError: The key can't be had.
        """
        async with self._opening:
            account_then, client = self._clients.get(account.name, (None, None))
            if client is not None and account_then == account:
                return client
            secret = await self._keys.get(account)
            await self._close(account.name)
            client = self._connect(account, secret)
            self._clients[account.name] = (account, client)
            return client

    async def aclose(self) -> None:
        """Close every client."""
        for name in tuple(self._clients):
            await self._close(name)

    async def _close(self, name: str) -> None:
        if known := self._clients.pop(name, None):
            await known[1].aclose()

    async def _keep(self, account: Account, secret: Secret, change: Callable[[Config], Config]) -> None:
        """Keep the key, then write the config; the key is as before if that fails."""
        before = await self._keys.find(account)
        await self._keys.put(account, secret)
        try:
            await self._update(change)
        except BaseException:
            await self._restore(account, before)
            raise

    async def _restore(self, account: Account, secret: Secret | None) -> None:
        # The error under way says more to the operator than a second one of the key store.
        with suppress(KeyStoreError):
            if secret is None:
                await self._keys.remove(account)
            else:
                await self._keys.put(account, secret)

    async def _forget_old(self, old: Account) -> None:
        try:
            await self._keys.remove(old)
        except KeyStoreError as error:
            raise KeyStoreError(
                f"The account is changed, but its key is still in the old place too. {error.cause}",
                error.remedy,
            ) from error

    async def _fresh(self) -> Config:
        return self._seen(await asyncio.to_thread(self._file.load))

    async def _update(self, change: Callable[[Config], Config]) -> None:
        self._seen(await asyncio.to_thread(self._file.update, change))

    def _seen(self, config: Config) -> Config:
        if self._config is None:
            first = config.accounts[0].name if config.accounts else ""
            self._active = config.last_account if found(config, config.last_account) else first
        self._config = config
        return config
