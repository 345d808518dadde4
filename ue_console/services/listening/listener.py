"""The listener: everything that receives, on a thread and a loop of its own."""

import asyncio
import dataclasses
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from ue_console.models.secret import Secret
from ue_console.services.listening.board import Board
from ue_console.services.listening.forwarding import Forwarder
from ue_console.services.listening.hearing import Hearing
from ue_console.services.listening.keeping import Keeper
from ue_console.services.listening.keys import Keys
from ue_console.services.listening.values import Forwarded, Received, Retention, Totals
from ue_console.store.events import EventStore


class Listener:
    """Runs HTTP, checks, keeps, so that a burst never blocks the console's loop.

    Args:
        keys: Name of an account or project → its key; none: signatures are not checked.
        events_file: Where calls are kept (``Paths.events_file``); None keeps them in memory.
        host: An address or name of this machine.
        port: 0 takes any free one.
        forward_url: A handler that every kept call is passed on to; empty: none.
        insecure: Take any TLS certificate of that handler.
        retention: How much is kept.
        now: The time, with its zone (UTC).
        keyless: Id of a project whose key is not at hand → its name.
    """

    def __init__(
        self,
        keys: Mapping[str, Secret],
        events_file: Path | None,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        forward_url: str = "",
        insecure: bool = False,
        retention: Retention | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        keyless: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._keys = Keys(keys, keyless)
        self._events_file = events_file
        self._place = (host, port)
        self._forward = (forward_url, insecure)
        self._retention = retention or Retention()
        self._now = now
        self._totals = Totals()
        self._received: Board[Received] = Board(lambda call: max(len(call.events), 1))
        self._forwarded: Board[Forwarded] = Board(lambda _: 1)
        self._forwarder: Forwarder | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ended: asyncio.Event | None = None
        self._done: Future[None] | None = None
        self._bug: BaseException | None = None

    @property
    def totals(self) -> Totals:
        """The counts as they are now."""
        return dataclasses.replace(self._totals)

    def subscribe(self, told: Callable[[Sequence[Received]], None]) -> Callable[[], None]:
        """Have ``told`` called on this loop with what is new, at most five times a second.

        A burst is cut to its newest calls with 1,000 events together; counts are in ``totals``.

        Returns:
            What ends it.
        """
        return self._received.subscribe(told)

    def subscribe_forwarded(self, told: Callable[[Sequence[Forwarded]], None]) -> Callable[[], None]:
        """The same for what the handler answered."""
        return self._forwarded.subscribe(told)

    async def start(self) -> str:
        """Listen; returns the base URL, ``http://127.0.0.1:PORT``.

        Raises:
            ConsoleError: The port is in use, the host is not this machine's, the file or the handler's
                URL can't be used.
        """
        ready: Future[str] = Future()
        self._done = Future()
        # Whoever waits for the end may be cancelled; the end itself can't be.
        self._done.set_running_or_notify_cancel()
        thread = threading.Thread(target=self._run, args=(ready, self._done), name="listener", daemon=True)
        thread.start()
        try:
            return await asyncio.shield(asyncio.wrap_future(ready))
        except asyncio.CancelledError:
            ready.add_done_callback(lambda _: self._end())
            raise

    async def forward(self, url: str, *, insecure: bool = False) -> None:
        """Pass every call on to this handler from now on; empty: to none.

        Raises:
            InputError: The URL can't be used; all stays as it was.
        """
        if self._loop is not None and self._forwarder is not None:
            leading = self._forwarder.lead(url, insecure)
            await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(leading, self._loop))

    async def stop(self) -> None:
        """Take no more; what was answered with 200 is on disk, and what waits is passed on for 3 s.

        Raises:
            Exception: A bug that was met while listening.
        """
        if self._done is None:
            return
        self._end()
        await asyncio.wrap_future(self._done)
        self._done = None
        if self._bug is not None:
            raise self._bug

    def _end(self) -> None:
        if self._loop is not None and self._ended is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._ended.set)

    def _run(self, ready: Future[str], done: Future[None]) -> None:
        try:
            asyncio.run(self._listen(ready))
        except BaseException as error:
            # Whatever it is, it must not reach threading's hook, which prints.
            if ready.done():
                self._bug = self._bug or error
            else:
                ready.set_exception(error)
        finally:
            self._loop = None
            done.set_result(None)

    async def _listen(self, ready: Future[str]) -> None:
        self._loop = asyncio.get_running_loop()
        self._loop.set_exception_handler(self._met)
        self._ended = asyncio.Event()
        async with (
            EventStore(self._events_file) as store,
            Keeper(store, self._retention, self._now) as keeper,
            Forwarder(*self._forward, self._totals, self._forwarded.put) as forwarder,
            Hearing(self._keys, keeper, forwarder, self._totals, self._received.put, self._now).at(
                *self._place
            ) as url,
        ):
            self._forwarder = forwarder
            ready.set_result(url)
            await self._ended.wait()

    def _met(self, _: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
        found = context.get("exception")
        # A connection that was reset meets asyncio's own shutting down, too.
        if self._bug is None and isinstance(found, BaseException) and not isinstance(found, OSError):
            self._bug = found
