"""An address is unsubscribed at once, while a list is under way or held in the same console."""

import httpx
import pytest
from textual.pilot import Pilot

from tests.console import demo_workspace
from tests.tui.driving import paste, shows, until
from tests.tui.unsubscribed_parts import (
    Slow,
    at_last_list,
    at_unsubscribed,
    four_under_way,
    go_on,
    text,
)
from tests.unsubscribed_scenes import told
from ue_console.services.unsubscribed.jobs import BESIDE
from ue_console.services.unsubscribed.twins import BY_THE_FEW
from ue_console.tui.app import ConsoleApp
from ue_console.tui.screens.unsubscribing import UnsubscribingScreen
from ue_console.tui.widgets.keyline import KeyLine


class Choosing(Slow):
    """The answers to those of the list wait, those to others don't."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if b"@listed.example" in await request.aread():
            return await super().handle_async_request(request)
        return await self.inner.handle_async_request(request)


def app_of(pilot: "Pilot[str]") -> ConsoleApp:
    assert isinstance(pilot.app, ConsoleApp)
    return pilot.app


async def add(pilot: "Pilot[str]", lines: str, count: str) -> None:
    """Type addresses beside the list that is shown, and ask for them."""
    await pilot.press("n")
    await shows(pilot, "Unsubscribe addresses")
    await paste(pilot, lines)
    await shows(pilot, f"{count} ·")
    await pilot.press("ctrl+s")


def beside_works(pilot: "Pilot[str]") -> bool:
    """Whether the footer has the key of the list beside as one that works."""
    keys = pilot.app.screen.query_one(KeyLine).keys
    return any(key.action == "unsubscribing.beside" and key.enabled for key in keys)


@pytest.mark.parametrize("held", [False, True], ids=["running", "held"])
async def test_an_address_goes_at_once_and_the_list_goes_on(held: bool) -> None:
    slow = Choosing()
    workspace = demo_workspace(transport=slow)
    jobs = workspace.unsubscribed().jobs
    listed = [f"{number}@listed.example" for number in range(8)]
    await jobs.create([*listed, "both@urgent.example"])
    async with at_unsubscribed(workspace, "9 addresses of the last list") as pilot:
        await pilot.press("u")
        await shows(pilot, "9 waiting")
        await go_on(pilot, 9)
        await four_under_way(pilot)
        if held:
            await pilot.press("space")
            await shows(pilot, "Held.")
        await add(pilot, "urgent@urgent.example\nboth@urgent.example", "2 addresses")
        await shows(pilot, "Unsubscribe 2 addresses?")
        await shows(pilot, "is set once.")
        await pilot.press("y")
        await shows(pilot, "2 addresses unsubscribed.")
        await shows(pilot, "Beside the last list")
        assert app_of(pilot).busy == "A list of 9 addresses is being unsubscribed."
        assert slow.sets == 4
        await pilot.press("escape")
        await until(pilot, lambda: text(pilot).count("… under way") == 4, "the list again")
        if held:
            await pilot.press("space")
        slow.go.set()
        await shows(pilot, "9 addresses unsubscribed.")
        await shows(pilot, BY_THE_FEW)
        assert slow.sets == len(listed)
        assert app_of(pilot).busy == ""
        await pilot.press("u")
        await shows(pilot, "Beside the last list")
        await pilot.press("n")
        await shows(pilot, "These are beside a list")
        few = await jobs.load(BESIDE)
        assert few is not None
        assert {entry.state for entry in few.entries} == {"done"}


async def test_many_don_t_go_beside_a_list_and_nothing_is_asked_about_them() -> None:
    workspace = told([])
    async with at_last_list(workspace, ["ann@example.com"]) as pilot:
        await add(pilot, "\n".join(f"{number}@example.com" for number in range(51)), "51 addresses")
        await shows(pilot, "up to 50 go beside them")
        assert "Unsubscribe 51 addresses?" not in text(pilot)


async def test_what_is_left_beside_a_list_is_gone_on_with_from_there() -> None:
    workspace = told([])
    jobs = workspace.unsubscribed().jobs
    await jobs.create(["ann@example.com"])
    await jobs.create(["bob@example.com"])
    async with at_unsubscribed(workspace, "2 addresses of the last list") as pilot:
        await pilot.press("u")
        await shows(pilot, "Which list?")
        await pilot.press("enter")
        await shows(pilot, "1 waiting")
        await add(pilot, "cy@example.com", "1 address")
        await shows(pilot, "1 address beside the last list has no outcome yet")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, UnsubscribingScreen), "the list")
        await pilot.press("u")
        await shows(pilot, "Beside the last list")
        await pilot.press("t")
        await shows(pilot, "Go on unsubscribing bob@example.com of ACME Mail?")
        await pilot.press("Y")
        await shows(pilot, "1 address unsubscribed.")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, UnsubscribingScreen), "the list")
        await add(pilot, "dan@example.com\n", "2 addresses")
        await shows(pilot, "Unsubscribe 2 addresses?")
        await pilot.press("y")
        await shows(pilot, "2 addresses unsubscribed, 3 in all.")


async def test_nothing_went_beside_a_list_yet() -> None:
    workspace = told([])
    async with at_last_list(workspace, ["ann@example.com"]) as pilot:
        await until(pilot, lambda: not beside_works(pilot), "its key is off")
        await pilot.press("u")
        await shows(pilot, "Nothing went beside this list yet")
        await add(pilot, "bob@example.com", "1 address")
        await shows(pilot, "Unsubscribe bob@example.com?")
        await pilot.press("y")
        await shows(pilot, "1 address unsubscribed.")
        await pilot.press("escape")
        await until(pilot, lambda: beside_works(pilot), "its key works")
