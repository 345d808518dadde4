"""Passing calls on to a handler, at its pace and never at the cost of receiving."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Self
from urllib.parse import urlsplit

from ue_console.models.hosts import is_loopback
from ue_console.services.listening.values import Forwarded, Totals
from ue_console.store.event_records import NewCall

if TYPE_CHECKING:
    from ue_console.api.handler import Handler

MOST_WAITING: Final = 1_000
"""Calls that wait for the handler at the most; later ones are told as not passed on."""
_MOST_BYTES: Final = 64 * 1024 * 1024
_PARALLEL: Final = 10
"""Calls at once, as the service makes by default."""
_LAST_SECONDS: Final = 3.0
"""For what waits when listening ends."""

_PASSED_ON: Final = {"content-type", "content-encoding", "id"}
_SLOW: Final = "The handler is slower than the calls come: this one was not passed on."
_ENDED: Final = "Listening ended before this one was passed on."
_ELSEWHERE: Final = "Another handler, or none, was chosen before this one was passed on."


class Forwarder:
    """Calls the handler with the exact bytes.

    Args:
        url: The handler's; empty: nothing is passed on.
        insecure: Take any TLS certificate.
        totals: Counted up here.
        told: Told of each call's fate.
    """

    def __init__(self, url: str, insecure: bool, totals: Totals, told: Callable[[Forwarded], None]) -> None:
        self._wanted = (url, insecure)
        self._handler: Handler | None = None
        self.url = ""
        """The handler that calls are passed on to now; empty: none."""
        self._left: list[Handler] = []
        """Those called before; one of them may still have a call."""
        self._totals = totals
        self._told = told
        self._waiting: deque[tuple[int, NewCall]] = deque()
        self._bytes = 0
        self._workers: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        """Get ready.

        Raises:
            InputError: The URL can't be used.
        """
        await self.lead(*self._wanted)
        return self

    async def lead(self, url: str, insecure: bool) -> None:
        """Call another handler from now on, counted from nothing; empty: none.

        Raises:
            InputError: The URL can't be used; all stays as it was.
        """
        new = _handler(url, insecure) if url else None
        before, self._handler = self._handler, new
        if before is not None:
            self._drop(_ELSEWHERE)
            self._left.append(before)
        if url:
            self._totals.forwarded = self._totals.forward_failed = 0
        self.url = url

    def put(self, number: int, call: NewCall) -> None:
        """Have a call passed on, soon."""
        if self._handler is None:
            return
        if len(self._waiting) >= MOST_WAITING or self._bytes + len(call.body) > _MOST_BYTES:
            self._tell(Forwarded(number, 0, 0, _SLOW, self.url))
            return
        self._waiting.append((number, call))
        self._bytes += len(call.body)
        if len(self._workers) < _PARALLEL:
            worker = asyncio.create_task(self._work())
            self._workers.add(worker)
            worker.add_done_callback(self._workers.discard)

    async def __aexit__(self, *_: object) -> None:
        """Wait a moment for what waits."""
        if self._workers:
            await asyncio.wait(set(self._workers), timeout=_LAST_SECONDS)
        late = set(self._workers)
        for worker in late:
            worker.cancel()
        if late:
            await asyncio.wait(late)
        self._drop(_ENDED)
        await self.lead("", insecure=False)
        for handler in self._left:
            await handler.aclose()

    def _drop(self, why: str) -> None:
        for number, _call in self._waiting:
            self._tell(Forwarded(number, 0, 0, why, self.url))
        self._waiting.clear()
        self._bytes = 0

    async def _work(self) -> None:
        while self._waiting and self._handler is not None:
            number, call = self._waiting.popleft()
            self._bytes -= len(call.body)
            self._tell(await self._passed_on(self._handler, self.url, number, call))

    async def _passed_on(self, handler: Handler, url: str, number: int, call: NewCall) -> Forwarded:
        from ue_console.api.handler import HandlerAnswer

        headers = [(name, value) for name, value in call.headers if name.lower() in _PASSED_ON]
        try:
            answer = await handler.call(call.body, headers)
        except asyncio.CancelledError:
            self._tell(Forwarded(number, 0, 0, _ENDED, url))
            raise
        if isinstance(answer, HandlerAnswer):
            return Forwarded(number, answer.status, answer.milliseconds, "", url)
        return Forwarded(number, 0, answer.milliseconds, answer.reason, url)

    def _tell(self, fate: Forwarded) -> None:
        mine = fate.url == self.url
        self._totals.forwarded += mine and fate.status == 200
        self._totals.forward_failed += mine and fate.status != 200
        self._told(fate)


def _handler(url: str, insecure: bool) -> Handler:
    from ue_console.api.handler import Handler

    return Handler(url, insecure=insecure, parallel=_PARALLEL)


def leads_back(url: str, own: str) -> bool:
    """Whether a handler's URL is that of the listener itself."""
    try:
        theirs, mine = urlsplit(url), urlsplit(own)
        return theirs.scheme == "http" and theirs.port == mine.port and is_loopback(theirs.hostname or "")
    except ValueError:  # it is no URL, which is told where it is used
        return False
