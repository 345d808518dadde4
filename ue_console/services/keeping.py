"""An account's entry and its key: both kept, or both as they were."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from ue_console.errors import KeyStoreError
from ue_console.models.account import Account
from ue_console.models.secret import Secret
from ue_console.store.config import Config, ConfigFile

if TYPE_CHECKING:
    from ue_console.store.secrets import Keys


class Keeping:
    """Changes the config file and the keys together.

    Args:
        config_file: Where accounts are kept.
        keys: Where their keys are kept.
        seen: Told of every config that is read or written.
    """

    def __init__(self, config_file: ConfigFile, keys: Keys, seen: Callable[[Config], Config]) -> None:
        self._file = config_file
        self._keys = keys
        self._seen = seen

    async def fresh(self) -> Config:
        """The config as the file says now.

        Raises:
            ConfigError: It can't be read or understood.
        """
        return self._seen(await asyncio.to_thread(self._file.load))

    async def update(self, change: Callable[[Config], Config]) -> None:
        """Change the config alone.

        Raises:
            ConfigError: It can't be read or written.
        """
        self._seen(await asyncio.to_thread(self._file.update, change))

    async def keep(self, account: Account, secret: Secret, change: Callable[[Config], Config]) -> None:
        """Keep the key, then write the config; the key is as before if that fails.

        Raises:
            KeyStoreError: The key's home refuses.
            ConfigError: The file can't be written.
        """
        before = await self._keys.find(account)
        await self._keys.put(account, secret)
        try:
            await self.update(change)
        except BaseException:
            await self._restore(account, before)
            raise

    async def forget(self, accounts: Iterable[Account], change: Callable[[Config], Config]) -> None:
        """Forget the keys of ``accounts``, then write the config; all are as before if that fails.

        Raises:
            KeyStoreError: A key's home refuses.
            ConfigError: The file can't be written.
        """
        forgotten: list[tuple[Account, Secret]] = []
        try:
            for account in accounts:
                if not self._keys.keeps(account.key_home):
                    self._keys.forget(account)  # and not asked for: its command may fail by now
                elif (secret := await self._keys.find(account)) is not None:
                    forgotten.append((account, secret))
                    await self._keys.remove(account)
            await self.update(change)
        except BaseException:
            for account, secret in forgotten:
                await self._restore(account, secret)
            raise

    async def forget_old(self, old: Account) -> None:
        """Forget a key in the place where it was before.

        Raises:
            KeyStoreError: The place refuses; the sentence says that the change itself is done.
        """
        try:
            await self._keys.remove(old)
        except KeyStoreError as error:
            raise KeyStoreError(
                f"The account is changed, but its key is still in the old place too. {error.cause}",
                error.remedy,
            ) from error

    async def _restore(self, account: Account, secret: Secret | None) -> None:
        # The error under way says more to the operator than a second one of the key store.
        with suppress(KeyStoreError):
            if secret is None:
                await self._keys.remove(account)
            else:
                await self._keys.put(account, secret)
