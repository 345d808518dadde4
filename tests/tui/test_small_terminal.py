"""A terminal that becomes too small, and large again: everything is as it was."""

from tests.console import demo_console
from tests.tui.driving import opened, screen_text, shows


async def test_typing_goes_on_where_it_was() -> None:
    app = demo_console()
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        await pilot.press("2")
        await shows(pilot, "own body")
        await pilot.press(*"Hello")
        await pilot.resize_terminal(60, 15)
        await shows(pilot, "This terminal is 60x15")
        app.screen.query_one("#subject").focus()
        await shows(pilot, "What was typed before is kept")
        await shows(pilot, "Keys do nothing until it is larger")
        await pilot.press("x", "S")
        await pilot.resize_terminal(120, 36)
        await shows(pilot, "own body")
        await pilot.press(*"World")
        await shows(pilot, "HelloWorld")


async def test_a_list_opened_in_a_small_terminal_takes_keys_when_it_can_be_seen() -> None:
    app = demo_console()
    async with app.run_test(size=(60, 15)) as pilot:
        await shows(pilot, "This terminal is 60x15")
        await pilot.resize_terminal(120, 36)
        await opened(pilot)
        await pilot.press("3")
        await shows(pilot, "password-reset")
        await pilot.resize_terminal(60, 15)
        await pilot.resize_terminal(120, 36)
        await shows(pilot, "▸ pickup-ready-ja")
        await pilot.press("down")
        await shows(pilot, "▸ subscription-renewal")


async def test_no_toast_covers_what_too_small_a_terminal_is_told() -> None:
    app = demo_console()
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await opened(pilot)
        app.notify("Something is done.", timeout=600)
        await shows(pilot, "Something is done.")
        await pilot.resize_terminal(40, 8)
        await shows(pilot, "zoom the tmux pane")
        app.notify("Something else is done.", timeout=600)
        await pilot.pause()
        await shows(pilot, "Keys do nothing until")
        assert "done." not in screen_text(app)
        await pilot.resize_terminal(120, 36)
        await shows(pilot, "Something is done.")
        await shows(pilot, "Something else is done.")
