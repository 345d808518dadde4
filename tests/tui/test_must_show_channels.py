"""From a new user to a message on two channels, one of which refuses: in the demo, by keys alone."""

import pytest
from textual.pilot import Pilot

from tests.console import channels_workspace, demo_console
from tests.tui.driving import paste, shows, until
from tests.tui.user_parts import NARROW, WIDE, console


async def add(pilot: "Pilot[str]", connector: str, *values: str) -> None:
    """Add a connection; its last refusal, if any, would keep the form open."""
    await pilot.press("n")
    await shows(pilot, "Which connector?")
    await paste(pilot, connector)
    await pilot.press("enter")
    await shows(pilot, "New connection:")
    for place, value in enumerate(values):
        if place:
            await pilot.press("tab")
        await paste(pilot, value)
    await pilot.press("ctrl+s")
    await shows(pilot, f"▸ {values[0]}")


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_one_message_on_two_channels_one_of_which_refuses(size: tuple[int, int]) -> None:
    workspace = channels_workspace("ACME Mail")
    async with demo_console(workspace).run_test(size=size, notifications=True) as pilot:
        await shows(pilot, "Last sends from this console")
        await pilot.press("a")
        await shows(pilot, "Switch to which account?")
        await paste(pilot, "channels")
        await pilot.press("enter")
        await until(pilot, lambda: console(pilot).status.account == "ACME Channels", "the app")
        await pilot.press("3", "n")
        await shows(pilot, "A new user")
        await paste(pilot, "Spring fair")
        await pilot.press("enter")
        await shows(pilot, "▸ Spring fair")
        await pilot.press("a")
        await shows(pilot, "No connections yet.")
        await add(pilot, "facebook", "page", "EAADemoSpringFair0Zq7p")
        await add(pilot, "smtp", "mail", "fair@acme.example", "p@ss/word", "smtp.acme.example")
        await add(pilot, "telegram", "group", "700000321")
        await pilot.press("T")
        await shows(pilot, "All tested: 3 work.")
        await pilot.press("home", "A")
        await shows(pilot, "Addresses of page")
        await shows(pilot, "Ann Berger")
        await pilot.press("G", "c")
        await shows(pilot, "The message in Compose (2) goes to")
        await pilot.press("escape", "down", "A")
        await shows(pilot, "Addresses of mail")
        await shows(pilot, "ann.berger@")
        await pilot.press("c", "2")
        await shows(pilot, "mail: Ann Berger")
        await pilot.press("ctrl+s")
        await shows(pilot, "[message]")
        await paste(pilot, "The fair opens on Saturday.")
        await pilot.press("tab", "tab")
        await paste(pilot, "The fair opens on Saturday.")
        await pilot.press("ctrl+s")
        await shows(pilot, "Ready to send")
        await pilot.press("S")
        await shows(pilot, "Send to 2 receivers on 2 channels?")
        await pilot.press("y")
        await shows(pilot, "1 accepted · 1 refused")
        await shows(pilot, "code 412")
