"""Keys that come in one burst, as they do over a slow line, each do what they would do alone."""

import asyncio
from typing import Any
from unittest.mock import patch

import pytest
from textual.events import Paste

from tests.console import StillConsole, demo_console, demo_workspace
from tests.tui.driving import PATIENCE, burst, opened, screen_text, shows, until
from ue_console.errors import ConfigError
from ue_console.services.workspace import Workspace
from ue_console.tui.app import Opener
from ue_console.tui.dialogs.confirm import Confirm
from ue_console.tui.screens.compose.screen import ComposeScreen
from ue_console.tui.screens.templates import TemplatesScreen


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


async def test_a_name_typed_before_anything_is_loaded_is_a_name() -> None:
    app, loaded = slow_console()
    async with app.run_test(size=(120, 36)) as pilot:
        await shows(pilot, "? help")
        burst(app, "4nquick.test")
        await until(pilot, lambda: app.wanted == "domains", "the key of the place is heeded")
        loaded.set()
        await shows(pilot, "quick.test")
        assert type(app.screen).__name__ == "DomainFormScreen"


@pytest.mark.parametrize("early", [True, False])
async def test_what_is_typed_after_the_key_of_compose_is_the_subject(early: bool) -> None:
    app, loaded = slow_console()
    async with app.run_test(size=(120, 36)) as pilot:
        await shows(pilot, "? help")
        if not early:
            loaded.set()
            await opened(pilot)
        draft = asyncio.Event()

        async def late(screen: ComposeScreen) -> None:
            await draft.wait()
            await take_up(screen)

        take_up = ComposeScreen.take_up
        with patch.object(ComposeScreen, "take_up", late):
            burst(app, "2quarterly")
            loaded.set()
            await until(pilot, lambda: isinstance(app.screen, ComposeScreen), "Compose")
            await pilot.pause(1.2)
            draft.set()
            await shows(pilot, "quarterly")


@pytest.mark.parametrize("keys", ["q", "nx\x11"])
async def test_a_console_that_is_not_loaded_yet_can_be_quit(keys: str) -> None:
    app, _ = slow_console()
    async with app.run_test(size=(120, 36)) as pilot:
        await shows(pilot, "? help")
        burst(app, keys)
        await asyncio.wait_for(app.gone.wait(), PATIENCE)


async def test_keys_are_heeded_where_loading_fails() -> None:
    app, loaded = slow_console(ConfigError("The file is broken.", "Mend it."))
    async with app.run_test(size=(120, 36)):
        burst(app, "xq")
        loaded.set()
        await asyncio.wait_for(app.gone.wait(), PATIENCE)


class Leaving(StillConsole):
    """Tells of its end."""

    def __init__(self, opener: Opener) -> None:
        super().__init__(opener)
        self.gone = asyncio.Event()

    def exit(self, *args: Any, **options: Any) -> None:
        """Tell, and leave."""
        self.gone.set()
        super().exit(*args, **options)


def slow_console(error: ConfigError | None = None) -> tuple[Leaving, asyncio.Event]:
    """A console whose services are there when the event is set."""
    loaded, workspace = asyncio.Event(), demo_workspace()

    async def open_late() -> Workspace:
        await loaded.wait()
        if error:
            raise error
        return workspace

    return Leaving(open_late), loaded
