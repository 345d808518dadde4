"""Lines that are not drawn again look as if they had been."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pyte
import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from ue_console.tui.theme import DARK, LIGHT
from ue_console.tui.widgets.editor import Editor

SIZE = (60, 20)
TEXT = "\n".join(f"({number}) " + "a line of words " * (number % 7) for number in range(80))


class Page(App[None]):
    """An editor between two other widgets, on a terminal that can be read back."""

    def __init__(self) -> None:
        super().__init__()
        self.terminal = pyte.Screen(*SIZE)
        self.stream = pyte.Stream(self.terminal)
        self.sent = ""
        for theme in (DARK, LIGHT):
            self.register_theme(theme)
        self.theme = DARK.name

    def compose(self) -> ComposeResult:
        """Something above, the editor, something below."""
        yield Static("above", id="above")
        yield Editor(TEXT, show_line_numbers=True, soft_wrap=True, id="editor")
        yield Static("below", id="below")

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        if renderable is not None:
            self.sent += renderable.render_segments(self.console)
            self.stream.feed(renderable.render_segments(self.console))

    @property
    def editor(self) -> Editor:
        """The editor."""
        return self.query_one("#editor", Editor)

    def cells(self) -> list[list[Any]]:
        """Every cell of the terminal with its colours."""
        return [[self.terminal.buffer[y][x] for x in range(SIZE[0])] for y in range(SIZE[1])]


@asynccontextmanager
async def page() -> AsyncIterator[tuple[Page, Pilot[None]]]:
    app = Page()
    async with app.run_test(size=SIZE) as pilot:
        app.editor.focus()
        await pilot.pause()
        yield app, pilot


async def settled(app: Page, pilot: Pilot[None]) -> list[list[Any]]:
    await pilot.pause(0.05)
    return app.cells()


async def afresh(app: Page, pilot: Pilot[None]) -> list[list[Any]]:
    """The terminal after everything was drawn and sent again."""
    app.editor._strips.clear()
    app.editor._shown.clear()
    app.editor.refresh()
    app.screen.refresh()
    return await settled(app, pilot)


KEYS = [
    *("a", "b", "enter", "x", "backspace", "backspace", "down", "down", "right", "z", "pagedown"),
    *("y", "shift+down", "shift+down", "shift+right", "left", "shift+up", "delete", "ctrl+z", "ctrl+y"),
    *("ctrl+end", "enter", "q", "up", "ctrl+k", "ctrl+home", "delete", "right", "right", "tab"),
]


async def test_the_terminal_shows_what_a_full_repaint_would() -> None:
    async with page() as (app, pilot):
        for key in KEYS:
            await pilot.press(key)
            assert await settled(app, pilot) == await afresh(app, pilot), key


@pytest.mark.parametrize("change", ["theme", "numbers", "text", "resize", "scroll", "above", "blur", "cover"])
async def test_changes_from_outside(change: str) -> None:
    async with page() as (app, pilot):
        match change:
            case "theme":
                app.theme = LIGHT.name
            case "numbers":
                app.editor.show_line_numbers = False
            case "text":
                app.editor.load_text("other\n" * 50)
            case "resize":
                app.editor.styles.width = 40
            case "scroll":
                app.editor.scroll_to(y=30, animate=False)
            case "above":
                app.editor.insert("typed")
                app.query_one("#above", Static).update("two\nlines")
            case "blur":
                app.set_focus(None)
            case _:
                await app.push_screen(Screen())
                await pilot.pause()
                await app.pop_screen()
        assert await settled(app, pilot) == await afresh(app, pilot)


async def test_lines_drawn_but_not_sent_are_sent_later() -> None:
    async with page() as (app, pilot):
        app.editor.document.replace_range((3, 0), (3, 0), "changed ")
        app.editor.wrapped_document.wrap_range((3, 0), (3, 0), (3, 8))
        app.query_one("#above", Static).update("draws all around it")
        await pilot.pause(0.05)
        app.editor.refresh()
        assert await settled(app, pilot) == await afresh(app, pilot)


async def test_a_letter_sends_its_line_alone() -> None:
    async with page() as (app, pilot):
        app.sent = ""
        await pilot.press("x")
        await settled(app, pilot)
        assert "x" in app.sent
        assert "line of words" not in app.sent
