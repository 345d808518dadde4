"""A scripted server, and transports to it that don't really wait."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.api.scripted import ScriptedServer
from ue_console.api.http import Times
from ue_console.api.transport import Call, Transport
from ue_console.api.unification.dialect import UNIFICATION
from ue_console.models.secret import Secret

KEY = "6mjstx9gwi7qj8eni6m77hfiiw6aif9f2c"
"""The key of all tests here: long enough to have a hint."""

APP = "8481eeb9c8304ce0a5e3cb58489868f4:4cc366b8be84a072d9232b7db7329c30"
"""Key and secret of an app, as they are kept."""

QUICK = Times(write=0.3, read=0.3)
"""Time-outs for servers that hang for good."""


@dataclass
class Line:
    """A transport with what it told: pauses and calls."""

    transport: Transport
    pauses: list[float] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)


class Lines:
    """Opens transports and closes them after the test."""

    def __init__(self, server: ScriptedServer) -> None:
        self._server = server
        self._opened: list[Transport] = []

    def open(self, url: str = "", key: str = KEY, **settings: Any) -> Line:
        pauses: list[float] = []
        calls: list[Call] = []

        async def sleep(seconds: float) -> None:
            pauses.append(seconds)

        settings = {"sleep": sleep, "on_call": calls.append, **settings}
        transport = Transport(url or self._server.url, Secret(key), **settings)
        self._opened.append(transport)
        return Line(transport, pauses, calls)

    async def close(self) -> None:
        for transport in self._opened:
            await transport.aclose()


@pytest.fixture
async def server() -> AsyncIterator[ScriptedServer]:
    """A server without a script yet."""
    running = ScriptedServer()
    await running.start()
    yield running
    await running.stop()


@pytest.fixture
async def lines(server: ScriptedServer) -> AsyncIterator[Lines]:
    """Opens further transports to the server, or to elsewhere."""
    made = Lines(server)
    yield made
    await made.close()


@pytest.fixture
def line(lines: Lines) -> Line:
    """One transport to the server."""
    return lines.open()


@pytest.fixture
def app_line(lines: Lines) -> Line:
    """One transport that speaks UnificationEngine, as an app."""
    return lines.open(key=APP, dialect=UNIFICATION)
