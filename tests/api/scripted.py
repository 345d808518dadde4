"""A small HTTP server on a real socket that answers with scripted bytes, right or wrong."""

import asyncio
import json
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

NOWHERE: Final = ("javascript:alert(1)", "mailto:a@example.com", "http://[", "//", "?x=\x7f")
"""Values of ``Location`` that lead to no URL."""


@dataclass(frozen=True)
class Seen:
    """One request as it came."""

    line: str
    headers: dict[str, str]
    """By lower-case name."""
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Exchange:
    """One request under way, its head read."""

    def __init__(self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        lines = head.decode("latin-1").rstrip("\r\n").split("\r\n")
        self.line = lines[0]
        self.headers = {
            name.lower(): value.strip() for name, _, value in (x.partition(":") for x in lines[1:])
        }
        self.body = b""
        self._reader = reader
        self._writer = writer

    async def read_body(self) -> None:
        self.body = await self._reader.readexactly(int(self.headers.get("content-length", "0")))

    async def write(self, raw: bytes) -> None:
        self._writer.write(raw)
        await self._writer.drain()

    def close(self) -> None:
        self._writer.close()

    def reset(self) -> None:
        """Drop the connection without a farewell (RST)."""
        self._writer.transport.abort()


Step = Callable[[Exchange], Awaitable[None]]


class ScriptedServer:
    """Answers each request with the next step; a request too many gets 418 and stays in ``seen``."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self._host = host
        self.steps: list[Step] = []
        self.exchanges: list[Exchange] = []
        self.connections = 0
        self.asked = asyncio.Event()
        """Set when the first request's head has come."""
        self.port = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    @property
    def url(self) -> str:
        return f"http://{self._host}:{self.port}"

    @property
    def seen(self) -> list[Seen]:
        """Every request of which the head came, in order."""
        return [Seen(one.line, one.headers, one.body) for one in self.exchanges]

    async def start(self, context: ssl.SSLContext | None = None) -> None:
        self._server = await asyncio.start_server(self._accept, self._host, 0, ssl=context)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        assert self._server
        self._server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        task = asyncio.current_task()
        assert task
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        try:
            while not writer.is_closing():
                exchange = Exchange(await reader.readuntil(b"\r\n\r\n"), reader, writer)
                self.exchanges.append(exchange)
                self.asked.set()
                step = self.steps.pop(0) if self.steps else reply(418, b"not in the script")
                await step(exchange)
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            pass
        finally:
            writer.close()


def raw(answer: bytes, *, close: bool = False) -> Step:
    """Read the request, answer with these very bytes."""

    async def step(exchange: Exchange) -> None:
        await exchange.read_body()
        await exchange.write(answer)
        if close:
            exchange.close()

    return step


def reply(status: int, body: bytes, *headers: str) -> Step:
    """Answer with a well-formed message."""
    head = [f"HTTP/1.1 {status} x", f"Content-Length: {len(body)}", *headers, "", ""]
    return raw("\r\n".join(head).encode("latin-1") + body)


def success(**fields: object) -> Step:
    return reply(200, json.dumps({"status": "success", **fields}).encode())


def refusal(status: int, code: object, message: str = "Told by the service", **fields: object) -> Step:
    body = {"status": "error", "code": code, "message": message, **fields}
    return reply(status, json.dumps(body).encode())


def told(status: object = 200, http: int = 200, **fields: object) -> Step:
    """Answer as UnificationEngine does."""
    return reply(http, json.dumps({"status": status, "info": "OK", **fields}).encode())


async def hang(exchange: Exchange) -> None:
    """Read the request and never answer."""
    await exchange.read_body()
    await asyncio.Event().wait()


async def hang_unread(exchange: Exchange) -> None:
    """Leave the body of the request in the socket."""
    await asyncio.Event().wait()


async def close(exchange: Exchange) -> None:
    """Read the request and close without an answer."""
    await exchange.read_body()
    exchange.close()


async def reset(exchange: Exchange) -> None:
    """Read the head and reset the connection."""
    exchange.reset()
