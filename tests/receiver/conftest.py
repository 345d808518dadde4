"""Receivers on real sockets, and raw connections to them."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from ue_console.receiver.messages import Limits, Refused, Reply, Request
from ue_console.receiver.receiver import Receiver

MEGABYTE = 1024 * 1024
QUICK = Limits(
    request=0.2, idle=0.2, farewell=0.1, body=2 * MEGABYTE, overlong=8 * MEGABYTE, overlong_seconds=0.1
)
"""Time limits that a test can wait for."""
PATIENT = replace(QUICK, request=10.0, idle=60.0, patience=60.0, overlong_seconds=10.0)
"""For tests in which nothing is late."""


class Wire:
    """One connection, byte by byte."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    def send(self, data: bytes) -> None:
        self.writer.write(data)

    async def status(self) -> int:
        """The status of the next answer, its body read away."""
        return (await self.answer())[0]

    async def answer(self, *, bodiless: bool = False) -> tuple[int, bytes]:
        async with asyncio.timeout(5):
            head = await self.reader.readuntil(b"\r\n\r\n")
            fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:] if line)
            length = 0 if bodiless else int(fields.get(b"content-length", b"0"))
            return int(head[9:12]), await self.reader.readexactly(length)

    async def ends(self) -> bool:
        """True when the other end closes without another byte."""
        async with asyncio.timeout(5):
            try:
                return not await self.reader.read(1)
            except ConnectionError:
                return True


class House:
    """A receiver with what it was asked."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.refused: list[Refused] = []
        self.hold: asyncio.Event | None = None
        """Where set, requests are answered only after it."""
        self.receiver: Receiver | None = None
        self._wires: list[Wire] = []

    async def open(self, limits: Limits = PATIENT) -> None:
        self.receiver = Receiver("127.0.0.1", 0, self.handle, limits, refused=self.refused.append)
        await self.receiver.start()

    async def handle(self, request: Request) -> Reply:
        self.requests.append(request)
        if self.hold:
            await self.hold.wait()
        if request.path == "/bug":
            raise KeyError("a bug")
        return Reply(200, b"x" * 200_000 if request.path == "/large" else request.body[:10])

    async def connect(self) -> Wire:
        assert self.receiver
        wire = Wire(*await asyncio.open_connection("127.0.0.1", urlsplit(self.receiver.url).port))
        self._wires.append(wire)
        return wire

    async def close(self) -> None:
        if self.receiver:
            await self.receiver.stop()
        for wire in self._wires:
            wire.writer.close()


@pytest.fixture
async def house() -> AsyncIterator[House]:
    """Not listening yet."""
    made = House()
    yield made
    await made.close()


async def until(condition: Callable[[], object]) -> None:
    """Wait for something to become true."""
    end = asyncio.get_running_loop().time() + 5
    while not condition():
        assert asyncio.get_running_loop().time() < end
        await asyncio.sleep(0.005)
