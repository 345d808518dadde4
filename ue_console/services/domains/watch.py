"""Domains watched until mail can be sent from them: politely, several at once, over a restart."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from ue_console.errors import ConsoleError, ReadOnly
from ue_console.services.domains.domains import NotPublished, not_registered, same
from ue_console.services.domains.names import domain_name, readable
from ue_console.services.domains.watch_news import Heard, WatchNews
from ue_console.store.watches import WatchRow

if TYPE_CHECKING:
    from ue_console.models.unione.domain import Domain
    from ue_console.services.domains.check import Checker
    from ue_console.services.domains.domains import Domains
    from ue_console.store.watches import Watches

LEAST: Final = timedelta(minutes=1)
"""Between two calls of ``domain/list``, of all watches of an account together (reference: domain methods)."""

FIRST: Final = timedelta(minutes=5)
"""Between two looks at a domain."""

LONGEST: Final = timedelta(minutes=10)
"""Between two looks at a domain that takes long."""

SOON_AFTER: Final = 3
"""The first looks that are :data:`FIRST` apart; each later one waits a minute longer."""

_NEAR: Final = timedelta(seconds=30)
"""How much too early a domain is looked at again where the service is asked for others."""

_SOON: Final = timedelta(seconds=5)
"""The same of a first look, for which what was just published may still be missing."""

_AT_ONCE: Final = 4
"""Domains whose DNS is asked at the same time."""

_ELSEWHERE: Final = "The watch of {} was ended by another console."

_WORDS: Final = {"verification": "verification record", "dkim": "DKIM key"}


class Watch:
    """Looks at watched domains in turn, validates when DNS is right, and ends when mail can be sent.

    Args:
        domains: The account's domains.
        checker: Asks DNS.
        store: Where the watches are kept.
        tell: Hears of each look.
        every: Between two looks at a domain, one minute at the least; None for 5 to 10 minutes.
        heed: How soon is seen what another console has done.
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
        heed: timedelta = LEAST,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._domains = domains
        self._account = domains.account.name
        self._checker = checker
        self._store = store
        self._tell = tell
        self._every = every
        self._heed = heed
        self._clock = clock
        self._sleep = sleep
        self._changed = asyncio.Event()
        self._mine: dict[str, WatchRow] = {}
        """As they were when they were read or put off last."""
        self._lost: dict[str, WatchRow] = {}
        """Ended by another console; their outcome isn't known yet."""
        self._ended = set[str]()
        self._beyond = set[str]()

    async def add(self, *names: str, after: timedelta = timedelta()) -> tuple[str, ...]:
        """Watch domains from now on; one that is watched already stays so.

        Args:
            names: In any spelling.
            after: When the first look comes.

        Returns:
            Their names as they are watched.

        Raises:
            InputError: One is no domain's name; none is added.
            StateError: The database can't be written.
        """
        added = tuple(dict.fromkeys(domain_name(name) for name in names))
        self._ended -= set(added)
        for name in added:
            now = self._clock()
            await self._store.add(self._account, name, now, now + after)
            self._mine.setdefault(name, WatchRow(self._account, name, now, now + after))
        self._changed.set()
        return added

    async def soon(self, names: Sequence[str]) -> None:
        """Have domains that were watched already looked at next, as those are that were not."""
        for row in await self.watched():
            if row.domain in names and row.looks:
                await self._store.put_off(row._replace(due=self._clock()))
        self._changed.set()

    async def remove(self, name: str) -> bool:
        """End the watch of a domain, whether or not it can send; False where it wasn't watched."""
        wanted = domain_name(name)
        self._ended.add(wanted)
        was = await self._store.remove(self._account, wanted)
        self._changed.set()
        return was

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
            self._compare(rows)
            left = names | self._lost.keys()
            if not (left & wanted if wanted else left):
                return
            pause = timedelta() if self._lost else rows[0].due - self._clock()
            if pause <= timedelta():
                pause = await self._store.turn(self._account, self._clock(), LEAST)
            if pause > timedelta():
                await self._wait(min(pause, self._heed))
            elif self._lost:
                await self._learn()
            else:
                await self._look(rows)

    def _compare(self, rows: Sequence[WatchRow]) -> None:
        """See what another console has done since the last time: looked, or ended a watch."""
        now = {row.domain: row for row in rows}
        gone = {name: row for name, row in self._mine.items() if name not in now and name not in self._ended}
        self._lost = {name: row for name, row in (self._lost | gone).items() if name not in now}
        before, self._mine = self._mine, now
        for name, row in now.items():
            if name in before and row.looks > before[name].looks:
                self._tell(WatchNews(name, Heard.ELSEWHERE, "Another console has looked.", row.due))

    async def _learn(self) -> None:
        """Ask what became of the domains whose watch another console has ended."""
        try:
            told = await self._listed(list(self._lost.values()))
        except ConsoleError as error:
            for name in sorted(self._lost):
                self._tell(WatchNews(name, Heard.GONE, f"{_ELSEWHERE.format(readable(name))} {error}"))
            self._lost.clear()
            return
        for row, domain in told:
            del self._lost[row.domain]
            if domain is not None and not domain.ready:
                text = _ELSEWHERE.format(readable(row.domain))
                self._tell(WatchNews(row.domain, Heard.GONE, text, domain=domain))
            else:
                self._tell(self._outcome(row, domain))

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
        due = [row for row in rows if row.due <= now + (_NEAR if row.looks else _SOON)]
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
        if domain is None or domain.ready:
            return await self._end(self._outcome(row, domain))
        async with at_once:
            news = await self._checked(row.domain, domain)
        return await self._put_off(row, news)

    def _outcome(self, row: WatchRow, domain: Domain | None) -> WatchNews:
        """How the watch of a domain ends that can send, or isn't registered."""
        name = readable(row.domain)
        if domain is not None:
            text = f"{name} is confirmed, and its DKIM is active: mail can be sent from it."
            return WatchNews(row.domain, Heard.READY, text, domain=domain)
        if not row.looks:
            text = str(not_registered(row.domain, self._account))
            return WatchNews(row.domain, Heard.UNREGISTERED, text)
        text = f"{name} is no longer among the domains of {self._account}."
        return WatchNews(row.domain, Heard.GONE, text)

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
        # The two records are often asked for one after the other, and each answer is there in a minute.
        pause = LEAST if validated and row.validations < len(_WORDS) else self._every or interval(row.looks)
        due = self._clock() + pause
        row = row._replace(due=due, looks=row.looks + 1, validations=row.validations + validated)
        self._mine[row.domain] = row
        await self._store.put_off(row)
        self._tell(replace(news, due=due))

    async def _end(self, news: WatchNews) -> None:
        self._ended.add(news.name)
        await self._store.remove(self._account, news.name)
        self._tell(news)


def interval(looks: int) -> timedelta:
    """How long to wait after so many looks: five minutes at first, ten at the most."""
    return min(FIRST + timedelta(minutes=max(looks + 1 - SOON_AFTER, 0)), LONGEST)


def _found(page: Sequence[Domain], name: str) -> Domain | None:
    return next((domain for domain in page if same(domain.domain, name)), None)
