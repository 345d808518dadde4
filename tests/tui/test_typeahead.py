"""Keys that come in one burst, as they do over a slow line, each do what they would do alone."""

from textual.events import Key, Paste

from tests.console import demo_console
from tests.tui.driving import opened, screen_text, shows, until
from ue_console.tui.app import ConsoleApp
from ue_console.tui.dialogs.confirm import Confirm
from ue_console.tui.screens.templates import TemplatesScreen

NAMES = {"/": "slash", "\t": "tab", "→": "right"}


def burst(app: ConsoleApp, text: str) -> None:
    """Let keys come in without waiting for any of them."""
    for character in text:
        printable = character if character.isprintable() and character != "→" else None
        app.post_message(Key(NAMES.get(character, character), printable))


async def test_letters_after_the_filter_key_are_the_filter() -> None:
    app = demo_console()
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        burst(app, "3/xylem")
        await shows(pilot, "0 of 16")
        assert not isinstance(app.screen, Confirm)
        assert "xylem" in screen_text(app)


async def test_a_key_typed_before_the_question_is_no_answer() -> None:
    app = demo_console()
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        await pilot.press("3")
        await shows(pilot, "password-reset")
        burst(app, "xy")
        await shows(pilot, "Delete the template")
        await pilot.pause(0.2)
        assert isinstance(app.screen, Confirm)
        await pilot.press("y")
        await until(pilot, lambda: "pickup-ready-ja" not in screen_text(app), "the first template deleted")
        assert isinstance(app.screen, TemplatesScreen)


async def test_a_paste_keeps_its_place_among_the_keys() -> None:
    app = demo_console()
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        burst(app, "3/pass")
        app.post_message(Paste("word-"))
        burst(app, "res")
        await shows(pilot, "1 of 16")
        assert "password-res" in screen_text(app)


async def test_many_keys_arrive_whole_and_in_order() -> None:
    app = demo_console()
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        await pilot.press("3", "slash")
        text = "abcdefghijklmnopqrstuvwxyz0123456789"
        burst(app, text)
        await shows(pilot, text)


async def test_a_key_typed_ahead_lands_in_the_field_that_comes_up_for_it() -> None:
    app = demo_console()
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        await pilot.press("9", "n")
        await shows(pilot, "New account")
        burst(app, "Shop\t\t\t\t\t→→→→\tsecret")
        await shows(pilot, "••••••")
        assert "secret" not in screen_text(app)
        assert "Shop" in screen_text(app)
