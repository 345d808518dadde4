"""Keys typed ahead wait until the key before them has done what it does.

Textual hands a key to the widget that has the focus when the key comes in. On a slow line several
keys come in at once: the letters after ``/`` would be taken for the list's own keys before the
filter has the focus, and delete what was to be looked for.
"""

import asyncio
from collections import deque
from contextlib import suppress
from typing import Any, Final

from textual.app import App
from textual.dom import DOMNode
from textual.events import Event, Key, Paste

from ue_console.tui.commands import ACTIONS

PASSES: Final = 3
"""The key bubbles up and its action runs; a new screen comes up; the focus moves."""

PATIENCE: Final = 1.0
"""Seconds after which the next key is taken in any case: the keyboard is never dead."""


PATIENCE_OF_PLACE: Final = 5.0
"""The same while a screen reads from disk what is to be typed into."""

_ENDS: Final = ("ctrl+q", "ctrl+c")
"""Keys that nobody types as text: they never wait."""

EARLY: Final = frozenset(
    key
    for action in ACTIONS.values()
    if action.id.startswith("go.") or action.id == "app.quit"
    for key in (*action.keys.split(","), *_ENDS)
)
"""What the empty frame heeds: where to go to first, and the end."""


class TypeAhead(App[str]):
    """An app that takes one key at a time, in their order.

    Before the first screen with data, a key that the empty frame doesn't know waits for it, with all
    keys behind it: in ``n`` and a name, ``q`` is a letter. A question for a passphrase that comes up then
    gets them: they are seen in no field and are no command.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._typed: deque[Event] = deque()
        self._settling: asyncio.Task[None] | None = None
        self._early = True
        self._led = False
        """A key has led to a place: what follows is meant for that."""
        self._asked = False
        """A question for a passphrase comes up, or has come up."""

    def heed_all(self, *, secret: bool = False) -> bool:
        """The first screen is there: from now on every key means something, those that waited first.

        Args:
            secret: What waits may be a passphrase: if no question for one has come up, it is dropped.

        Returns:
            Whether something was dropped.
        """
        if self._asked or not self._early:
            return False  # the question takes them, as soon as it can
        dropped = secret and not self._led and bool(self._typed)
        if dropped:
            self._typed.clear()
        self._heed()
        return dropped

    def passphrase_comes(self) -> None:
        """A question for a passphrase comes up."""
        self._asked = True

    def passphrase_typed(self, *, known: bool) -> bool:
        """The question for a passphrase can be answered: what was typed at the start goes there.

        Args:
            known: Who typed that may have known what is asked.

        Returns:
            Whether something was dropped that was typed later, or for a place.
        """
        dropped = bool(self._typed) and (self._led or not (self._early and known))
        if dropped:
            self._typed.clear()
        self._heed()
        return dropped

    def _heed(self) -> None:
        self._early = False
        if self._typed and self._settling is None:
            self._settling = asyncio.create_task(self._settle(written=False))

    async def on_event(self, event: Event) -> None:
        """Hold a key or a paste back while the one before is under way."""
        if not isinstance(event, Key | Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        if self._early and isinstance(event, Key) and event.key == "ctrl+j":
            # A terminal that no console has taken yet makes a line feed of enter.
            event = Key("enter", "\r")
        self._typed.append(event)
        if self._settling is None:
            await self._take_next()

    def forget_typed(self) -> None:
        """Drop the keys that wait: what was typed before a question could be read is no answer."""
        self._typed.clear()

    async def _take_next(self) -> None:
        event = self._next()
        if event is None:
            self._settling = None
            return
        self._typed.remove(event)
        self._led = self._led or (self._early and not self._asked)
        self._settling = asyncio.create_task(self._settle(self._is_written(event)))
        await super().on_event(event)

    def _next(self) -> Event | None:
        waiting = self._early and (self._asked or len(self.screen_stack) == 1)
        if not (waiting and self._typed):
            return self._typed[0] if self._typed else None
        first = self._typed[0]
        if isinstance(first, Key) and first.key in EARLY and not self._asked:
            return first
        return next((each for each in self._typed if isinstance(each, Key) and each.key in _ENDS), None)

    def _is_written(self, event: Event) -> bool:
        """Whether a field takes the event as text, so that nothing but that field changes."""
        focused = self.focused
        if focused is None or not focused.check_consume_key("x", "x"):
            return False
        return not isinstance(event, Key) or event.is_printable

    def _ends(self) -> DOMNode | None:
        """Where a key ends up: the focus, or the screen."""
        screen = self.screen_stack[-1] if self.screen_stack else None
        return screen and (screen.focused or screen)

    async def _settle(self, written: bool) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                for _ in range(PASSES):
                    await self._pass()
                if not written:
                    await self._drawn()
                    await self._pass()
        except TimeoutError:
            # A widget that went away answers no more.
            pass
        if not written:
            await self._place_taken()
        if not (self._typed and self.call_later(self._take_next)):
            self._settling = None

    async def _place_taken(self) -> None:
        from ue_console.tui.screens.frame import FrameScreen

        screen = self.screen_stack[-1] if self.screen_stack else None
        if isinstance(screen, FrameScreen):
            with suppress(TimeoutError):
                async with asyncio.timeout(PATIENCE_OF_PLACE):
                    await screen.takes_keys()

    async def _pass(self) -> None:
        """Wait until all that waits now, from the focus up to the app, has been handled."""
        start = self._ends()
        for node in start.ancestors_with_self if start else ():
            reached = asyncio.Event()
            if node.call_later(reached.set):
                await reached.wait()

    async def _drawn(self) -> None:
        """Wait until the screen is drawn: what was hidden can have the focus only then."""
        reached = asyncio.Event()
        if self.call_after_refresh(reached.set):
            await reached.wait()
