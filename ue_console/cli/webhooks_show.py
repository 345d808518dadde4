"""Prints what a listener receives, as it comes."""

import argparse
import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Final, Self

from ue_console.cli.rows import terminal_columns
from ue_console.cli.stream import Stream
from ue_console.cli.telling import tell
from ue_console.cli.webhooks_follow import Follower
from ue_console.cli.webhooks_hints import Hints
from ue_console.cli.webhooks_lines import Lines, forwarded_json
from ue_console.cli.webhooks_refused import Refusals
from ue_console.services.listening.board import INTERVAL
from ue_console.services.listening.listener import Listener
from ue_console.services.listening.values import Forwarded, Received
from ue_console.store.event_search import Sought
from ue_console.store.events import EventStore
from ue_console.store.paths import Paths
from ue_console.text import safe_line

_LAST_SECONDS: Final = 2.0
"""For a slow reader to take what is left at the end."""


class Shower:
    """Prints a listener's calls to stdout.

    Args:
        listener: What receives.
        store: Its file, opened a second time.
        last: The number of the newest call before it began.
        lines: How calls are printed.
        gone: Called when nobody reads any more.
    """

    def __init__(
        self, listener: Listener, store: EventStore, last: int, lines: Lines, gone: Callable[[], None]
    ) -> None:
        self._listener = listener
        self._lines = lines
        self._follower = Follower(store, last)
        self._stream = Stream(gone)
        self._gone = gone
        self._refusals = Refusals()
        self._hints = Hints()
        self._fates: asyncio.Queue[Sequence[Forwarded]] = asyncio.Queue()

    @classmethod
    @contextlib.asynccontextmanager
    async def of(
        cls, listener: Listener, paths: Paths, arguments: argparse.Namespace, gone: Callable[[], None]
    ) -> AsyncIterator[Self]:
        """One that prints until the block ends, and what is left then.

        Raises:
            StateError: The file of events can't be used.
            ConsoleError: Stdout can't be written.
        """
        sought = Sought(arguments.email, arguments.job, arguments.status).lowered()
        async with EventStore(paths.events_file) as store:
            newest = await store.newest(1)
            shower = cls(
                listener,
                store,
                newest[0].number if newest else 0,
                Lines(sought, arguments.json, terminal_columns()),
                gone,
            )
            async with shower._printing():
                yield shower

    @contextlib.asynccontextmanager
    async def _printing(self) -> AsyncIterator[None]:
        self._stream.watch()
        ends = [
            self._listener.subscribe(self._follower.told),
            self._listener.subscribe_forwarded(self._fates.put_nowait),
        ]
        task = asyncio.create_task(self._print())
        beside = [asyncio.create_task(self._tell_fates()), asyncio.create_task(self._tell_refusals())]
        task.add_done_callback(lambda _: self._gone())
        try:
            yield
            # The listener has ended; what it told last is on its way.
            await asyncio.sleep(INTERVAL)
            self._follower.end()
            await asyncio.wait((task,), timeout=_LAST_SECONDS)
        finally:
            for end in ends:
                end()
            for each in (task, *beside):
                each.cancel()
            await asyncio.wait((task, *beside))
            self._stream.close()
        for each in (task, *beside):
            if not each.cancelled() and (error := each.exception()):
                raise error

    async def _print(self) -> None:
        async for call in self._follower.calls():
            if not self._refusals.told(call):
                for line in self._lines.of(call):
                    await self._stream.write(line)
                tell(self._hints.of(call))
        for last, times in self._refusals.taken():
            await self._tell_again(last, times)

    async def _tell_refusals(self) -> None:
        async for last, times in self._refusals.counts():
            await self._tell_again(last, times)

    async def _tell_again(self, last: Received, times: int) -> None:
        for line in self._lines.again(last, times):
            await self._stream.write(line)

    async def _tell_fates(self) -> None:
        while True:
            for fate in await self._fates.get():
                if self._lines.json:
                    await self._stream.write(forwarded_json(fate))
                elif fate.status != 200:
                    why = (
                        safe_line(fate.reason) or f"It answered {fate.status} after {fate.milliseconds:,} ms."
                    )
                    tell(f"Call {fate.number} was not taken by the handler. {why}\n")
