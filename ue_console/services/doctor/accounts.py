"""Trying accounts: their keys as the console would read them, and their services."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ue_console.api.lookup import look_up
from ue_console.errors import ConsoleError, KeyStoreError
from ue_console.models.account import Account, KeyHome
from ue_console.services.clients import Clients
from ue_console.services.connect import Connector
from ue_console.services.doctor.looks import AccountLook, KeyStoreLook, Problem, Reach, State
from ue_console.store.daemon import call_in_daemon
from ue_console.store.passphrase import VARIABLE, PassphraseWanted
from ue_console.store.secrets import Keys

if TYPE_CHECKING:
    from ue_console.models.secret import Secret
    from ue_console.services.connect import Call

SECONDS: Final = 15.0
"""How long one account's key, and then its service, may take."""
AT_ONCE: Final = 8
"""Accounts that are tried at the same time."""

_SESSION: Final = Problem(
    "Its key is in the memory of one console only, so it can't be tried from here.", "", State.WARNING
)
_SEALED: Final = Problem(
    "The vault is locked, and its passphrase isn't asked for here.",
    f"Open the console, which asks for it, or name a file with it in {VARIABLE}.",
    State.WARNING,
)


class Trial:
    """Tries accounts. Nobody is asked for anything, and nothing is unlocked.

    Args:
        keys: Where the keys are; its ``ask`` is taken over.
        connector: Makes what speaks to one account's service.
        seconds: How long reading a key may take, and reaching a service.
        at_once: How many accounts are tried at the same time.
    """

    def __init__(
        self,
        keys: Keys,
        connector: Callable[[], Connector] = Connector,
        *,
        seconds: float = SECONDS,
        at_once: int = AT_ONCE,
    ) -> None:
        self._keys = keys
        self._connector = connector
        self._seconds = seconds
        self._turns = asyncio.Semaphore(at_once)
        self._sealed = False
        keys.ask = self._decline

    async def all(
        self, accounts: Sequence[Account], key_store: asyncio.Task[KeyStoreLook]
    ) -> tuple[AccountLook, ...]:
        """Try all accounts; one that hangs doesn't hold the others up.

        Args:
            accounts: What to try.
            key_store: What is known of the system's key store, once it is.
        """
        return tuple(await asyncio.gather(*(self._in_turn(account, key_store) for account in accounts)))

    async def _in_turn(self, account: Account, key_store: asyncio.Task[KeyStoreLook]) -> AccountLook:
        look = AccountLook(account, account.key_hint)
        if account.key_home is KeyHome.SESSION:
            return replace(look, problems=(_SESSION,))
        if account.key_home is KeyHome.KEYRING and (problems := (await key_store).problems):
            return replace(look, key_read=False, problems=(Problem(problems[0].cause),))
        async with self._turns:
            return await self._tried(look)

    async def _tried(self, look: AccountLook) -> AccountLook:
        account = look.account
        try:
            async with asyncio.timeout(self._seconds):
                secret = await self._keys.get(account)
        except TimeoutError:
            return replace(look, key_read=False, problems=(self._silent("Reading its key"),))
        except KeyStoreError as error:
            locked = self._sealed and account.key_home is KeyHome.VAULT
            return replace(look, key_read=False, problems=(_SEALED if locked else Problem.of(error),))
        return await self._reached(replace(look, key_read=True, key_hint=secret.hint), secret)

    async def _reached(self, look: AccountLook, secret: Secret) -> AccountLook:
        connector = self._connector()
        calls: list[Call] = []
        connector.listener = calls.append
        dns: int | None = None
        try:
            async with asyncio.timeout(self._seconds):
                dns = await call_in_daemon(lambda: look_up(look.account.base_url), self._seconds)
                identity = await Clients(self._keys, connector).verify(look.account, secret)
        except TimeoutError:
            problem = self._silent("Looking its host up" if dns is None else "Asking its service")
            return replace(look, answers=False, reach=_reach(dns, calls), problems=(problem,))
        except ConsoleError as error:
            return replace(look, answers=False, reach=_reach(dns, calls), problems=(Problem.of(error),))
        other = identity.differs(look.account)
        warned = (Problem(other, "", State.WARNING),) if other else ()
        owner = identity.sentence()
        return replace(look, answers=True, owner=owner, reach=_reach(dns, calls), problems=warned)

    async def _decline(self, wanted: PassphraseWanted) -> None:
        self._sealed = True

    def _silent(self, doing: str) -> Problem:
        return Problem(f"{doing} gave no answer for {self._seconds:g} s.", "Try again later.")


def _reach(dns: int | None, calls: Sequence[Call]) -> Reach:
    """Times of the last call, and of the connection that all of them went over."""
    if not calls:
        return Reach(dns=dns)
    opened = next((call for call in calls if call.connect_milliseconds is not None), calls[-1])
    http = None if calls[-1].http_status is None else calls[-1].milliseconds
    return Reach(dns, opened.connect_milliseconds, opened.tls_milliseconds, http)
