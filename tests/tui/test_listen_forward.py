"""What became of each call that was passed on to a handler stands in the list, and whole in the detail."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial

import pytest
from textual.pilot import Pilot

from tests.api.scripted import Exchange, ScriptedServer, reply
from tests.listen_scenes import call, deliver, event
from tests.tui.driving import paste, shows, until
from tests.tui.test_listen_list import at_listening, listen_screen, text


@pytest.fixture
async def handler() -> AsyncIterator[ScriptedServer]:
    running = ScriptedServer()
    await running.start()
    yield running
    await running.stop()


async def forward(pilot: "Pilot[str]", url: str) -> None:
    """Have calls passed on, by keys."""
    await pilot.press("F")
    await shows(pilot, "Pass calls on to which handler?")
    await pilot.press("ctrl+u")
    await paste(pilot, url)
    await pilot.press("enter")
    await shows(pilot, "→ passed on to")


def handler_saw(handler: ScriptedServer, count: int) -> bool:
    return len(handler.seen) == count


def cells(pilot: "Pilot[str]") -> dict[str, tuple[str, str]]:
    """Address → what the handler said, and its tone."""
    return {row.cells[2]: (row.cells[5], row.tones[5]) for row in listen_screen(pilot).table.shown}


async def test_each_call_shows_what_the_handler_said(handler: ScriptedServer) -> None:
    done = asyncio.Event()

    async def late(exchange: Exchange) -> None:
        await exchange.read_body()
        await done.wait()
        await exchange.write(b"HTTP/1.1 200 x\r\nContent-Length: 0\r\n\r\n")

    handler.steps = [reply(200, b""), reply(500, b""), late]
    async with at_listening() as pilot:
        await deliver(pilot, call(event("sent", "before@example.com")))
        await shows(pilot, "before@example.com")
        assert "Forward" not in text(pilot)
        await forward(pilot, f"{handler.url}/hook")
        for count, name in enumerate(("taken", "failed", "late"), start=1):
            await deliver(pilot, call(event("sent", f"{name}@example.com")))
            await until(pilot, partial(handler_saw, handler, count), name)
        await shows(pilot, "1 answered 200, 1 failed")
        await shows(pilot, f"Forwarded  · waits for {handler.url}/hook")
        assert cells(pilot) == {
            "late@example.com": ("· waits", ""),
            "failed@example.com": ("✗ 500", "bad"),
            "taken@example.com": ("✓ 200", "good"),
            "before@example.com": ("", ""),
        }
        done.set()
        await shows(pilot, f"ms from {handler.url}/hook")
        assert cells(pilot)["late@example.com"] == ("✓ 200", "good")
        await pilot.press("down")
        await shows(pilot, "Forwarded  ✗ 500 after")
        await shows(pilot, "only 200 is success")
        await pilot.press("down", "down")
        await until(pilot, lambda: "Forwarded" not in text(pilot), "nothing of a call that was not passed on")
        await pilot.press("b", "b", "b")
        await shows(pilot, "only not taken: 1 of 4 shown")
        assert list(cells(pilot)) == ["failed@example.com"]


async def test_a_handler_that_gives_no_answer_is_told_with_the_reason(handler: ScriptedServer) -> None:
    url = handler.url
    await handler.stop()
    async with at_listening() as pilot:
        await pilot.press("b", "b")
        await shows(pilot, "only retries:")
        await pilot.press("b")
        await until(pilot, lambda: "only retries:" not in text(pilot), "no view of what no handler was asked")
        await forward(pilot, url)
        await deliver(pilot, call(event("sent")))
        await shows(pilot, "✗ none")
        await shows(pilot, f"Forwarded  ✗ not taken by {url}")
        await shows(pilot, "refused the connection")
        await pilot.press("F", "x", "y")
        await until(pilot, lambda: "passed on to" not in text(pilot), "nothing is passed on")
        assert "✗ none" in text(pilot)
    await handler.start()
