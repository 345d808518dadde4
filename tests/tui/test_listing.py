"""What all lists have in common: an empty one says what to do, a detail offers nothing to open."""

import httpx
import pytest

from tests.console import channels_workspace, demo_console, demo_workspace
from tests.tui.driving import screen_text, shows, until
from tests.tui.user_parts import NARROW, WIDE, Told, at, console
from ue_console.services.workspace import Workspace

SIZES = [WIDE, NARROW]


def no_templates() -> Workspace:
    """An account that has nothing."""
    none = {"status": "success", "templates": [], "domains": [], "user_id": 1, "email": "ops@acme.example"}
    body = httpx.Response(200, json=none).content
    answer = httpx.MockTransport(lambda request: httpx.Response(200, stream=httpx.ByteStream(body)))
    return demo_workspace(transport=answer)


@pytest.mark.parametrize("size", SIZES)
async def test_an_empty_list_of_templates_says_how_to_begin(size: tuple[int, int]) -> None:
    async with demo_console(no_templates()).run_test(size=size) as pilot:
        await at(pilot, "3", "No templates yet.")
        await shows(pilot, "Press n")


@pytest.mark.parametrize("size", SIZES)
async def test_an_empty_list_of_connections_is_told_whole(size: tuple[int, int]) -> None:
    nothing = Told({"connection/list": {"status": 200, "connections": {}}})
    async with demo_console(channels_workspace("Shop", transport=nothing)).run_test(size=size) as pilot:
        await at(pilot, "4", "No connections yet.")
        await shows(pilot, "a number.")
        await shows(pilot, "Press n to add one.")


@pytest.mark.parametrize("size", SIZES)
async def test_a_detail_offers_nothing_to_open(size: tuple[int, int]) -> None:
    async with demo_console(channels_workspace("Shop")).run_test(size=size) as pilot:
        await at(pilot, "4", "old-page")
        await shows(pilot, "enter open")
        await pilot.press("enter")
        await until(pilot, lambda: "enter open" not in screen_text(console(pilot)), "no open in the detail")
        await shows(pilot, "c compose")
        await pilot.press("escape")
        await shows(pilot, "enter open")


@pytest.mark.parametrize("size", SIZES)
async def test_the_filter_is_opened_from_a_detail_too(size: tuple[int, int]) -> None:
    async with demo_console(channels_workspace("Shop")).run_test(size=size) as pilot:
        await at(pilot, "4", "old-page")
        await pilot.press("enter", "slash", *"twit", "enter")
        await shows(pilot, "1 of 5")
        await shows(pilot, "▸ twitter")
