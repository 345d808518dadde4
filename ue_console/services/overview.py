"""What Home asks of an account's service: everything at once, and nothing twice a minute."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from ue_console.errors import KeyStoreError
from ue_console.models.account import KeyKind, Service
from ue_console.services.known import FRESH, Known, NotYet, ask_all
from ue_console.services.projects import Projects, ProjectsOff
from ue_console.services.webhooks import Webhooks

if TYPE_CHECKING:
    from ue_console.models.account import Account
    from ue_console.models.unification.connection import Connection
    from ue_console.models.unione.domain import Domain
    from ue_console.models.unione.project import Project
    from ue_console.models.unione.system import SystemInfo
    from ue_console.models.unione.webhook import Webhook
    from ue_console.services.accounts import Accounts
    from ue_console.services.users import User
    from ue_console.store.watches import Watches

PAGE: Final = 100
"""Domains in one call of ``domain/list``, the most that there can be (code 1302)."""
MOST_DOMAINS: Final = 1_000
"""Domains that are looked at; the rest is for the list of domains."""


@dataclass(frozen=True, slots=True)
class Listed:
    """The account's domains."""

    domains: tuple[Domain, ...]
    whole: bool = True
    """False where there are more."""


class Overview:
    """What is known of one account, kept while the console runs.

    Args:
        accounts: Opens its client.
        account: Whose service is asked.
        watches: Where consoles take turns to list an account's domains.
        info: Asks whose key it is, and for the usage.
        now: The clock, in UTC.
    """

    def __init__(
        self,
        accounts: Accounts,
        account: Account,
        watches: Watches,
        info: Callable[[], Awaitable[SystemInfo]],
        now: Callable[[], datetime],
    ) -> None:
        self._accounts = accounts
        self.account = account
        self._watches = watches
        self._now = now
        self._off = False
        """The service lets this account call no project method."""
        self.info: Known[SystemInfo] = Known("usage", "email", info)
        self.domains: Known[Listed] = Known("domains", "domain", self._domains)
        self.webhooks: Known[list[Webhook]] = Known("webhooks", "webhook", self._webhooks)
        self.projects: Known[list[Project]] = Known("projects", "project", self._projects)
        self.users: Known[list[User]] = Known("users", "user", self._users)
        self.connections: Known[list[Connection]] = Known("connections", "connection", self._connections)

    @property
    def parts(self) -> tuple[Known[Any], ...]:
        """What there is of this kind of account."""
        if self.account.service is Service.UNIFICATION:
            return (self.users if self.account.key_kind is KeyKind.APP else self.connections,)
        own = (self.projects,) if self.account.key_kind is KeyKind.ACCOUNT and not self._off else ()
        return (self.info, self.domains, self.webhooks, *own)

    @property
    def answered(self) -> bool:
        """Whether the service has told anything, with the account's key."""
        return any(part.at is not None for part in self.parts)

    async def read(self, tell: Callable[[], None], *, anew: bool = False) -> None:
        """Ask for what is not known, or was more than a minute ago.

        Args:
            tell: Called whenever there is something new.
            anew: Ask for everything; domains are listed once a minute at the most all the same.
        """
        wanted = self.wanted(anew=anew)
        try:
            if wanted:
                await self._accounts.clients.of(self.account)
        except KeyStoreError as error:
            # One question for the key, whatever is wanted; left by the operator, it is not asked again.
            for part in wanted:
                part.failed(error, self._now())
            tell()
            return
        await ask_all(wanted, self._now, tell)

    def wanted(self, *, anew: bool = False) -> list[Known[Any]]:
        """What would be asked for."""
        now = self._now()
        return [part for part in self.parts if anew or part.due(now)]

    def changed(self, noun: str) -> None:
        """Something of the service was changed from here: it is read again when it is wanted next."""
        for part in self.parts:
            part.old = part.old or part.noun == noun

    def heard(self, domain: Domain) -> None:
        """The statuses of one domain were read elsewhere."""
        if (known := self.domains.value) is not None:
            domains = (domain if each.domain == domain.domain else each for each in known.domains)
            self.domains.value = replace(known, domains=tuple(domains))

    async def _domains(self) -> Listed:
        """A page after the other (reference: domain-list), when it is this console's turn."""
        now = self._now()
        pause = await self._watches.turn(self.account.name, now, FRESH)
        if pause:
            raise NotYet(now + pause)
        client = await self._accounts.client(self.account)
        found: dict[str, Domain] = {}
        while True:
            page, before = await client.domains.list(limit=PAGE, offset=len(found)), len(found)
            found.update((domain.domain, domain) for domain in page)
            whole = len(page) < PAGE or len(found) == before
            if whole or len(found) >= MOST_DOMAINS:
                return Listed(tuple(found.values()), whole)

    async def _webhooks(self) -> list[Webhook]:
        return await Webhooks(self._accounts, self.account).all()

    async def _projects(self) -> list[Project]:
        """Asked once only where the service lets this account list none, as is so by default."""
        try:
            return await Projects(self._accounts, self.account).all()
        except ProjectsOff:
            self._off = True
            return []

    async def _users(self) -> list[User]:
        from ue_console.services.users import Users

        return await Users(self._accounts, self.account).all()

    async def _connections(self) -> list[Connection]:
        from ue_console.services.connections import Connections

        return await Connections(self._accounts, self.account, self._now).all()
