"""Addresses of a connection by keys: listed, searched, copied, taken as receivers."""

import asyncio
from unittest.mock import patch

import pytest
from textual.pilot import Pilot

from tests.console import channels_workspace, demo_console
from tests.tui.driving import screen_text, shows, until
from tests.tui.user_parts import NARROW, WIDE, Told, at, console
from ue_console.services.workspace import Workspace
from ue_console.tui.app import ConsoleApp
from ue_console.tui.widgets.table import Table


async def opened(pilot: "Pilot[str]", first: str) -> None:
    """Open the addresses of ``page``."""
    await at(pilot, "4", "old-page")
    await pilot.press("A")
    await shows(pilot, "Addresses of page")
    await shows(pilot, first)


def told(answer: object) -> Workspace:
    return channels_workspace("Shop", transport=Told({"address/list": answer}))


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_receivers_are_found_copied_and_added_to_the_message(size: tuple[int, int]) -> None:
    workspace = channels_workspace("Shop")
    async with demo_console(workspace).run_test(size=size, notifications=True) as pilot:
        await opened(pilot, "ACME Lamps")
        await pilot.press("c", "slash", *"berg", "enter")
        await shows(pilot, "1 of 11")
        await pilot.press("y")
        await shows(pilot, "the address")
        await pilot.press("c")
        await shows(pilot, "page: Ann")
        await pilot.press("enter")
        await shows(pilot, "https://images.example")
        await pilot.press("escape", "escape", "escape")
        await shows(pilot, "▸ page")
        await pilot.press("down", "c")
        await shows(pilot, "page: Page <115205773148174>")
        await shows(pilot, "page: Ann Berger <102545819285489>")
        await shows(pilot, "twitter:")


async def test_a_service_without_the_call_is_explained() -> None:
    async with demo_console(told({"status": 506, "info": "Not Implemented"})).run_test(size=NARROW) as pilot:
        await opened(pilot, "This service lists no addresses (506)")
        await pilot.press("y", "c", "escape")
        await shows(pilot, "▸ page")


async def test_a_channel_that_tells_none_says_what_to_do() -> None:
    async with demo_console(told({"status": 200, "addresses": None})).run_test(size=NARROW) as pilot:
        await opened(pilot, "The channel tells no addresses")


async def test_the_same_address_twice_is_two_rows_and_hostile_ones_are_text() -> None:
    rows = [{"address": "1"}, {"address": "1"}, {"address": "\x1b]0;owned\x07", "name": "[bold]x[/]\u202e"}]
    async with demo_console(told({"status": 200, "addresses": rows})).run_test(size=WIDE) as pilot:
        await opened(pilot, "[bold]x[/]")
        assert len(pilot.app.screen.query_one(Table).rows) == 3
        await pilot.press("G", "enter")
        assert not {"\x1b", "\x07", "\u202e"} & set(screen_text(console(pilot)))


async def test_ten_thousand_addresses_are_searched() -> None:
    rows = [{"address": f"1202555{number:05}", "name": f"Person {number}"} for number in range(10_000)]
    async with demo_console(told({"status": 200, "addresses": rows})).run_test(size=NARROW) as pilot:
        await opened(pilot, "10,000")
        await pilot.press("slash", *"person 999", "enter")
        await until(pilot, lambda: "19 of 10,000" in screen_text(console(pilot)), "those of 999")


async def test_what_is_added_on_the_way_out_is_added() -> None:
    workspace = channels_workspace("Shop")
    async with demo_console(workspace).run_test(notifications=True) as pilot:
        await opened(pilot, "▸  ACME Lamps")
        go_on, keep_all = asyncio.Event(), type(console(pilot)).keep_all

        async def slow(self: ConsoleApp) -> None:
            await go_on.wait()
            await keep_all(self)

        with patch.object(ConsoleApp, "keep_all", slow):
            await pilot.press("c", "escape")
            go_on.set()
            await shows(pilot, "The message in Compose (2) goes to")
            await shows(pilot, "Connections")
        await pilot.press("2")
        await shows(pilot, "page: Page <115205773148174>")
