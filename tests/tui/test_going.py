"""Going to places while the console still starts, and faster than their code is read."""

import asyncio

from tests.console import demo_console
from tests.tui.driving import opened, shows


async def test_the_same_place_twice_at_once_is_one_screen() -> None:
    app = demo_console()
    async with app.run_test() as pilot:
        await opened(pilot)
        await asyncio.gather(app.go("unsubscribed"), app.go("unsubscribed"))
        await shows(pilot, "Unsubscribed  ")
        assert app.current_mode == "unsubscribed"


async def test_the_later_of_two_places_is_shown() -> None:
    app = demo_console()
    async with app.run_test() as pilot:
        await opened(pilot)
        await asyncio.gather(app.go("unsubscribed"), app.go("domains"))
        assert app.current_mode == "domains"
        await app.go("unsubscribed")
        assert app.current_mode == "unsubscribed"
