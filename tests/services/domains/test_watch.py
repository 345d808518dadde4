"""A watch is polite, validates when DNS is right, ends when mail can be sent, and outlives the console."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from tests.services.domains.parts import FakeDomains, checked, service
from ue_console.errors import InputError, ReadOnly, Rejected, TimedOut
from ue_console.models.unione.domain import Domain
from ue_console.services.domains.check import Checker
from ue_console.services.domains.views import CheckState, DomainCheck
from ue_console.services.domains.watch import Heard, Watch, WatchNews, interval
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


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = Database(tmp_path / "state.db")
    yield opened
    await opened.close()


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


async def test_a_domain_that_is_ready_in_dns_is_validated_and_ends(time: Time, database: Database) -> None:
    domains = Listing(time, "a.test")
    watch, heard = watching(domains, Dns(time), database, time)
    assert await watch.add("A.test.") == ("a.test",)
    await watch.run()
    assert [news.heard for news in heard] == [Heard.VALIDATING, Heard.READY]
    assert domains.lists == [("a.test", 1, 0)] * 2
    assert minutes(domains) == [0, 1], "a validation is looked at soon"
    assert heard[0].due == NOON + MINUTE
    assert (heard[1].due, heard[1].text) == (
        None,
        "a.test is confirmed, and its DKIM is active: mail can be sent from it.",
    )
    assert await watch.watched() == ()


async def test_looks_are_five_minutes_apart_and_ten_later(time: Time, database: Database) -> None:
    domains = Listing(time, "a.test")
    watch, heard = watching(domains, Dns(time, a=70), database, time)
    await watch.add("a.test")
    await watch.run()
    assert minutes(domains) == [0, 5, 10, 15, 21, 28, 36, 45, 55, 65, 75, 76]
    assert {news.heard for news in heard[:10]} == {Heard.WAITING}
    assert heard[0].text == "Publish the verification record: a TXT record at @."
    assert heard[0].check is not None


async def test_a_service_that_takes_long_isnt_asked_every_minute(time: Time, database: Database) -> None:
    domains = Listing(time, "a.test")
    domains.validates = False
    time.limit = NOON + 20 * MINUTE
    watch, _ = watching(domains, Dns(time), database, time)
    await watch.add("a.test")
    with pytest.raises(AssertionError, match="never ends"):
        await watch.run()
    assert minutes(domains)[:4] == [0, 1, 6, 11]
    assert len(domains.calls) == 2 * len(domains.at)


async def test_several_domains_share_one_call(time: Time, database: Database) -> None:
    names = [f"d{number}.test" for number in range(30)]
    domains = Listing(time, *names)
    watch, heard = watching(domains, Dns(time, d0=7, d1=16), database, time)
    await watch.add(*names)
    await watch.run()
    assert domains.lists[0] == (None, 100, 0)
    assert {news.name for news in heard if news.heard is Heard.READY} == set(names)
    apart = [later - sooner for sooner, later in zip(domains.at, domains.at[1:], strict=False)]
    assert min(apart) >= MINUTE
    assert len(domains.at) < 15


async def test_domains_beyond_the_first_page_are_asked_for_one_by_one(time: Time, database: Database) -> None:
    domains = Listing(time, *(f"d{number}.test" for number in range(250)))
    watch, heard = watching(domains, Dns(time), database, time)
    await watch.add("d1.test", "d150.test", "d220.test")
    await watch.run()
    assert domains.lists[0] == (None, 100, 0)
    assert {name for name, _, _ in domains.lists[1:]} == {"d1.test", "d150.test", "d220.test"}
    apart = [later - sooner for sooner, later in zip(domains.at, domains.at[1:], strict=False)]
    assert min(apart) >= MINUTE
    assert [news.heard for news in heard].count(Heard.READY) == 3


async def test_two_consoles_take_turns(database: Database, tmp_path: Path) -> None:
    time = Together()
    domains = Listing(time, "a.test", "b.test")
    second = Database(tmp_path / "state.db")
    one, heard_one = watching(domains, Dns(time, a=20, b=31), database, time)
    other, heard_other = watching(domains, Dns(time, a=20, b=31), second, time)
    await one.add("a.test")
    await other.add("b.test")
    await asyncio.gather(time.run(one), time.run(other))
    await second.close()
    apart = [later - sooner for sooner, later in zip(domains.at, domains.at[1:], strict=False)]
    assert min(apart) >= MINUTE
    ready = [news.name for news in (*heard_one, *heard_other) if news.heard is Heard.READY]
    assert {"a.test", "b.test"} == set(ready)


async def test_a_watch_outlives_the_console(time: Time, tmp_path: Path) -> None:
    domains = Listing(time, "a.test")
    first = Database(tmp_path / "state.db")
    watch, _ = watching(domains, Dns(time, a=12), first, time)
    await watch.add("a.test")
    running = asyncio.create_task(watch.run())

    def tell(_: WatchNews) -> None:
        if len(domains.at) == 2:
            running.cancel()

    watch._tell = tell
    with pytest.raises(asyncio.CancelledError):
        await running
    await first.close()
    second = Database(tmp_path / "state.db")
    again, heard = watching(domains, Dns(time, a=12), second, time)
    [row] = await again.watched()
    assert (row.domain, row.started, row.looks) == ("a.test", NOON, 2)
    await again.run()
    await second.close()
    assert heard[-1].heard is Heard.READY
    assert minutes(domains)[:4] == [0, 5, 10, 15]


async def test_trouble_is_told_and_tried_again(time: Time, database: Database) -> None:
    domains = Listing(time, "a.test")
    domains.trouble = TimedOut("No answer.", "Wait.")
    watch, heard = watching(domains, Dns(time), database, time)

    def tell(news: WatchNews) -> None:
        heard.append(news)
        domains.trouble = None

    watch._tell = tell
    await watch.add("a.test")
    await watch.run()
    assert [news.heard for news in heard] == [Heard.TROUBLE, Heard.VALIDATING, Heard.READY]
    assert (heard[0].text, heard[0].due) == ("No answer. Wait.", NOON + 5 * MINUTE)


async def test_a_validation_that_the_service_refuses_is_trouble(time: Time, database: Database) -> None:
    class Refusing(Listing):
        async def validate_dkim(self, domain: str) -> None:
            if len(self.calls) < 4:
                self.calls.append(("validate-dkim", domain))
                raise Rejected("No DKIM record is published.", "Publish it.", code=122)
            await super().validate_dkim(domain)

    watch, heard = watching(Refusing(time, "a.test"), Dns(time), database, time)
    await watch.add("a.test")
    await watch.run()
    assert heard[0].heard is Heard.TROUBLE
    assert heard[0].text == "No DKIM record is published. Publish it."
    assert heard[-1].heard is Heard.READY


async def test_a_read_only_account_is_watched_all_the_same(time: Time, database: Database) -> None:
    domains = Listing(time, "a.test")
    domains.trouble = None

    class Reading(Listing):
        def _validated(self, method: str, domain: str) -> None:
            raise ReadOnly("This account is read-only here.", "Switch it off.")

    reading = Reading(time, "a.test")
    watch, heard = watching(reading, Dns(time), database, time)

    def tell(news: WatchNews) -> None:
        heard.append(news)
        reading.kept["a.test"].verification_record.status = "confirmed"
        reading.kept["a.test"].dkim.status = "active"

    watch._tell = tell
    await watch.add("a.test")
    await watch.run()
    assert [news.heard for news in heard] == [Heard.WAITING, Heard.READY]
    assert "read-only" in heard[0].text


async def test_a_domain_that_is_gone_ends(time: Time, database: Database) -> None:
    watch, heard = watching(Listing(time, "b.test"), Dns(time), database, time)
    await watch.add("a.test", "b.test")
    await watch.run()
    assert [(news.name, news.heard) for news in heard if news.heard is Heard.GONE] == [("a.test", Heard.GONE)]


async def test_a_watch_ends_with_the_domains_that_it_is_for(time: Time, database: Database) -> None:
    watch, heard = watching(Listing(time, "a.test", "b.test"), Dns(time, b=10000), database, time)
    await watch.add("a.test", "b.test")
    await watch.run(["A.test"])
    assert heard[-1].name == "a.test"
    assert [row.domain for row in await watch.watched()] == ["b.test"]


async def test_what_another_console_ends_is_told(time: Time, database: Database) -> None:
    watch, heard = watching(Listing(time, "a.test"), Dns(time, a=10000), database, time)

    def tell(news: WatchNews) -> None:
        heard.append(news)
        removing.append(asyncio.ensure_future(Watches(database).remove("ACME", "a.test")))

    removing: list[asyncio.Future[Any]] = []
    watch._tell = tell
    await watch.add("a.test")
    await watch.run()
    await asyncio.gather(*removing)
    assert [news.heard for news in heard] == [Heard.WAITING, Heard.GONE]
    assert "another console" in heard[1].text


async def test_a_watch_that_is_removed_or_added_is_heeded_at_once(database: Database) -> None:
    """With a sleep that never ends by itself."""
    time = Time()
    domains = Listing(time, "a.test", "b.test")
    watch, heard = watching(domains, Dns(time, a=10000, b=10000), database, time)
    asleep = asyncio.Event()

    async def sleep(seconds: float) -> None:
        asleep.set()
        await asyncio.Event().wait()

    watch._sleep = sleep
    await watch.add("a.test")
    running = asyncio.create_task(watch.run())
    await asyncio.wait_for(asleep.wait(), 5)
    time.now += MINUTE
    await watch.add("b.test")
    await until(lambda: any(news.name == "b.test" for news in heard))
    await watch.remove("A.test.")
    await watch.remove("b.test")
    await asyncio.wait_for(running, 5)
    assert all(news.heard is Heard.WAITING for news in heard)


async def test_what_is_no_domain_isnt_watched(time: Time, database: Database) -> None:
    watch, _ = watching(FakeDomains(), Dns(time), database, time)
    with pytest.raises(InputError):
        await watch.add("a.test", "no domain")
    assert await watch.watched() == ()


def test_intervals() -> None:
    assert [interval(looks) / MINUTE for looks in range(10)] == [5, 5, 5, 6, 7, 8, 9, 10, 10, 10]
