"""Watches of several consoles on one file: they take turns, and tell what the others have done."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.services.domains.parts import domain
from tests.services.domains.watch_parts import (
    MINUTE,
    NOON,
    Dns,
    Listing,
    Time,
    Together,
    minutes,
    until,
    watching,
)
from ue_console.services.domains.watch_news import Heard, WatchNews
from ue_console.store.database import Database
from ue_console.store.watches import Watches


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = Database(tmp_path / "state.db")
    yield opened
    await opened.close()


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
    assert heard[1].text == "The watch of a.test was ended by another console."


async def test_what_became_of_a_watch_that_another_console_ended_is_found_out(
    time: Time, database: Database
) -> None:
    """Also of one that ends before this watch has begun to run; and the service is asked in turn."""
    domains = Listing(time, "a.test", "b.test")
    watch, heard = watching(domains, Dns(time), database, time)
    store = Watches(database)
    await watch.add("a.test", "b.test", "c.test")
    for name in ("a.test", "b.test", "c.test"):
        await store.remove("ACME", name)
    domains.kept["a.test"] = domain("a.test", True, True)
    assert await store.turn("ACME", NOON, MINUTE) == timedelta()
    await watch.run(["a.test", "b.test", "c.test"])
    assert {news.name: news.heard for news in heard} == {
        "a.test": Heard.READY,
        "b.test": Heard.GONE,
        "c.test": Heard.UNREGISTERED,
    }
    assert minutes(domains) == [1]
    assert not await watch.remove("a.test")


async def test_a_look_of_another_console_is_told(database: Database) -> None:
    time = Together()
    domains = Listing(time, "a.test")
    (one, heard_one), (other, heard_other) = (
        watching(domains, Dns(time, a=10), database, time) for _ in range(2)
    )
    await one.add("a.test")
    await other.add("a.test")
    await asyncio.gather(time.run(one), time.run(other))
    told = [news.heard for news in (*heard_one, *heard_other)]
    assert told.count(Heard.READY) == 2
    assert Heard.ELSEWHERE in told
    assert Heard.GONE not in told


async def test_what_is_watched_already_is_looked_at_soon_where_somebody_waits(
    time: Time, database: Database
) -> None:
    domains = Listing(time, "a.test")
    watch, _ = watching(domains, Dns(time, a=10000), database, time)
    await watch.add("a.test")
    [row] = await watch.watched()
    await Watches(database).put_off(row._replace(due=NOON + 9 * MINUTE, looks=4))
    await watch.add("a.test")
    assert [row.due for row in await watch.watched()] == [NOON + 9 * MINUTE]
    await watch.soon(["a.test"])
    assert [(row.due, row.looks) for row in await watch.watched()] == [(NOON, 4)]


@pytest.mark.parametrize(("taken", "asked"), [(False, 0), (True, 1)])
async def test_a_slip_in_a_name_is_told_at_the_first_turn(
    time: Time, database: Database, taken: bool, asked: int
) -> None:
    domains = Listing(time, "a.test")
    watch, heard = watching(domains, Dns(time), database, time)
    if taken:
        await Watches(database).turn("ACME", NOON, MINUTE)
    assert await watch.add("b.test") == ("b.test",)
    await watch.soon(["b.test"])
    await watch.run(["b.test"])
    assert [(news.name, news.heard) for news in heard] == [("b.test", Heard.UNREGISTERED)]
    assert minutes(domains) == [asked], "another console may just have listed domains"


async def test_what_was_looked_at_before_waits_for_its_turn(time: Time, database: Database) -> None:
    domains = Listing(time, "a.test")
    watch, heard = watching(domains, Dns(time), database, time)
    await Watches(database).turn("ACME", NOON, MINUTE)
    await watch.add("a.test")
    [row] = await watch.watched()
    await Watches(database).put_off(row._replace(due=NOON + 9 * MINUTE, looks=1))
    await watch.soon(["a.test"])
    await watch.run(["a.test"])
    assert heard[-1].heard is Heard.READY
    assert minutes(domains) == [1, 2]


async def test_a_first_look_takes_the_turn(time: Time, database: Database) -> None:
    domains = Listing(time, "a.test")
    watch, _ = watching(domains, Dns(time), database, time)
    await watch.add("a.test")
    await watch.soon(["a.test"])
    await watch.run()
    assert minutes(domains) == [0, 1]


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
