"""Compose for channels, driven by keys: a wire that is watched, and steps that tests share."""

import asyncio
import json
from typing import Any, Final

import httpx
from textual.pilot import Pilot

from tests.console import channels_workspace, demo_console, demo_sandbox
from tests.tui.driving import opened, paste, screen_text, shows
from ue_console.store.database import Database
from ue_console.tui.app import ConsoleApp
from ue_console.tui.screens.channels import ChannelsScreen

SIZES: Final = ((120, 36), (80, 24))
TEXT: Final = "Neue Lampen für “Öl & Licht”:\n<b>nicht fett</b>\t✓"
TWO_LINES: Final = "old-page: Ann Berger <102545819285489>\ntwitter: Me"
"""One channel that has expired, one that accepts."""


class Watched(httpx.AsyncBaseTransport):
    """The sandbox, with every message that was sent; it can hold an answer back, or lose it."""

    def __init__(self) -> None:
        self._inner = httpx.ASGITransport(demo_sandbox())
        self.sent: list[bytes] = []
        self.paths: list[str] = []
        self.lose: set[str] = set()
        """Connections whose answer never arrives."""
        self.gate = asyncio.Event()
        self.gate.set()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Note it, wait at the gate, answer or not."""
        path = request.url.path.partition("/v2/")[2]
        self.paths.append(path)
        content = await request.aread()
        answer = await self._inner.handle_async_request(request)
        if path == "message/send":
            self.sent.append(content)
            await self.gate.wait()
            if set(channels_of(content)) & self.lose:
                raise httpx.ReadTimeout("lost", request=request)
        return answer

    @property
    def channels(self) -> list[str]:
        """The connections of the messages sent, in order."""
        return [name for content in self.sent for name in channels_of(content)]

    async def kept(self) -> list[dict[str, Any]]:
        """The sandbox's own list of what connections took."""
        async with httpx.AsyncClient(transport=self._inner, base_url="http://sandbox.example") as client:
            found: list[dict[str, Any]] = (await client.get("/_sandbox/messages")).json()["messages"]
            return found


def channels_of(content: bytes) -> list[str]:
    """The connections that a request names, each once."""
    receivers = json.loads(content)["message"]["receivers"]
    return list(dict.fromkeys(receiver["Connector"] for receiver in receivers))


def shop(
    wire: httpx.AsyncBaseTransport, database: Database | None = None, *, read_only: bool = False
) -> ConsoleApp:
    """The console as the demo's user."""
    return demo_console(channels_workspace("Shop", transport=wire, database=database, read_only=read_only))


def screen_of(pilot: "Pilot[str]") -> ChannelsScreen:
    """Compose."""
    screen = pilot.app.screen
    assert isinstance(screen, ChannelsScreen)
    return screen


def text(pilot: "Pilot[str]") -> str:
    """The screen."""
    assert isinstance(pilot.app, ConsoleApp)
    return screen_text(pilot.app)


async def at_receivers(pilot: "Pilot[str]", lines: str = "") -> None:
    """Go to Compose, and paste receivers."""
    await opened(pilot)
    await pilot.press("2")
    await shows(pilot, "[receivers]")
    await shows(pilot, "Connections  page")
    if lines:
        await paste(pilot, lines)


async def at_message(pilot: "Pilot[str]", lines: str = TWO_LINES, body: str = TEXT) -> None:
    """Receivers, then subject and text."""
    await at_receivers(pilot)
    await write(pilot, lines, body)


async def write(pilot: "Pilot[str]", lines: str, body: str) -> None:
    """From the first step on: receivers, subject and text."""
    await paste(pilot, lines)
    await pilot.press("ctrl+s")
    await shows(pilot, "[message]")
    await paste(pilot, "Neue Lampen")
    await pilot.press("tab", "tab")
    await paste(pilot, body)


async def at_review(pilot: "Pilot[str]", lines: str = TWO_LINES, body: str = TEXT) -> None:
    """Everything up to the review."""
    await at_message(pilot, lines, body)
    await pilot.press("ctrl+s")
    await shows(pilot, "[review]")


async def sent(pilot: "Pilot[str]", lines: str = TWO_LINES, body: str = TEXT) -> None:
    """Everything up to the report."""
    await at_review(pilot, lines, body)
    await pilot.press("S")
    await shows(pilot, " y Send to ")
    await pilot.press("y")
