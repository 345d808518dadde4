"""Where the event fills the screen, no key changes the list behind it."""

from tests.console import demo_console
from tests.listen_scenes import call, deliver, event, listening, listening_workspace
from tests.tui.driving import shows
from tests.tui.test_listen_list import shown, text


async def test_what_the_list_shows_is_chosen_at_the_list() -> None:
    app = demo_console(listening_workspace())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await listening(pilot)
        await deliver(pilot, call(event("opened")))
        await shows(pilot, "▸ 12:00:00  ○ opened")
        before = shown(pilot)
        await pilot.press("enter")
        await shows(pilot, "JSON, ")
        assert "b bad only" not in text(pilot)
        await pilot.press("b")
        await shows(pilot, "esc leads back to it.")
        assert shown(pilot) == before
        await pilot.press("escape")
        await shows(pilot, "b bad only")
        await pilot.press("b")
        await shows(pilot, "only bad: 0 of 1 shown")
        assert shown(pilot) == []
