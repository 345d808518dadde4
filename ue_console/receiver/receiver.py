"""Listening: from a socket to whole requests."""

import asyncio
import contextlib
from collections.abc import Callable
from typing import Final

from ue_console.receiver.binding import BACKLOG, bind, url_of
from ue_console.receiver.connection import Connection
from ue_console.receiver.messages import Handle, Limits, Refused
from ue_console.receiver.shared import Shared

_SETTLED: Final = 0.01
_GRACE: Final = 2.0
"""Seconds for requests under way when it ends."""


class Receiver:
    """Takes requests and has them handled; knows nothing of what they mean.

    Args:
        host: An address or name of this machine.
        port: 0 takes any free one.
        handle: Answers a request; an exception of it is a 500 and goes to the loop's exception handler.
        limits: What a sender may take.
        refused: Told of requests that are no HTTP, too large or too slow: ``handle`` never sees them.
    """

    def __init__(
        self,
        host: str,
        port: int,
        handle: Handle,
        limits: Limits | None = None,
        *,
        refused: Callable[[Refused], None] = lambda _: None,
    ) -> None:
        self._host = host
        self._port = port
        self._shared = Shared(handle, limits or Limits(), refused)
        self._server: asyncio.Server | None = None
        self.url = ""
        """``http://127.0.0.1:PORT`` once it has started."""

    @property
    def connections(self) -> int:
        """How many are open."""
        return len(self._shared.open)

    async def start(self) -> None:
        """Listen from now on.

        Raises:
            ConsoleError: The port is in use, or the host is not this machine's.
        """
        listener = bind(self._host, self._port)
        self.url = url_of(listener)
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: Connection(self._shared), sock=listener, backlog=BACKLOG
        )

    async def stop(self) -> None:
        """Take no more; requests under way are answered, for two seconds at the most."""
        if self._server is None:
            return
        self._shared.ending = True
        # What was accepted a moment ago gets its transport, which can then be closed: of a server
        # that is closed already it would get none, and stay open.
        for listener in self._server.sockets:
            asyncio.get_running_loop().remove_reader(listener.fileno())
        await asyncio.sleep(_SETTLED)
        self._server.close()
        for connection in list(self._shared.open):
            connection.close()
        if self._shared.open:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._shared.empty.wait(), _GRACE)
        for connection in list(self._shared.open):
            connection.abort()
        await self._server.wait_closed()
        self._server = None
