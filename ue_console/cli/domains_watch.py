"""``ue-console domains watch``: waits until mail can be sent from domains."""

import argparse
import asyncio
import sys
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Final

from ue_console.cli.domains_desk import domain_desk, now
from ue_console.cli.output import say, write
from ue_console.cli.signals import Signals
from ue_console.cli.waiting import said_if_slow, service_of
from ue_console.models.account import Account
from ue_console.services.domains.desk import DomainDesk
from ue_console.services.domains.names import readable
from ue_console.services.domains.next_step import until
from ue_console.services.domains.watch import Watch
from ue_console.services.domains.watch_news import Heard, WatchNews
from ue_console.store.database import Database
from ue_console.store.watches import Watches
from ue_console.store.watches_kept_here import WatchesKeptHere
from ue_console.text import plural, safe_line

_HEED: Final = timedelta(seconds=2)
"""Until it is seen that a console has looked, or has ended a watch: somebody waits for it."""

_SYMBOLS: Final = {
    Heard.WAITING: "·",
    Heard.VALIDATING: "→",
    Heard.READY: "✓",
    Heard.GONE: "✗",
    Heard.UNREGISTERED: "✗",
    Heard.ELSEWHERE: "·",
    Heard.TROUBLE: "!",
}


def run(arguments: argparse.Namespace) -> int:
    """Watch until all are ready, or a signal comes; 0 when all are.

    Raises:
        ConsoleError: The account or its key can't be had, or the database can't be used.
    """
    return asyncio.run(_run(arguments))


async def _run(arguments: argparse.Namespace) -> int:
    with Signals() as signals:
        async with domain_desk(arguments) as (account, desk, database):
            if arguments.end:
                return await _end(Watches(database), account, arguments.names)
            heard = _Printed()
            watch = _watch(arguments, account, desk, database, heard)
            await desk.open(account)
            names = await watch.add(*arguments.names)
            say(_begun(arguments, account, names))
            await watch.soon(names)
            heard.slow = said_if_slow(f"{service_of(account)}, asked once a minute at the most, and DNS")
            ended = await _ended(watch, names, signals)
            heard.slow.cancel()
            if ended:
                return heard.exit_code(names)
            left = {row.domain for row in await watch.watched()} & set(names)
    say(_left(sorted(left), read_only=arguments.open_read_only))
    return 1


class _Printed:
    """Prints what is heard, and keeps the last of each domain."""

    def __init__(self) -> None:
        self._last: dict[str, Heard] = {}
        self.slow: asyncio.TimerHandle | None = None
        """Says what is waited for until something is heard."""

    def __call__(self, news: WatchNews) -> None:
        if self.slow is not None:
            self.slow.cancel()
        self._last[news.name] = news.heard
        write(line(news))
        if news.heard is Heard.READY and sys.stdout is not None and sys.stdout.isatty():
            write("\a")

    def exit_code(self, names: Sequence[str]) -> int:
        """0 when all can send, 2 when one isn't registered, else 1."""
        heard = [self._last.get(name) for name in names]
        if Heard.UNREGISTERED in heard:
            return 2
        return 0 if all(each is Heard.READY for each in heard) else 1


def _begun(arguments: argparse.Namespace, account: Account, names: Sequence[str]) -> str:
    every = plural(arguments.every, "minute") if arguments.every else "5 to 10 minutes"
    told = f"Watching {_and(names)} of {account.name}, with a look every {every}; ctrl+c ends."
    read_only = "With --read-only nothing is validated, and the watch ends with this command.\n"
    return f"{told} Times are UTC.\n{read_only if arguments.open_read_only else ''}"


def _left(names: Sequence[str], *, read_only: bool) -> str:
    """What is said where the watch didn't come to its end."""
    if not names:
        return "None of them is watched any more.\n"
    if read_only:
        return f"No longer watched: {_and(names)}.\n"
    return (
        f"Still watched: {_and(names)}. The console goes on with it when it runs; "
        "'ue-console domains watch --end NAME' ends it.\n"
    )


async def _ended(watch: Watch, names: Sequence[str], signals: Signals) -> bool:
    """Whether the watch came to its end, and not a signal first."""
    running, waiting = asyncio.ensure_future(watch.run(names)), asyncio.ensure_future(signals.wait())
    try:
        await asyncio.wait({running, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if not running.done():
            return False
        await running
        return True
    finally:
        for task in (running, waiting):
            task.cancel()
        await asyncio.gather(running, waiting, return_exceptions=True)


async def _end(watches: Watches, account: Account, names: Sequence[str]) -> int:
    ended = [name for name in names if await watches.remove(account.name, name)]
    if ended:
        say(f"No longer watched: {_and(ended)}.\n")
    if others := [name for name in names if name not in ended]:
        say(f"Not watched: {_and(others)}.\n")
    return 0


def _watch(
    arguments: argparse.Namespace,
    account: Account,
    desk: DomainDesk,
    database: Database,
    tell: Callable[[WatchNews], None],
) -> Watch:
    every = timedelta(minutes=arguments.every) if arguments.every else None
    # One on disk would be gone on with by a console that is not read-only, which validates.
    kept = WatchesKeptHere(database) if arguments.open_read_only else Watches(database)
    return Watch(desk.of(account), desk.checker(), kept, tell, every=every, heed=_HEED)


def line(news: WatchNews) -> str:
    """``12:00:05  · news.acme.example  Publish the DKIM key: … Next look at 12:05 UTC.``"""
    at = now()
    due = f" Next look at {until(news.due, at)}." if news.due else ""
    told = f"{_SYMBOLS[news.heard]} {readable(news.name)}  {news.text}{due}"
    return f"{at:%H:%M:%S}  {safe_line(told)}\n"


def _and(names: Sequence[str]) -> str:
    return safe_line(", ".join(map(readable, names)))
