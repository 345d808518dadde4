"""A send that is killed while the service keeps silent, and what must be so afterwards."""

import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from ue_console.errors import InputError, StateError
from ue_console.services.dispatch import Dispatch, P
from ue_console.store.send_records import SendSummary
from ue_console.store.sends import Sends

Answer = Callable[[dict[str, Any], int], dict[str, Any]]
"""What the service says to a ``message`` object, and to which request."""


class Service:
    """A service on a socket: answers the first request, and takes the second without a word."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._silent = asyncio.Event()
        self.messages: list[dict[str, Any]] = []
        """The ``message`` object of each request."""
        self.url = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer a connection's requests."""
        try:
            while await self._one(reader, writer):
                pass
        finally:
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        except asyncio.IncompleteReadError:
            return False
        length = int(head.split("content-length:")[1].split("\r\n")[0])
        self.messages.append(json.loads(await reader.readexactly(length))["message"])
        if len(self.messages) == 2:
            self._silent.set()
            await reader.read()
            return False
        body = json.dumps(self._answer(self.messages[-1], len(self.messages))).encode()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n")
        writer.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        await writer.drain()
        return True

    async def killing(self, program: str, path: Path) -> None:
        """Run a program with the URL and the database, and kill it where the service keeps silent."""
        process = await asyncio.create_subprocess_exec(sys.executable, "-c", program, self.url, str(path))
        async with asyncio.timeout(60):
            await self._silent.wait()
            process.kill()
            assert await process.wait() == -signal.SIGKILL


@asynccontextmanager
async def serving(answer: Answer, path: str) -> AsyncIterator[Service]:
    """A service at ``path`` of its URL."""
    service = Service(answer)
    server = await asyncio.start_server(service.serve, "127.0.0.1", limit=1 << 20)
    host, port = server.sockets[0].getsockname()
    service.url = f"http://{host}:{port}{path}"
    yield service
    server.close()


async def nothing_goes_out_twice(sends: Sends, ended: SendSummary, sending: Dispatch[P], same: P) -> None:
    """Neither is a request of the killed send made again, nor the same message sent without a word."""
    assert ended.state == "unknown"
    # As from the draft that is still there.
    with pytest.raises(InputError, match="unknown o"):
        await sending.send(same)
    for number in (1, 2, 3):
        with pytest.raises(StateError):
            await sends.begin(ended.id, number)
