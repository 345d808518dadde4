"""Domains watched until mail can be sent from them: politely, several at once, over a restart."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from ue_console.errors import ConsoleError, ReadOnly
from ue_console.services.domains.domains import NotPublished, same
from ue_console.services.domains.names import domain_name

if TYPE_CHECKING:
    from ue_console.models.unione.domain import Domain
    from ue_console.services.domains.check import Checker
    from ue_console.services.domains.domains import Domains
    from ue_console.services.domains.views import DomainCheck
    from ue_console.store.watches import Watches, WatchRow

LEAST: Final = timedelta(minutes=1)
"""Between two calls of ``domain/list``, of all watches of an account together (reference: domain methods)."""

FIRST: Final = timedelta(minutes=5)
"""Between two looks at a domain."""

LONGEST: Final = timedelta(minutes=10)
"""Between two looks at a domain that takes long."""

SOON_AFTER: Final = 3
"""The first looks that are :data:`FIRST` apart; each later one waits a minute longer."""

_AT_ONCE: Final = 4
"""Domains whose DNS is asked at the same time."""

_WORDS: Final = {"verification": "verification record", "dkim": "DKIM key"}


class Heard(StrEnum):
    """What a look brought."""

    WAITING = "waiting"
    """Not there yet; the next look is at ``due``."""
    VALIDATING = "validating"
    """DNS is right, and the service was asked to look."""
    READY = "ready"
    """Confirmed and active: the watch has ended."""
    GONE = "gone"
    """The domain is no longer registered, or another console ended the watch."""
    TROUBLE = "trouble"
    """The look failed; it is tried again at ``due``."""


@dataclass(frozen=True, slots=True)
class WatchNews:
    """What is told after each look."""

    name: str
    """The domain."""
    heard: Heard
    text: str
    """One or two sentences for the operator."""
    due: datetime | None = None
    """When it is looked at next, UTC; None when the watch has ended."""
    domain: Domain | None = None
    """With its statuses, if they came."""
    check: DomainCheck | None = None
    """What DNS says, if it was asked."""


class Watch:
    """Looks at watched domains in turn, validates when DNS is right, and ends when mail can be sent.

    Args:
        domains: The account's domains.
        checker: Asks DNS.
        store: Where the watches are kept.
        tell: Hears of each look.
        every: Between two looks at a domain, one minute at the least; None for 5 to 10 minutes.
        clock: The time, in UTC.
        sleep: Waits for seconds.
    """

    def __init__(
        self,
        domains: Domains,
        checker: Checker,
        store: Watches,
        tell: Callable[[WatchNews], None],
        *,
        every: timedelta | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._domains = domains
        self._account = domains.account.name
        self._checker = checker
        self._store = store
        self._tell = tell
        self._every = every
        self._clock = clock
        self._sleep = sleep
        self._changed = asyncio.Event()
        self._mine = set[str]()
        self._ended = set[str]()
        self._beyond = set[str]()

    async def add(self, *names: str) -> tuple[str, ...]:
        """Watch domains from now on; one that is watched already stays so.

        Returns:
            Their names as they are watched.

        Raises:
            InputError: One is no domain's name; none is added.
            StateError: The database can't be written.
        """
        added = tuple(dict.fromkeys(domain_name(name) for name in names))
        self._ended -= set(added)
        for name in added:
            await self._store.add(self._account, name, self._clock())
        self._changed.set()
        return added

    async def remove(self, name: str) -> None:
        """End the watch of a domain, whether or not it can send."""
        wanted = domain_name(name)
        self._ended.add(wanted)
        await self._store.remove(self._account, wanted)
        self._changed.set()

    async def watched(self) -> tuple[WatchRow, ...]:
        """What is watched, the next one due first; also what an earlier console began."""
        return await self._store.list(self._account)

    async def run(self, only: Sequence[str] = ()) -> None:
        """Look until nothing is left to watch.

        Args:
            only: Return when these have ended; without any, when all have.

        Raises:
            StateError: The database can't be used.
        """
        wanted = {domain_name(name) for name in only}
        while True:
            self._changed.clear()
            rows = await self.watched()
            names = {row.domain for row in rows}
            self._tell_ended(self._mine - names - self._ended)
            self._mine = names
            if not (names & wanted if wanted else names):
                return
            pause = rows[0].due - self._clock()
            if pause <= timedelta():
                pause = await self._store.turn(self._account, self._clock(), LEAST)
            if pause > timedelta():
                await self._wait(min(pause, LEAST))
                continue
            await self._look(rows)

    async def _wait(self, pause: timedelta) -> None:
        """Sleep, or until a watch is added or removed; never long, since another console may do so too."""
        sleeping = asyncio.ensure_future(self._sleep(pause.total_seconds()))
        waking = asyncio.ensure_future(self._changed.wait())
        try:
            done, _ = await asyncio.wait({sleeping, waking}, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in (sleeping, waking):
                task.cancel()
            await asyncio.gather(sleeping, waking, return_exceptions=True)

    async def _look(self, rows: Sequence[WatchRow]) -> None:
        """One call of ``domain/list``, and what follows from it for each domain that it tells of."""
        now = self._clock()
        due = [row for row in rows if row.due <= now]
        try:
            told = await self._listed(due)
        except ConsoleError as error:
            for row in due:
                await self._put_off(row, WatchNews(row.domain, Heard.TROUBLE, str(error)))
            return
        at_once = asyncio.Semaphore(_AT_ONCE)
        await asyncio.gather(*(self._one(row, domain, at_once) for row, domain in told))

    async def _listed(self, due: Sequence[WatchRow]) -> list[tuple[WatchRow, Domain | None]]:
        """Ask once: by name for a single domain, or by the first page for several.

        A domain beyond the first page is asked for by name from then on, one at each turn.
        """
        near = [row for row in due if row.domain not in self._beyond]
        if due[0].domain in self._beyond or len(near) == 1:
            return [(due[0], await self._domains.get(due[0].domain))]
        page, whole = await self._domains.first()
        found = [(row, _found(page, row.domain)) for row in near]
        self._beyond |= {row.domain for row, domain in found if domain is None and not whole}
        return [(row, domain) for row, domain in found if domain or whole]

    async def _one(self, row: WatchRow, domain: Domain | None, at_once: asyncio.Semaphore) -> None:
        if domain is None:
            text = f"{row.domain} is no longer among the domains of {self._account}."
            return await self._end(WatchNews(row.domain, Heard.GONE, text))
        if domain.ready:
            text = f"{row.domain} is confirmed, and its DKIM is active: mail can be sent from it."
            return await self._end(WatchNews(row.domain, Heard.READY, text, domain=domain))
        async with at_once:
            news = await self._checked(row.domain, domain)
        return await self._put_off(row, news)

    async def _checked(self, name: str, domain: Domain) -> WatchNews:
        """Ask DNS, and the service to look where it would find what it wants."""
        check = None
        try:
            check = await self._checker.check(domain)
            asked = await self._domains.validate(check)
        except NotPublished as error:
            return WatchNews(name, Heard.WAITING, error.remedy, None, domain, check)
        except ReadOnly as error:
            text = f"{error.cause} The service itself looks for the DKIM key every 30 minutes."
            return WatchNews(name, Heard.WAITING, text, None, domain, check)
        except ConsoleError as error:
            return WatchNews(name, Heard.TROUBLE, str(error), None, domain, check)
        what = " and ".join(_WORDS[each] for each in asked)
        return WatchNews(
            name, Heard.VALIDATING, f"DNS is right: the service looks for the {what}.", None, domain, check
        )

    async def _put_off(self, row: WatchRow, news: WatchNews) -> None:
        validated = news.heard is Heard.VALIDATING
        pause = LEAST if validated and not row.validations else self._every or interval(row.looks)
        due = self._clock() + pause
        row = row._replace(due=due, looks=row.looks + 1, validations=row.validations + validated)
        await self._store.put_off(row)
        self._tell(replace(news, due=due))

    async def _end(self, news: WatchNews) -> None:
        self._ended.add(news.name)
        await self._store.remove(self._account, news.name)
        self._tell(news)

    def _tell_ended(self, names: set[str]) -> None:
        for name in sorted(names):
            self._tell(WatchNews(name, Heard.GONE, f"The watch of {name} was ended by another console."))


def interval(looks: int) -> timedelta:
    """How long to wait after so many looks: five minutes at first, ten at the most."""
    return min(FIRST + timedelta(minutes=max(looks + 1 - SOON_AFTER, 0)), LONGEST)


def _found(page: Sequence[Domain], name: str) -> Domain | None:
    return next((domain for domain in page if same(domain.domain, name)), None)
