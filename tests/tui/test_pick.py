"""A list to choose from fits the terminal, its line of keys included; it begins at its top."""

import pytest

from tests.console import channels_workspace, demo_console
from tests.tui.driving import screen_text, shows
from tests.tui.user_parts import at, console


@pytest.mark.parametrize("height", [20, 24, 36])
async def test_the_keys_of_a_long_list_stay_on_the_screen(height: int) -> None:
    async with demo_console(channels_workspace("Shop")).run_test(size=(80, height)) as pilot:
        await at(pilot, "4", "old-page")
        await pilot.press("n")
        await shows(pilot, "Apple Business Chat")
        await shows(pilot, "esc close")
        await pilot.resize_terminal(80, 20)
        await shows(pilot, "esc close")


@pytest.mark.parametrize("height", [20, 24, 36])
async def test_enter_takes_what_the_cursor_shows_at_the_top(height: int) -> None:
    async with demo_console(channels_workspace("Shop")).run_test(size=(80, height)) as pilot:
        await at(pilot, "4", "old-page")
        await pilot.press("n")
        await shows(pilot, "▹ Apple Business Chat")
        await pilot.press("enter")
        await shows(pilot, "New connection: Apple Business Chat")


async def test_what_is_typed_brings_its_first_match_under_the_cursor() -> None:
    async with demo_console(channels_workspace("Shop")).run_test(size=(80, 24)) as pilot:
        await at(pilot, "4", "old-page")
        await pilot.press("n")
        await shows(pilot, "▹ Apple Business Chat")
        await pilot.press("down", "down", "down", *"face")
        await shows(pilot, "▹ Facebook ")


async def test_a_current_choice_is_begun_at() -> None:
    async with demo_console(channels_workspace("Shop")).run_test(size=(80, 24)) as pilot:
        await at(pilot, "4", "old-page")
        await pilot.press("a")
        await shows(pilot, "▹ └ Shop")


async def test_no_word_from_before_lies_over_the_rows() -> None:
    async with demo_console(channels_workspace("Shop")).run_test(size=(80, 24), notifications=True) as pilot:
        await at(pilot, "4", "old-page")
        await pilot.press("ctrl+c")
        await shows(pilot, "q quits, ctrl+q also while you type; drafts are kept.")
        assert "[b]" not in screen_text(console(pilot))
        await pilot.press("n")
        await shows(pilot, "Microsoft Teams")
        assert "q quits" not in screen_text(console(pilot))
