"""One open client an account, and asking a service whose key it is."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from ue_console.errors import InputError, KeyStoreError
from ue_console.models.account import Account, KeyHome, Service
from ue_console.models.secret import Secret
from ue_console.services.account_entries import key_place
from ue_console.services.identity import Identity, identify, of_info

if TYPE_CHECKING:
    from ue_console.api.unification.client import UnificationClient
    from ue_console.api.unione.client import UniOneClient
    from ue_console.services.connect import Client
    from ue_console.store.secrets import Keys


class Clients:
    """The clients that are open, one an account.

    Args:
        keys: Where the keys are kept.
        connect: Makes a client, without I/O.
    """

    def __init__(self, keys: Keys, connect: Callable[[Account, Secret], Client]) -> None:
        self._keys = keys
        self._connect = connect
        self._open: dict[str, tuple[tuple[object, ...], Client]] = {}
        self._opening: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._refused: dict[str, KeyStoreError] = {}
        """Account → why its key could not be had when it was asked for last."""

    async def of(self, account: Account) -> Client:
        """The account's client, opened at first use and again after the account has changed.

        Many callers at once ask the key store, and it perhaps the operator, once: they share its refusal.

        Raises:
            KeyStoreError: The key can't be had.
        """
        refused = self._refused.get(account.name)
        async with self._opening[account.name]:
            line_then, client = self._open.get(account.name, (None, None))
            if client is not None and line_then == _line(account):
                return client
            meanwhile = self._refused.get(account.name)
            if meanwhile is not None and meanwhile is not refused:
                raise meanwhile
            secret = await self._secret(account)
            _check_own(account, secret)
            await self.close(account.name)
            client = self._connect(account, secret)
            self._open[account.name] = (_line(account), client)
            return client

    async def _secret(self, account: Account) -> Secret:
        try:
            return await self._keys.get(account)
        except KeyStoreError as error:
            self._refused[account.name] = error
            raise

    async def unione(self, account: Account) -> UniOneClient:
        """The client of a UniOne account.

        Raises:
            InputError: The account is of the other service.
            KeyStoreError: The key can't be had.
        """
        if account.service is not Service.UNIONE:
            raise InputError(f"{account.name} is no account of UniOne.", "Press a to switch to one that is.")
        return cast("UniOneClient", await self.of(account))

    async def unification(self, account: Account) -> UnificationClient:
        """The client of a UnificationEngine account.

        Raises:
            InputError: The account is of the other service.
            KeyStoreError: The key can't be had.
        """
        if account.service is not Service.UNIFICATION:
            raise InputError(
                f"{account.name} is no account of UnificationEngine.", "Press a to switch to one that is."
            )
        return cast("UnificationClient", await self.of(account))

    async def verify(self, account: Account, secret: Secret) -> Identity:
        """Ask the service whose key it is; nothing is kept.

        Raises:
            ApiError, WireError: What the service or the line to it says.
        """
        client = self._connect(account, secret)
        try:
            if account.service is Service.UNIONE:
                return of_info(await cast("UniOneClient", client).system.info())
            return await identify(cast("UnificationClient", client), secret)
        finally:
            await client.aclose()

    async def close(self, name: str) -> None:
        """Close one account's client, if it is open."""
        if known := self._open.pop(name, None):
            await known[1].aclose()

    async def close_others(self, name: str) -> None:
        """Close all clients but one account's."""
        for other in [other for other in self._open if other != name]:
            await self.close(other)

    async def aclose(self) -> None:
        """Close every client."""
        await self.close_others("")


def _check_own(account: Account, secret: Secret) -> None:
    """Refuse a key that another account, of another config perhaps, has put in the place of this one's.

    Raises:
        KeyStoreError: It does not end as this account's key does.
    """
    kept = account.key_home in (KeyHome.KEYRING, KeyHome.VAULT)
    if kept and account.key_hint and secret.hint != account.key_hint:
        raise KeyStoreError(
            f"The key kept for {account.name} ({secret.hint}) is not its own ({account.key_hint}).",
            "Press K on it in Accounts (9) and enter its own; the other key stays where it is.",
        )


def _line(account: Account) -> tuple[object, ...]:
    """What a client is made of: while it is the same, the client stays, and the calls under way."""
    return (account.service, account.base_url, account.read_only, account.key_hint, *key_place(account))
