"""A list to choose from fits the terminal, its line of keys included."""

import pytest

from tests.console import channels_workspace, demo_console
from tests.tui.driving import shows
from tests.tui.user_parts import at


@pytest.mark.parametrize("height", [20, 24, 36])
async def test_the_keys_of_a_long_list_stay_on_the_screen(height: int) -> None:
    async with demo_console(channels_workspace("Shop")).run_test(size=(80, height)) as pilot:
        await at(pilot, "4", "old-page")
        await pilot.press("n")
        await shows(pilot, "Apple Business Chat")
        await shows(pilot, "esc close")
        await pilot.resize_terminal(80, 20)
        await shows(pilot, "esc close")
