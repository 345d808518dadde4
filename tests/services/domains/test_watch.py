"""A watch is polite, validates when DNS is right, ends when mail can be sent, and outlives the console."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.services.domains.parts import FakeDomains, service
from tests.services.domains.watch_parts import MINUTE, NOON, Dns, Listing, Time, minutes, watching
from ue_console.errors import InputError, ReadOnly, Rejected, TimedOut
from ue_console.services.domains.watch import interval
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


async def test_an_international_name_is_told_in_its_letters(time: Time, database: Database) -> None:
    domains = Listing(time, "xn--bcher-kva.test")
    watch, heard = watching(domains, Dns(time), database, time)
    await watch.add("Bücher.test", "xn--e1afmkfd.test")
    await watch.run()
    assert {news.text for news in heard if news.due is None} == {
        "bücher.test is confirmed, and its DKIM is active: mail can be sent from it.",
        "пример.test is not among the domains of ACME. Register it first; "
        "a domain of another account is that one's alone.",
    }


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
    assert minutes(domains)[:5] == [0, 1, 2, 7, 13]
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


@pytest.mark.parametrize(("looks", "seconds", "at"), [(0, 4, [0, 1]), (1, 25, [0, 1]), (0, 25, [0, 1, 2])])
async def test_what_is_due_in_a_moment_is_looked_at_with_the_others(
    time: Time, database: Database, looks: int, seconds: int, at: list[int]
) -> None:
    domains = Listing(time, "a.test", "b.test")
    watch, heard = watching(domains, Dns(time), database, time)
    await watch.add("a.test", "b.test")
    row = next(row for row in await watch.watched() if row.domain == "b.test")
    await Watches(database).put_off(row._replace(looks=looks, due=NOON + timedelta(seconds=seconds)))
    await watch.run()
    assert minutes(domains) == at
    assert [news.heard for news in heard].count(Heard.READY) == 2


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
    assert [(news.name, news.heard) for news in heard if news.due is None] == [
        ("a.test", Heard.UNREGISTERED),
        ("b.test", Heard.READY),
    ]


async def test_a_watch_ends_with_the_domains_that_it_is_for(time: Time, database: Database) -> None:
    watch, heard = watching(Listing(time, "a.test", "b.test"), Dns(time, b=10000), database, time)
    await watch.add("a.test", "b.test")
    await watch.run(["A.test"])
    assert heard[-1].name == "a.test"
    assert [row.domain for row in await watch.watched()] == ["b.test"]


async def test_a_domain_that_was_never_registered_is_told_as_everywhere(
    time: Time, database: Database
) -> None:
    domains = Listing(time)
    watch, heard = watching(domains, Dns(time), database, time)
    await watch.add("a.test")
    await watch.run()
    with pytest.raises(InputError) as told:
        await service(domains).known("a.test")
    assert [(news.heard, news.text) for news in heard] == [(Heard.UNREGISTERED, str(told.value))]


async def test_what_is_no_domain_isnt_watched(time: Time, database: Database) -> None:
    watch, _ = watching(FakeDomains(), Dns(time), database, time)
    with pytest.raises(InputError):
        await watch.add("a.test", "no domain")
    assert await watch.watched() == ()


def test_intervals() -> None:
    assert [interval(looks) / MINUTE for looks in range(10)] == [5, 5, 5, 6, 7, 8, 9, 10, 10, 10]
