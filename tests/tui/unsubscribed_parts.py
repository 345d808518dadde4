"""Consoles at Unsubscribed, and at a list of addresses that is being unsubscribed."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Final

import httpx
from textual.pilot import Pilot

from tests.console import demo_console, demo_sandbox
from tests.tui.driving import screen_text, shows, until
from ue_console.services.workspace import Workspace
from ue_console.text import plural
from ue_console.tui.app import ConsoleApp

NARROW: Final = (80, 24)
NEWEST: Final = "kofi.lind@mail.example.com"
"""The address that is first in the sandbox's list."""


class Slow(httpx.AsyncBaseTransport):
    """The sandbox, whose answers to ``unsubscribed/set`` wait."""

    def __init__(self) -> None:
        self.inner = httpx.ASGITransport(demo_sandbox())
        self.go = asyncio.Event()
        self.sets = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if "unsubscribed/set" in request.url.path:
            self.sets += 1
            await self.go.wait()
        return await self.inner.handle_async_request(request)


@asynccontextmanager
async def at_unsubscribed(workspace: Workspace, first: str = NEWEST) -> AsyncIterator["Pilot[str]"]:
    """The console at the unsubscribed addresses."""
    async with demo_console(workspace).run_test(size=NARROW, notifications=True) as pilot:
        await shows(pilot, "Last sends from this console")
        await pilot.press("6")
        await shows(pilot, first)
        yield pilot


def text(pilot: "Pilot[str]") -> str:
    assert isinstance(pilot.app, ConsoleApp)
    return screen_text(pilot.app)


def addresses(count: int) -> list[str]:
    """So many to unsubscribe."""
    return [f"{number}@example.com" for number in range(count)]


@asynccontextmanager
async def at_last_list(workspace: Workspace, listed: Sequence[str]) -> AsyncIterator["Pilot[str]"]:
    """The console at a list of these addresses, all of which wait."""
    await workspace.unsubscribed().jobs.create(listed)
    many = plural(len(listed), "address", "addresses")
    async with at_unsubscribed(workspace, f"{many} of the last list") as pilot:
        await pilot.press("u")
        await shows(pilot, f"{len(listed):,} waiting")
        yield pilot


async def go_on(pilot: "Pilot[str]", waiting: int) -> None:
    """Go on with the list that is shown."""
    await pilot.press("t")
    await shows(pilot, f"Go on unsubscribing {plural(waiting, 'address', 'addresses')}")
    await pilot.press("Y")


async def four_under_way(pilot: "Pilot[str]") -> None:
    """Wait until the list has as many calls under way as there can be."""
    await until(pilot, lambda: text(pilot).count("… under way") == 4, "four under way")
