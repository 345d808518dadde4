"""What Home knows: of each account's service, of this machine, and what of it needs attention."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from ue_console.models.account import KeyHome, Service
from ue_console.services.attention import Need, by_urgency, needs
from ue_console.services.here import Here, look_here
from ue_console.services.overview import Listed, Overview
from ue_console.store.watches import Watches

if TYPE_CHECKING:
    from pathlib import Path

    from ue_console.models.account import Account
    from ue_console.models.unione.domain import Domain
    from ue_console.models.unione.system import SystemInfo
    from ue_console.services.accounts import Accounts
    from ue_console.services.connections import Verdict
    from ue_console.store.database import Database
    from ue_console.store.secrets import Keys

KEY_STORE_EVERY: Final = timedelta(minutes=10)
"""How long it counts as known whether the key store can be used."""


class Home:
    """Kept while the console runs, so that nothing is asked twice a minute.

    Args:
        accounts: The operator's accounts.
        keys: Where their keys are.
        database: Journal, drafts and watches.
        info: Asks for the usage of the active account.
        now: The clock, in UTC.
        listening: Where the webhooks are noted that are set for the time of listening; None: nowhere.
    """

    def __init__(
        self,
        accounts: Accounts,
        keys: Keys,
        database: Database,
        info: Callable[[], Awaitable[SystemInfo]],
        now: Callable[[], datetime],
        listening: Path | None = None,
    ) -> None:
        self._accounts = accounts
        self._keys = keys
        self._database = database
        self._info = info
        self._now = now
        self._listening = listening
        self._known: dict[tuple[str, ...], Overview] = {}
        self._looked: datetime | None = None
        self._out_of_reach = False
        """The key store can't be used."""
        self.tested: dict[str, dict[str, Verdict]] = {}
        """Account → connection → its last test."""

    def of(self, account: Account) -> Overview:
        """What is known of an account's service; with another key, nothing."""
        key = (account.name, account.base_url, account.key_hint)
        if key not in self._known:
            self._known[key] = Overview(
                self._accounts, account, Watches(self._database), self._info, self._now
            )
        self._known[key].account = account  # its kind and owner may be learned meanwhile
        return self._known[key]

    def changed(self, noun: str) -> None:
        """Something of a service was changed from here, by the API's word for it."""
        for each in self._known.values():
            each.changed(noun)

    def listed(self, account: Account, domains: Iterable[Domain]) -> None:
        """All domains of an account were read elsewhere."""
        self.of(account).domains.take(Listed(tuple(domains)), self._now())

    async def here(self, account: Account) -> Here:
        """What this machine knows of an account.

        Raises:
            StateError: The database can't be read.
        """
        return await look_here(self._database, account, self._now(), self._listening)

    async def look_at_key_store(self) -> bool:
        """Look whether the key store can be used, where an account needs it; True when that has changed.

        An account whose service has answered with a key from it proves that it can.
        """
        now, active = self._now(), self._accounts.active
        if not self._in_key_store() or (self._looked and now < self._looked + KEY_STORE_EVERY):
            return False
        self._looked, before = now, self._out_of_reach
        proven = active and active.key_home is KeyHome.KEYRING and self.of(active).answered
        self._out_of_reach = not proven and not (await self._keys.status()).usable
        return self._out_of_reach != before

    def needs(self, account: Account, here: Here, listening: str) -> list[Need]:
        """What needs attention, as far as it is known; the most pressing first.

        Args:
            account: The active one.
            here: What this machine knows of it.
            listening: For whom webhooks are listened to, one sentence; empty for nobody.
        """
        from ue_console.services import attention_accounts as others

        known = self.of(account)
        found = [*others.of_key_store(self._in_key_store() if self._out_of_reach else ())]
        if account.service is Service.UNIFICATION:
            found += others.of_lost_users(here.lost_users, known.users.value)
            found += others.of_users(here.lost_users, known.users.value)
            found += others.of_connections(known.connections.value, self.tested.get(account.name, {}))
        found += needs(self._now(), here, known)
        found += others.of_left(here.left, known.webhooks.value)
        found += others.of_listening(listening)
        found += others.of_read_only(account, for_this_run=self._accounts.read_only)
        return by_urgency(found)

    def _in_key_store(self) -> list[str]:
        """The accounts whose keys are in the system's key store, by name."""
        return [each.name for each in self._accounts.list() if each.key_home is KeyHome.KEYRING]
