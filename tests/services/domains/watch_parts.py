"""A clock that sleeping moves on, DNS by that clock, and watches that tell the time by it."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import cast

from tests.services.domains.parts import FakeDomains, checked, service
from ue_console.models.unione.domain import Domain
from ue_console.services.domains.check import Checker
from ue_console.services.domains.views import CheckState, DomainCheck
from ue_console.services.domains.watch import Watch
from ue_console.services.domains.watch_news import WatchNews
from ue_console.store.database import Database
from ue_console.store.watches import Watches

NOON = datetime(2030, 1, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class Time:
    """A clock that only sleeping moves on."""

    def __init__(self) -> None:
        self.now = NOON
        self.limit = NOON + timedelta(days=1)

    def clock(self) -> datetime:
        return self.now

    async def sleep(self, seconds: float) -> None:
        assert 0 < seconds <= 60
        self.now += timedelta(seconds=seconds)
        assert self.now < self.limit, "the watch never ends"
        await asyncio.sleep(0)


class Together(Time):
    """A clock that moves on when all who run are asleep."""

    def __init__(self) -> None:
        super().__init__()
        self.running = 0
        self.asleep: list[tuple[datetime, asyncio.Future[None]]] = []

    async def run(self, watch: Watch) -> None:
        """Run a watch that tells the time by this clock."""
        self.running += 1
        try:
            await watch.run()
        finally:
            self.running -= 1
            self._move()

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.get_running_loop().create_future()
        self.asleep.append((self.now + timedelta(seconds=seconds), woken))
        self._move()
        await woken

    def _move(self) -> None:
        if self.asleep and len(self.asleep) == self.running:
            first = min(self.asleep, key=lambda sleeper: sleeper[0])
            self.asleep.remove(first)
            self.now = max(self.now, first[0])
            first[1].set_result(None)


class Dns:
    """A checker whose domains become right at a time."""

    def __init__(self, time: Time, **right_after: int) -> None:
        self.time = time
        self.right_after = right_after
        self.checked: list[str] = []

    async def check(self, domain: Domain) -> DomainCheck:
        self.checked.append(domain.domain)
        after = self.right_after.get(domain.domain.partition(".")[0], 0)
        right = self.time.now >= NOON + after * MINUTE
        states: tuple[CheckState, ...] = ("found",) * 5 if right else ("missing",) * 5
        return checked(domain, self.time.now, states)


class Listing(FakeDomains):
    """Domains that note when they are listed."""

    def __init__(self, time: Time, *names: str) -> None:
        super().__init__(*names)
        self.time = time
        self.at: list[datetime] = []

    async def list(self, domain: str | None = None, limit: int = 50, offset: int = 0) -> "list[Domain]":
        self.at.append(self.time.now)
        return await super().list(domain, limit, offset)


def minutes(domains: Listing) -> list[float]:
    """When they were listed, in minutes after noon."""
    return [(at - NOON) / MINUTE for at in domains.at]


async def until(done: Callable[[], bool]) -> None:
    """Let others run until it is so."""
    async with asyncio.timeout(10):
        while not done():  # noqa: ASYNC110
            await asyncio.sleep(0.001)


def watching(
    domains: FakeDomains, dns: Dns, database: Database, time: Time, account: str = "ACME"
) -> tuple[Watch, list[WatchNews]]:
    heard: list[WatchNews] = []
    watch = Watch(
        service(domains, account=account),
        cast("Checker", dns),
        Watches(database),
        heard.append,
        clock=time.clock,
        sleep=time.sleep,
    )
    return watch, heard
