"""What was received earlier: everything that is kept on this machine, searched."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import ClassVar, Final

from ue_console.services.heard import Heard
from ue_console.services.heard_folding import folded
from ue_console.text import cut_end, safe_line
from ue_console.tui.dialogs.ask import Ask
from ue_console.tui.screens.event_lines import DATED
from ue_console.tui.screens.event_list import EVENT_KEYS, EventListScreen
from ue_console.tui.screens.listing import LIST_KEYS
from ue_console.tui.widgets.heading import Heading
from ue_console.tui.widgets.table import Column

PAGE: Final = 200
MOST: Final = 2_000
"""Events that are shown at the most; a longer word finds fewer."""
SEARCH: Final = "Search everything that was received"
SEARCH_HINT: Final = "Part of an address, a job id, a status, a link, or any other value; empty finds all."


class KeptEventsScreen(EventListScreen):
    """The events that hold a text, the newest first.

    Args:
        text: What is looked for; empty finds all.
    """

    COLUMNS: ClassVar[tuple[Column, ...]] = DATED
    DATED = True
    EMPTY = "Nothing that was received on this machine holds that.\nf searches for something else."
    SERVES = ("list.open", "listen.search", *LIST_KEYS[1:], "events.replay", *EVENT_KEYS)

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    async def pages(self) -> AsyncIterator[Sequence[Heard]]:
        """What is found, a page at a time."""
        self._call_it()
        before: tuple[int, int] | None = None
        found: list[Heard] = []
        for _ in range(MOST // PAGE):
            page, before = await self.session.kept.search(self._text, PAGE, before)
            found = folded([*found, *page])
            yield found
            if before is None:
                return
        self._call_it(f", the newest {MOST:,}")

    def _call_it(self, more: str = "") -> None:
        sought = f"“{cut_end(safe_line(self._text), 30)}”" if self._text else "all"
        self.query_one("#list-heading", Heading).title = f"Received: {sought}{more}"

    def do_listen_search(self) -> None:
        """Look for something else."""
        self.app.push_screen(Ask(SEARCH, SEARCH_HINT, self._text), self._search)

    def _search(self, text: str | None) -> None:
        if text is not None:
            self._text = text
            self.load()
