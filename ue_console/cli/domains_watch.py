"""``ue-console domains watch``: waits until mail can be sent from domains."""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from ue_console.cli.domains_desk import domain_desk, now
from ue_console.cli.output import say, write
from ue_console.cli.signals import Signals
from ue_console.models.account import Account
from ue_console.services.domains.desk import DomainDesk
from ue_console.services.domains.names import readable
from ue_console.services.domains.watch import Watch
from ue_console.services.domains.watch_news import Heard, WatchNews
from ue_console.store.database import Database
from ue_console.store.watches import Watches
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
            heard: dict[str, Heard] = {}
            watch = _watch(arguments, account, desk, database, heard)
            if arguments.end:
                return await _end(watch, arguments.names)
            await desk.open(account)
            names = await watch.add(*arguments.names)
            every = plural(arguments.every, "minute") if arguments.every else "5 to 10 minutes"
            say(f"Watching {_and(names)} of {account.name}, with a look every {every}; ctrl+c ends.\n")
            await watch.soon(names)
            if await _ended(watch, names, signals):
                return _exit_code([heard.get(name) for name in names])
            left = {row.domain for row in await watch.watched()} & set(names)
    if not left:
        say("None of them is watched any more.\n")
        return 1
    say(
        f"Still watched: {_and(sorted(left))}. The console goes on with it when it runs; "
        "'ue-console domains watch --end NAME' ends it.\n"
    )
    return 1


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


async def _end(watch: Watch, names: Sequence[str]) -> int:
    ended = [name for name in names if await watch.remove(name)]
    if ended:
        say(f"No longer watched: {_and(ended)}.\n")
    if others := [name for name in names if name not in ended]:
        say(f"Not watched: {_and(others)}.\n")
    return 0


def _exit_code(heard: Sequence[Heard | None]) -> int:
    """0 when all can send, 2 when one isn't registered, else 1."""
    if Heard.UNREGISTERED in heard:
        return 2
    return 0 if all(each is Heard.READY for each in heard) else 1


def _watch(
    arguments: argparse.Namespace,
    account: Account,
    desk: DomainDesk,
    database: Database,
    heard: dict[str, Heard],
) -> Watch:
    def tell(news: WatchNews) -> None:
        heard[news.name] = news.heard
        write(line(news))
        if news.heard is Heard.READY and sys.stdout is not None and sys.stdout.isatty():
            write("\a")

    every = timedelta(minutes=arguments.every) if arguments.every else None
    return Watch(desk.of(account), desk.checker(), Watches(database), tell, every=every, heed=_HEED)


def line(news: WatchNews) -> str:
    """``12:00:05  · news.acme.example  Publish the DKIM key: … Next look at 12:05.``"""
    due = f" Next look at {news.due.astimezone():%H:%M}." if news.due else ""
    at = f"{now().astimezone():%H:%M:%S}"
    return f"{at}  {_SYMBOLS[news.heard]} {safe_line(readable(news.name))}  {safe_line(news.text)}{due}\n"


def _and(names: Sequence[str]) -> str:
    return safe_line(", ".join(map(readable, names)))
