"""Everything about domains that one console works with: the service's side, DNS, and the watches."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from ue_console.errors import ConfigError, InputError
from ue_console.services.domains.check import Checker
from ue_console.services.domains.domains import Domains
from ue_console.services.domains.watching import Watching
from ue_console.store.watches import Watches

if TYPE_CHECKING:
    from ue_console.models.account import Account
    from ue_console.models.unione.domain import Domain
    from ue_console.services.accounts import Accounts
    from ue_console.services.domains.views import DomainCheck
    from ue_console.services.domains.watch_news import WatchNews
    from ue_console.store.config import ConfigFile
    from ue_console.store.database import Database


class DomainDesk:
    """The domains of all accounts.

    Args:
        accounts: Whose domains they are.
        database: Where watches are kept.
        config_file: May name a DNS resolver.
        now: The clock, in UTC.
        dns: The resolver to ask, ADDRESS or ADDRESS:PORT; empty for the config file's, or the system's.
        sleep: What a watch waits with.
    """

    def __init__(
        self,
        accounts: Accounts,
        database: Database,
        config_file: ConfigFile,
        now: Callable[[], datetime],
        dns: str = "",
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._accounts = accounts
        self._database = database
        self._config_file = config_file
        self._now = now
        self._dns = dns
        self._sleep = sleep
        self._checks: dict[tuple[str, str], DomainCheck] = {}

    def of(self, account: Account) -> Domains:
        """The domains of one account or project."""
        return Domains(self._accounts, account)

    async def open(self, account: Account) -> None:
        """See that the account can be worked with.

        Raises:
            KeyStoreError: Its key can't be had.
            ConsoleError: It has changed meanwhile.
        """
        await self._accounts.client(account)

    async def check(self, account: Account, domain: Domain) -> DomainCheck:
        """What DNS says of a domain now; kept as :meth:`last`.

        Raises:
            ConfigError: There is no resolver to ask.
            InputError: It is no domain's name.
        """
        check = await self.checker().check(domain)
        self._checks[account.name, domain.domain] = check
        return check

    def last(self, account: Account, name: str) -> DomainCheck | None:
        """What DNS said of a domain when it was asked last since the console's start."""
        return self._checks.get((account.name, name))

    def checker(self) -> Checker:
        """What asks DNS, by the resolver that is set now.

        Raises:
            ConfigError: The config file can't be read, or what it names is no resolver.
            InputError: What was given is no resolver's address.
        """
        from ue_console.resolver.resolver import Resolver

        if self._dns:
            return Checker(Resolver([self._dns]), self._now)
        named = self._config_file.load().dns
        try:
            return Checker(Resolver([named] if named else []), self._now)
        except InputError as error:
            raise ConfigError(
                f"The dns of the config file can't be used. {error.cause}", error.remedy
            ) from error

    @cached_property
    def watching(self) -> Watching:
        """The watches of this console."""
        return Watching(
            self._accounts,
            Watches(self._database),
            self,
            keep=self._keep,
            clock=self._now,
            sleep=self._sleep,
        )

    def _keep(self, account: Account, news: WatchNews) -> None:
        if news.check is not None:
            self._checks[account.name, news.check.domain.domain] = news.check


def checked_server(text: str) -> str:
    """The address of a DNS server as typed.

    Raises:
        InputError: It is none.
    """
    from ue_console.resolver.servers import parsed

    parsed(text)
    return text.strip()
