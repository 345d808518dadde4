"""The watches of one console: of several accounts at once, behind every screen, over a restart."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, Protocol

from ue_console.errors import ConsoleError, InputError
from ue_console.models.account import KeyHome, Service
from ue_console.services.domains.names import domain_name
from ue_console.services.domains.watch import Watch
from ue_console.services.domains.watch_news import Heard, WatchNews

if TYPE_CHECKING:
    from ue_console.models.account import Account
    from ue_console.services.accounts import Accounts
    from ue_console.services.domains.check import Checker
    from ue_console.services.domains.domains import Domains
    from ue_console.store.watches import Watches

Changed = Callable[["Account | None", "WatchNews | None"], None]
"""Hears of news of an account's domain; of None where other domains are watched than before."""

_ASKS: Final = (KeyHome.VAULT, KeyHome.COMMAND)
"""Homes whose keys may have to be asked for: not unless their account is worked as."""


class Desk(Protocol):
    """What a watch is made of."""

    def of(self, account: Account) -> Domains:
        """An account's domains."""

    def checker(self) -> Checker:
        """What asks DNS."""


class Listener(Protocol):
    """Tells the operator of watches."""

    def heard(self, account: Account, news: WatchNews) -> None:
        """A look has brought something else than the look before."""

    def failed(self, account: Account, error: ConsoleError) -> None:
        """The watches of an account can't go on now; they stay on disk."""

    def broken(self, error: BaseException) -> None:
        """Something failed that is no error of an operator's."""


class Watching:
    """Runs a watch for each account that has watched domains, and remembers what was heard.

    Args:
        accounts: The operator's accounts.
        store: Where watches are kept.
        desk: What a watch is made of.
        keep: Hears of each look first.
        clock: The time, in UTC.
        sleep: Waits for seconds.
    """

    def __init__(
        self,
        accounts: Accounts,
        store: Watches,
        desk: Desk,
        *,
        keep: Callable[[Account, WatchNews], None],
        clock: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._accounts = accounts
        self._store = store
        self._desk = desk
        self._keep = keep
        self._clock = clock
        self._sleep = sleep
        self._watches: dict[str, tuple[Account, Watch]] = {}
        self._tasks: dict[str, tuple[Watch, asyncio.Task[None]]] = {}
        self._due: dict[str, dict[str, datetime]] = {}
        self._news: dict[tuple[str, str], WatchNews] = {}
        self._told: tuple[Changed, ...] = ()
        self.listener: Listener | None = None
        """Who tells the operator."""

    def count(self, account: Account) -> int:
        """How many of an account's domains are watched, as far as they were looked at."""
        return len(self._due.get(account.name, {}))

    def due(self, account: Account, name: str) -> datetime | None:
        """When a watched domain is looked at next, in UTC; None where it isn't watched."""
        return self._due.get(account.name, {}).get(_known(name))

    def news(self, account: Account, name: str) -> WatchNews | None:
        """What was heard of it last."""
        return self._news.get((account.name, _known(name)))

    async def resumable(self) -> tuple[Account, ...]:
        """The accounts whose watches, begun earlier, can go on without anybody being asked for a key.

        Takes over, too, what other consoles have begun and ended since the last time.

        Raises:
            ConfigError, StateError: Accounts or watches can't be read.
        """
        watched, active = await self._store.accounts(), self._accounts.active
        known = self._accounts.list()
        await self._leave({account.name for account in known})
        here = [self.current(account) for account in known if account.name in watched]
        for name in self._due.keys() - set(watched):
            del self._due[name]
        for account in here:
            await self._read(account)
        self._changed()
        return tuple(
            account
            for account in here
            if account.service is Service.UNIONE
            and not self.runs(account)
            and (account.key_home not in _ASKS or (active and account.name == active.name))
        )

    def current(self, account: Account) -> Account:
        """The account as this console works with it: a run that is read-only is so for its watches, too."""
        return account.model_copy(update={"read_only": account.read_only or self._accounts.read_only})

    def runs(self, account: Account) -> bool:
        """Whether the account's watch runs, and for the account as it is now."""
        made = self._watches.get(account.name)
        running = self._tasks.get(account.name)
        return made is not None and made[0] == account and running is not None and running[0] is made[1]

    def start(self, account: Account) -> None:
        """Look at the account's watched domains, beside everything else, until none is left.

        Raises:
            ConfigError, InputError: No resolver can be made of what names one.
        """
        if self.runs(account):
            return
        before = self._tasks.pop(account.name, None)
        if before is not None:
            before[1].cancel()
        watch = self._watch(account)
        task = asyncio.create_task(self._run(account, watch), name=f"watch {account.name}")
        self._tasks[account.name] = (watch, task)
        task.add_done_callback(lambda task: self._ended(account, task))

    async def close(self) -> None:
        """Stop looking; what is watched stays so on disk."""
        await self._leave(set())

    async def _leave(self, known: set[str]) -> None:
        """Stop looking for all but these accounts: the others have gone, or have another name now."""
        for name in self._due.keys() - known:
            del self._due[name]
        tasks = [task for name, (_, task) in self._tasks.items() if name not in known]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self, account: Account, watch: Watch) -> None:
        # Once and for all: a look that fails for the key's sake would ask for it again and again.
        await self._accounts.client(account)
        await watch.run()

    def _ended(self, account: Account, task: asyncio.Task[None]) -> None:
        running = self._tasks.get(account.name)
        if running is not None and running[1] is task:
            del self._tasks[account.name]
        error = None if task.cancelled() else task.exception()
        if error is None or self.listener is None:
            return
        if isinstance(error, ConsoleError):
            self.listener.failed(account, error)
        else:
            self.listener.broken(error)

    async def add(self, account: Account, *names: str, after: timedelta = timedelta()) -> None:
        """Watch domains from now on, with a first look after that time.

        Raises:
            ConfigError: No resolver can be made of what names one.
            InputError: One is no domain's name.
            StateError: The database can't be written.
        """
        await self._watch(account).add(*names, after=after)
        await self._read(account)
        self.start(account)
        self._changed()

    async def remove(self, account: Account, name: str) -> None:
        """Watch a domain no longer.

        Raises:
            StateError: The database can't be written.
        """
        made = self._watches.get(account.name)
        if made is not None:
            await made[1].remove(name)
        await self._store.remove(account.name, domain_name(name))
        self._news.pop((account.name, _known(name)), None)
        await self._read(account)
        self._changed()

    def subscribe(self, changed: Changed) -> Callable[[], None]:
        """Have ``changed`` called when a look has brought something, or other domains are watched.

        Returns:
            What ends it.
        """
        self._told = (*self._told, changed)

        def end() -> None:
            self._told = tuple(each for each in self._told if each is not changed)

        return end

    def _watch(self, account: Account) -> Watch:
        made = self._watches.get(account.name)
        if made is not None and made[0] == account:
            return made[1]
        watch = Watch(
            self._desk.of(account),
            self._desk.checker(),
            self._store,
            lambda news: self._heard(account, news),
            clock=self._clock,
            sleep=self._sleep,
        )
        self._watches[account.name] = (account, watch)
        return watch

    async def _read(self, account: Account) -> None:
        self._due[account.name] = {row.domain: row.due for row in await self._store.list(account.name)}

    def _heard(self, account: Account, news: WatchNews) -> None:
        if all(known.name != account.name for known in self._accounts.list()):
            return  # it has gone, or has another name: its watches are no longer of this one
        due = self._due.setdefault(account.name, {})
        due.pop(news.name, None)
        if news.due is not None:
            due[news.name] = news.due
        if news.heard is Heard.ELSEWHERE:
            self._changed(account)
            return
        before = self._news.get((account.name, news.name))
        self._news[account.name, news.name] = news
        self._keep(account, news)
        if self.listener and (before is None or (before.heard, before.text) != (news.heard, news.text)):
            self.listener.heard(account, news)
        self._changed(account, news)

    def _changed(self, account: Account | None = None, news: WatchNews | None = None) -> None:
        for changed in self._told:
            changed(account, news)


def _known(name: str) -> str:
    """The name as it is watched; one that is none is only itself."""
    if name.isascii():
        return name.lower().rstrip(".")
    try:
        return domain_name(name)
    except InputError:
        return name
