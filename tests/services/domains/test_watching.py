"""The watches of one console: several accounts, what is told once, what waits for a key, a restart."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

from tests.services.domains.parts import FakeDomains, checked, service
from ue_console.errors import ConsoleError, KeyStoreError
from ue_console.models.account import Account, KeyHome, Service
from ue_console.models.unione.domain import Domain
from ue_console.services.accounts import Accounts
from ue_console.services.domains.check import Checker
from ue_console.services.domains.domains import Domains
from ue_console.services.domains.views import DomainCheck
from ue_console.services.domains.watch import LEAST
from ue_console.services.domains.watch_news import Heard, WatchNews
from ue_console.services.domains.watching import Watching
from ue_console.store.database import Database
from ue_console.store.rename import rename_account
from ue_console.store.watches import Watches

NOON = datetime(2030, 1, 1, 12, tzinfo=UTC)


class FakeAccounts:
    """Accounts whose keys may be missing."""

    def __init__(self, *accounts: Account) -> None:
        self.known = list(accounts)
        self.read_only = False
        self.no_key: set[str] = set()

    def list(self) -> tuple[Account, ...]:
        return tuple(self.known)

    @property
    def active(self) -> Account | None:
        return self.known[0]

    async def client(self, account: Account) -> None:
        if account.name in self.no_key:
            raise KeyStoreError(f"No key for {account.name}.")


class Desk:
    """Domains in memory, in whose DNS everything stands or nothing."""

    def __init__(self) -> None:
        self.domains: dict[str, FakeDomains] = {}
        self.published = True

    def of(self, account: Account) -> Domains:
        return service(self.domains[account.name], account=account.name)

    def checker(self) -> Checker:
        return cast("Checker", self)

    async def check(self, known: Domain) -> DomainCheck:
        return checked(known, NOON, ("found" if self.published else "missing",) * 5)


class Told:
    """What the operator was told."""

    def __init__(self) -> None:
        self.news: list[tuple[str, str, Heard]] = []
        self.errors: list[str] = []
        self.bugs: list[BaseException] = []

    def heard(self, account: Account, news: WatchNews) -> None:
        self.news.append((account.name, news.name, news.heard))

    def failed(self, account: Account, error: ConsoleError) -> None:
        self.errors.append(f"{account.name}: {error}")

    def broken(self, error: BaseException) -> None:
        self.bugs.append(error)


class House:
    """A console's watches, with a clock that only sleeping moves on."""

    def __init__(self, path: Path, *accounts: Account) -> None:
        self.now = NOON
        self.accounts = FakeAccounts(*accounts)
        self.desk = Desk()
        self.told = Told()
        self.database = Database(path)
        self.kept: list[str] = []
        for account in accounts:
            self.desk.domains[account.name] = FakeDomains("a.test", "b.test")
        self.watching = self.begun()

    def begun(self) -> Watching:
        """The watches of another console on the same file."""
        found = Watching(
            cast("Accounts", self.accounts),
            Watches(self.database),
            self.desk,
            keep=lambda account, news: self.kept.append(news.name),
            clock=lambda: self.now,
            sleep=self._sleep,
        )
        found.listener = self.told
        return found

    async def _sleep(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        assert self.now < NOON + timedelta(days=1)
        await asyncio.sleep(0.001)

    async def until(self, is_so: Callable[[], bool]) -> None:
        for _ in range(10_000):
            if is_so():
                return
            await asyncio.sleep(0.002)
        raise AssertionError(self.told.news)

    async def close(self) -> None:
        await self.watching.close()
        await self.database.close()


def account(name: str, **fields: Any) -> Account:
    return Account(name=name, base_url="https://eu1.unione.io", **fields)


async def test_each_account_has_a_watch_that_ends_by_itself(tmp_path: Path) -> None:
    one, other = account("One"), account("Other")
    house = House(tmp_path / "state.db", one, other)
    await house.watching.add(one, "a.test", "b.test")
    await house.watching.add(other, "A.test.")
    assert (house.watching.count(one), house.watching.count(other)) == (2, 1)
    assert house.watching.due(other, "a.test") == NOON
    await house.until(lambda: not house.watching.runs(one) and not house.watching.runs(other))
    ready = {(whose, name) for whose, name, heard in house.told.news if heard is Heard.READY}
    assert ready == {("One", "a.test"), ("One", "b.test"), ("Other", "a.test")}
    assert (house.watching.count(one), house.told.bugs, house.told.errors) == (0, [], [])
    assert set(house.kept) == {"a.test", "b.test"}
    await house.close()


async def test_records_that_are_published_right_after_are_seen_at_the_first_look(tmp_path: Path) -> None:
    one = account("One")
    house = House(tmp_path / "state.db", one)
    house.desk.published = False
    await house.watching.add(one, "a.test", after=LEAST)
    assert house.watching.due(one, "a.test") == NOON + LEAST
    house.desk.published = True
    await house.until(lambda: not house.watching.runs(one))
    assert house.told.news[-1] == ("One", "a.test", Heard.READY)
    assert Heard.WAITING not in {heard for _, _, heard in house.told.news}
    await house.close()


async def test_the_same_news_are_told_once(tmp_path: Path) -> None:
    one = account("One")
    house = House(tmp_path / "state.db", one)
    house.desk.published = False
    await house.watching.add(one, "a.test")
    await house.until(lambda: len(house.kept) > 3)
    assert house.told.news == [("One", "a.test", Heard.WAITING)]
    await house.watching.remove(one, "a.test")
    assert house.watching.due(one, "a.test") is None
    await house.until(lambda: not house.watching.runs(one))
    await house.close()


async def test_another_console_goes_on_with_it(tmp_path: Path) -> None:
    one, other = account("One"), account("Other")
    house = House(tmp_path / "state.db", one, other)
    house.desk.published = False
    await house.watching.add(one, "a.test")
    await house.until(lambda: bool(house.kept))
    await house.watching.close()
    house.desk.published, house.watching = True, house.begun()
    [mine] = await house.watching.resumable()
    assert (mine, house.watching.count(one)) == (one, 1)
    house.watching.start(mine)
    house.watching.start(mine)
    await house.until(lambda: ("One", "a.test", Heard.READY) in house.told.news)
    assert await house.watching.resumable() == ()
    await house.close()


async def test_what_another_console_begins_and_ends_is_taken_over(tmp_path: Path) -> None:
    one = account("One")
    house = House(tmp_path / "state.db", one)
    store = Watches(house.database)
    await store.add("One", "a.test", NOON)
    await house.watching.resumable()
    assert house.watching.due(one, "a.test") == NOON
    await store.remove("One", "a.test")
    await house.watching.resumable()
    assert (house.watching.count(one), house.watching.due(one, "a.test")) == (0, None)
    await house.close()


async def test_the_watch_of_an_account_that_has_another_name_now_goes_on_under_it(tmp_path: Path) -> None:
    one = account("One")
    house = House(tmp_path / "state.db", one)
    house.desk.published = False
    await house.watching.add(one, "a.test")
    await house.until(lambda: bool(house.kept))
    house.accounts.known = [account("New")]
    house.desk.domains["New"] = house.desk.domains["One"]
    await rename_account(house.database, "One", "New")
    [new] = await house.watching.resumable()
    assert (new.name, house.watching.runs(one), house.watching.count(new)) == ("New", False, 1)
    house.desk.published = True
    house.watching.start(new)
    await house.until(lambda: ("New", "a.test", Heard.READY) in house.told.news)
    assert not [news for news in house.told.news if news[2] is Heard.GONE]
    await house.close()


async def test_nobody_is_asked_for_the_key_of_an_account_that_is_not_worked_as(tmp_path: Path) -> None:
    here, vault = account("Here"), account("Vault", key_home=KeyHome.VAULT)
    command = account("Command", key_home=KeyHome.COMMAND)
    engine = account("Engine", service=Service.UNIFICATION)
    house = House(tmp_path / "state.db", here, vault, command, engine)
    for name in ("Here", "Vault", "Command", "Engine", "Gone"):
        await Watches(house.database).add(name, "a.test", NOON)
    assert [each.name for each in await house.watching.resumable()] == ["Here"]
    house.accounts.known.reverse()
    house.accounts.known.sort(key=lambda each: each.name != "Vault")
    assert [each.name for each in await house.watching.resumable()] == ["Vault", "Here"]
    await house.close()


async def test_a_key_that_can_not_be_had_is_asked_for_once_and_nothing_is_forgotten(tmp_path: Path) -> None:
    one = account("One")
    house = House(tmp_path / "state.db", one)
    house.accounts.no_key.add("One")
    await house.watching.add(one, "a.test")
    await house.until(lambda: bool(house.told.errors))
    assert house.told.errors == ["One: No key for One."]
    assert not house.watching.runs(one)
    assert len(await Watches(house.database).list("One")) == 1
    await house.close()


async def test_a_run_that_is_read_only_is_so_for_its_watches(tmp_path: Path) -> None:
    one = account("One")
    house = House(tmp_path / "state.db", one)
    house.accounts.read_only = True
    await Watches(house.database).add("One", "a.test", NOON)
    [found] = await house.watching.resumable()
    assert found.read_only
    await house.close()


async def test_a_bug_is_no_error_of_an_operators(tmp_path: Path) -> None:
    one = account("One")
    house = House(tmp_path / "state.db", one)
    house.desk.domains["One"].trouble = cast("ConsoleError", ZeroDivisionError())
    await house.watching.add(one, "a.test")
    await house.until(lambda: bool(house.told.bugs))
    assert isinstance(house.told.bugs[0], ZeroDivisionError)
    await house.close()
