"""A handler is pinged by keys: what goes out, and what is told of its answer."""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot

from tests.api.scripted import Exchange, ScriptedServer, reply
from tests.console import demo_console
from tests.tui.driving import opened, paste, screen_text, shows, until
from tests.webhook_scenes import sandbox_workspace
from ue_console.models.secret import Secret
from ue_console.models.unione.signature import Verdict, check
from ue_console.sandbox.seed import demo_key
from ue_console.tui.app import ConsoleApp


@pytest.fixture
async def handler() -> AsyncIterator[ScriptedServer]:
    running = ScriptedServer()
    await running.start()
    yield running
    await running.stop()


@asynccontextmanager
async def pinging(url: str = "") -> AsyncIterator["Pilot[str]"]:
    """The console at its ping, with a URL in place of the webhook's."""
    async with demo_console(sandbox_workspace()).run_test(size=(80, 24), notifications=True) as pilot:
        await opened(pilot)
        await pilot.press("5")
        await shows(pilot, "hooks.acme")
        await pilot.press("t")
        await shows(pilot, "https://hooks.acme.example/unione/events")
        await shows(pilot, "Signed with the key of ACME Mail, ••••d3m0.")
        if url:
            await pilot.press("ctrl+u")
            await paste(pilot, url)
        yield pilot


def screen_text_of(pilot: "Pilot[str]") -> str:
    assert isinstance(pilot.app, ConsoleApp)
    return screen_text(pilot.app)


async def test_a_sample_goes_out_signed_and_packed(handler: ScriptedServer) -> None:
    handler.steps = [reply(200, b"taken")]
    async with pinging(f"{handler.url}/unione") as pilot:
        await pilot.press("f2")
        await shows(pilot, "Send which event?")
        await pilot.press(*"mailbox_full", "enter")
        await shows(pilot, "bounce: the mailbox is full")
        await pilot.press("tab", "right", "tab", "right", "f10")
        await shows(pilot, "✓ The handler passes")
        await shows(pilot, "of 3,000 ms")
        await shows(pilot, "taken")
        assert isinstance(pilot.app, ConsoleApp)
        assert demo_key() not in screen_text(pilot.app)
    (seen,) = handler.seen
    plain = gzip.decompress(seen.body)
    assert check(plain, Secret(demo_key())) is Verdict.GOOD
    said = json.loads(plain)
    assert (said["status"], said["delivery_info"]["delivery_status"]) == ("soft_bounced", "err_mailbox_full")


async def test_a_handler_that_works_one_after_another_fails_with_five(handler: ScriptedServer) -> None:
    turn = asyncio.Lock()

    async def in_turn(exchange: Exchange) -> None:
        await exchange.read_body()
        async with turn:
            await asyncio.sleep(0.25)
            await exchange.write(b"HTTP/1.1 200 x\r\nContent-Length: 0\r\n\r\n")

    handler.steps = [in_turn] * 6
    async with pinging(handler.url) as pilot:
        await pilot.press("tab", "tab", "tab", "ctrl+u", "1", "0", "1", "f10")
        await shows(pilot, "This is no number of calls.")
        await pilot.press("ctrl+u", "5", "f10")
        await shows(pilot, "✗ 5 of 5 calls had 200 within 3 s, and one after another")
        await shows(pilot, "Next step")


async def test_the_check_at_set_time_is_a_get(handler: ScriptedServer) -> None:
    handler.steps = [reply(405, b"")]
    async with pinging(handler.url) as pilot:
        await pilot.press("f6")
        await shows(pilot, "The handler answered GET with 405.")
    assert handler.seen[0].line.startswith("GET ")


async def test_a_ping_without_a_url_says_what_to_type_and_calls_nobody() -> None:
    workspace = sandbox_workspace("empty")
    async with demo_console(workspace).run_test(size=(80, 24), notifications=True) as pilot:
        await opened(pilot)
        await pilot.press("5")
        await shows(pilot, "Press n to set one.")
        await pilot.press("t")
        await shows(pilot, "Nothing was called yet.")
        for key in ("f10", "f6"):
            await pilot.press(key)
            await shows(pilot, "✗ The webhook has no URL. Type one such as")
            await paste(pilot, "h")
            await until(pilot, lambda: "✗" not in screen_text_of(pilot), "no hint while it is typed")
            await pilot.press("ctrl+u")
        await shows(pilot, "Nothing was called yet.")


async def test_what_is_no_url_is_told_under_its_field() -> None:
    async with pinging("hooks.acme.example") as pilot:
        await pilot.press("f10")
        await shows(pilot, "✗ The URL does not begin with https:// or http://.")
