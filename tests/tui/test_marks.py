"""Rows marked by keys: what is marked is what an action is for, until esc takes the marks away."""

import pytest
from textual.pilot import Pilot

from tests.console import channels_workspace, demo_console
from tests.tui.driving import screen_text, shows, until
from tests.tui.user_parts import NARROW, WIDE, Told, at, console
from ue_console.services.workspace import Workspace
from ue_console.tui.screens.listing import ListScreen

NAMES = ("Ann", "Bob", "Carl", "Dora", "Ann")
ROWS = [{"address": f"1202555010{number}", "name": name} for number, name in enumerate(NAMES)]


def told(*rows: dict[str, str]) -> tuple[Workspace, Told]:
    service = Told({"address/list": {"status": 200, "addresses": list(rows or ROWS)}})
    return channels_workspace("Shop", transport=service), service


async def opened(pilot: "Pilot[str]", first: str = "▸  Ann") -> None:
    """Open the addresses of ``page``."""
    await at(pilot, "4", "old-page")
    await pilot.press("A")
    await shows(pilot, first)


def marked(pilot: "Pilot[str]") -> list[str]:
    screen = pilot.app.screen
    assert isinstance(screen, ListScreen)
    return [row.cells[0] for row in screen.table.marked]


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_all_marked_are_copied_and_become_receivers_at_once(
    size: tuple[int, int], copied: list[str]
) -> None:
    workspace, _ = told()
    async with demo_console(workspace).run_test(size=size, notifications=True) as pilot:
        await opened(pilot)
        await pilot.press("space", "down", "space", "up", "up", "up")
        await shows(pilot, "2 marked · 5")
        await shows(pilot, "▸✓ Ann")
        await shows(pilot, " ✓ Carl")
        await pilot.press("y")
        await shows(pilot, "Sent 2 addresses to the terminal")
        assert copied == ["12025550100\n12025550102"]
        await pilot.press("c")
        await shows(pilot, "The message in Compose (2)")
        draft = await workspace.channel_drafts().load()
        assert draft.receivers == "page: Ann <12025550100>\npage: Carl <12025550102>"


async def test_without_marks_an_action_is_for_the_row_under_the_cursor(copied: list[str]) -> None:
    workspace, _ = told()
    async with demo_console(workspace).run_test(size=NARROW, notifications=True) as pilot:
        await opened(pilot)
        await pilot.press("space", "up", "space", "y")
        await shows(pilot, "Sent the address to the terminal")
        assert copied == ["12025550101"]
        assert "marked" not in screen_text(console(pilot))


async def test_marks_survive_filter_sort_and_reload(copied: list[str]) -> None:
    workspace, service = told()
    async with demo_console(workspace).run_test(size=WIDE) as pilot:
        await opened(pilot)
        await pilot.press("down", "space", "down", "space")
        await pilot.press("slash", *"carl", "enter")
        await shows(pilot, "2 marked · 1 of 5")
        await pilot.press("slash", *" x", "enter")
        await shows(pilot, "2 marked · 0 of 5")
        await pilot.press("y")
        assert copied == ["12025550101\n12025550103"]
        await pilot.press("escape", "s")
        await shows(pilot, "2 marked · 5 · by name")
        service.answers["address/list"] = {"status": 200, "addresses": ROWS[:0:-1]}
        await pilot.press("s", "s", "s", "r")
        await shows(pilot, "2 marked · 4")
        assert marked(pilot) == ["Dora", "Bob"]


async def test_esc_takes_the_marks_away_before_it_leaves() -> None:
    workspace, _ = told()
    async with demo_console(workspace).run_test(size=NARROW) as pilot:
        await opened(pilot)
        await pilot.press("space", "slash", *"ann", "enter")
        await shows(pilot, "1 marked · 2 of 5")
        await pilot.press("escape")
        await shows(pilot, "1 marked · 5")
        await shows(pilot, "esc unmark")
        await pilot.press("enter", "escape")
        assert marked(pilot) == ["Ann"]
        await pilot.press("escape")
        await until(pilot, lambda: not marked(pilot), "no marks")
        assert "Addresses of page" in screen_text(console(pilot))
        await pilot.press("escape")
        await shows(pilot, "▸ page")


async def test_a_blank_typed_into_the_filter_marks_nothing() -> None:
    workspace, _ = told()
    async with demo_console(workspace).run_test(size=NARROW) as pilot:
        await opened(pilot)
        await pilot.press("slash", *"a", "space", *"n")
        await shows(pilot, "2 of 5")
        assert marked(pilot) == []


async def test_two_that_are_the_same_are_marked_apart(copied: list[str]) -> None:
    workspace, _ = told({"address": "1"}, {"address": "1"}, {"address": "2"})
    async with demo_console(workspace).run_test(size=NARROW) as pilot:
        await opened(pilot, "▸  –")
        await pilot.press("down", "space", "y")
        assert len(marked(pilot)) == 1
        assert copied == ["1"]
