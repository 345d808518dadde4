"""Driving the console by keys and waiting for what it shows."""

import asyncio
from collections.abc import Callable

from textual import events
from textual.pilot import Pilot

from ue_console.tui.app import ConsoleApp
from ue_console.tui.screens.composing import ComposingScreen

PATIENCE = 40.0
"""Seconds after which something that should appear is missing."""

_NAMES = {
    "/": "slash",
    ".": "full_stop",
    " ": "space",
    "\t": "tab",
    "\r": "enter",
    "\n": "ctrl+j",
    "→": "right",
    "\x11": "ctrl+q",
}
"""Of the keys that are called otherwise than they are typed."""


def screen_text(app: ConsoleApp) -> str:
    """What is on the screen, line by line."""
    width, height = app.size
    strips = app.screen._compositor.render_strips(app.size)
    return "\n".join(strip.crop(0, width).text.rstrip() for strip in strips[:height])


async def until(pilot: "Pilot[str]", ready: Callable[[], bool], what: str) -> None:
    """Wait until something is so; fail naming it, with the screen, when it never is."""
    app = pilot.app
    assert isinstance(app, ConsoleApp)
    loop = asyncio.get_running_loop()
    end = loop.time() + PATIENCE
    while loop.time() < end:
        await pilot.pause(0.02)
        if ready():
            await pilot.pause()
            return
    raise AssertionError(f"never: {what}\n{screen_text(app)}")


async def shows(pilot: "Pilot[str]", text: str) -> None:
    """Wait until ``text`` is on the screen."""
    app = pilot.app
    assert isinstance(app, ConsoleApp)
    await until(pilot, lambda: text in screen_text(app), f"{text!r} on the screen")


async def opened(pilot: "Pilot[str]") -> None:
    """Wait until Home shows its data."""
    await shows(pilot, "Last sends from this console")
    await shows(pilot, "8 ms")


def burst(app: ConsoleApp, text: str) -> None:
    """Let keys come in without waiting for any of them."""
    for character in text:
        printable = character if character.isprintable() and character != "→" else None
        app.post_message(events.Key(_NAMES.get(character, character), printable))


async def paste(pilot: "Pilot[str]", text: str) -> None:
    """Paste text into the field with the focus, as a terminal does."""
    pilot.app.post_message(events.Paste(text))
    await pilot.pause()


async def still(pilot: "Pilot[str]") -> None:
    """Wait until nothing on the screen moves any more."""
    app = pilot.app
    assert isinstance(app, ConsoleApp)
    seen: object = None
    same = 0
    for _ in range(400):
        await pilot.pause(0.05)
        running = any(worker.is_running for worker in app.workers)
        # Colours too: what is chosen or greyed out may follow the text by a moment.
        drawn = [list(strip) for strip in app.screen._compositor.render_strips(app.size)]
        now = (drawn, app.screen.focused, running)
        same = same + 1 if now == seen and not running else 0
        seen = now
        if same == 4:
            return
    raise AssertionError(f"never still\n{screen_text(app)}")


async def composing(pilot: "Pilot[str]") -> None:
    """Wait until Compose has its draft, and typing goes into the first field."""

    def there() -> bool:
        screen = pilot.app.screen
        return isinstance(screen, ComposingScreen) and screen.kept.loaded and screen.typing

    await until(pilot, there, "the draft")
