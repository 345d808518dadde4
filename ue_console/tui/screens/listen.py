"""Listening: what arrives here from the service, as it arrives."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from functools import partial
from itertools import islice
from time import monotonic
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import ScreenResume
from textual.widgets import Input, Static

from ue_console.services.heard import Heard
from ue_console.services.listening.values import Forwarded
from ue_console.tui.commands import ACTIONS, Action
from ue_console.tui.dialogs.ask import Ask
from ue_console.tui.screens.event_kept import SEARCH, SEARCH_HINT, KeptEventsScreen
from ue_console.tui.screens.event_lines import COLUMNS, sought
from ue_console.tui.screens.event_list import EVENT_KEYS
from ue_console.tui.screens.listen_lines import (
    NEXT,
    SHOWN,
    counts,
    empty,
    fitting,
    none_shown,
    since,
    title,
    wanted,
    ways,
)
from ue_console.tui.screens.listen_runs import ListenRuns
from ue_console.tui.screens.listen_table import GrowingTable
from ue_console.tui.widgets.fields import Field
from ue_console.tui.widgets.heading import Heading
from ue_console.tui.widgets.light_rows import LightRow, LightRows
from ue_console.tui.widgets.table import Column, Row

DRAW_EVERY: Final = 0.25
"""Seconds between two drawings while events come in."""
BURST_EVERY: Final = 0.5
"""The same while more come than anybody can read."""
MANY: Final = 200
"""Events between two drawings that nobody can read."""
KEYS_FIRST: Final = 0.3
"""Seconds after a key in which nothing is drawn that nobody asked for: the next key is near."""
LATEST: Final = 2.0
"""Seconds between two drawings at the most, while events come in."""
SOON: Final = 0.02
"""Seconds until the first drawing of what comes after a silence."""
LOOKED_AT: Final = 200
"""New rows that columns are fitted to: more than a screen shows."""


class ListenScreen(ListenRuns):
    """Listens from the moment that it is opened, and goes on when it is left."""

    COLUMNS: ClassVar[tuple[Column, ...]] = COLUMNS
    SERVES = (
        "list.open",
        "webhooks.listen",
        "listen.stop",
        "listen.register",
        "listen.doubtful",
        "list.filter",
        "listen.search",
        "listen.forward",
        "events.replay",
        "webhooks.ping",
        *EVENT_KEYS,
    )
    DEFAULT_CSS = """
    ListenScreen #counts { height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    ListenScreen #ways { height: auto; padding: 0 1; color: $quiet; display: none; }
    ListenScreen #ways.-shown { display: block; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._mode = "all"
        self._due = False
        """Whether a drawing is to come."""
        self._drawn = 0.0
        """When the last drawing was."""
        self._pause = DRAW_EVERY
        """Seconds from it to the next."""
        self._pressed = 0.0
        """When the last key was."""
        self._events = 0
        """How many had come by then."""
        self._light: dict[str, LightRow] = {}
        """The rows that are shown, by key: of thousands that come in a second, few are put into words."""
        self._fate: Forwarded | None = None
        """What is told of the forwarding of the event in the detail."""
        self._led = ""
        """What is told of the ways here and on."""
        self._unsubscribe: Callable[[], None] = lambda: None

    def compose_body(self) -> ComposeResult:
        """Where and for whom, counts, the list, the event under the cursor."""
        with Horizontal():
            with Vertical(id="list"):
                yield Heading(id="list-heading")
                yield Static(id="counts", markup=False)
                yield Static(id="ways", markup=False)
                yield Field(placeholder="filter", id="filter")
                yield GrowingTable(self.COLUMNS, id="table")
            with Vertical(id="detail"):
                yield from self.compose_detail()

    def on_mount(self) -> None:
        """Show what there is, and listen."""
        super().on_mount()
        self._unsubscribe = self.session.subscribe(self._news)
        self.console.hear_usage()
        if not self.session.url:
            self.do_webhooks_listen()

    def on_unmount(self) -> None:
        """The session goes on without this screen."""
        self._unsubscribe()

    async def pages(self) -> AsyncIterator[Sequence[Heard]]:
        """What has come while the screen was away."""
        yield self.session.heard

    def load(self) -> None:
        """Draw; nothing has to be read."""
        self._draw()

    def _news(self) -> None:
        """Draw soon; while events pour in, a moment after the last drawing."""
        if not self._due:
            self._due = True
            # The listener tells from outside of the app: a timer begun there would not know it.
            self.call_later(self._draw_soon)

    def _draw_soon(self) -> None:
        wait = self._next - monotonic()
        self.set_timer(max(wait, SOON), self._draw if wait <= SOON else self._draw_soon)

    @property
    def _next(self) -> float:
        """When to draw next: not while keys are pressed, but not much later either."""
        return max(self._drawn + self._pause, min(self._pressed + KEYS_FIRST, self._drawn + LATEST))

    @on(Input.Changed)
    def _typing(self) -> None:
        self._pressed = monotonic()
        self._say_why_none()

    async def action_act(self, name: str) -> None:
        """Run an action; what comes in meanwhile is drawn a moment later."""
        self._pressed = monotonic()
        await super().action_act(name)

    @on(ScreenResume)
    def _draw(self) -> None:
        """Show what came; where the screen can't be seen, once it can again."""
        self._due = False
        if not self.is_current or not self.is_mounted:
            return
        session, mode = self.session, self._mode
        new = session.totals.events - self._events
        self._pause = BURST_EVERY if new > MANY else DRAW_EVERY
        self._events, self._drawn = session.totals.events, monotonic()
        self._show(
            {item.key: item for item in session.heard if mode == "all" or wanted(item, mode, session)},
            whole=True,
        )

    def _show(self, items: dict[str, Heard], *, whole: bool) -> None:
        known, before = self.items, self._light
        new = {key: item for key, item in items.items() if key not in before or known.get(key) is not item}
        self.items = items
        self._light = {key: (key, sought(item)) if key in new else before[key] for key, item in items.items()}
        self._say_why_none()
        self.query_one(GrowingTable).follows = not self._in_detail
        self.fit_columns(islice(new.values(), LOOKED_AT))
        self.table.show_rows(LightRows(list(self._light.values()), partial(self._in_words, items)))
        self._count()

    def _say_why_none(self) -> None:
        if self.session.heard:
            filtered = bool(self.query_one("#filter", Field).value)
            self.table.say(none_shown(self.session, self._mode, filtered=filtered))
        else:
            can_register = not self.why_not(ACTIONS["listen.register"])
            self.table.say(empty(self.session, can_register=can_register))

    def _in_words(self, items: Mapping[str, Heard], light: LightRow) -> Row:
        return self.row(items[light[0]])

    def _count(self) -> None:
        heading, shown = self.query_one("#list-heading", Heading), len(self.table.shown)
        heading.title, heading.detail = title(self.session), since(self.session)
        self.console.mark_running(self.PLACE, running=bool(self.session.url))
        filtered = shown < len(self.table.rows)
        line = self.query_one("#counts", Static)
        told = counts(self.session, shown, self._mode, filtered)
        line.update(fitting(told, line.content_region.width), layout=False)
        self._show_fate()
        if (led := ways(self.session)) != self._led:
            self._led = led
            self.query_one("#ways", Static).set_class(bool(led), "-shown").update(led)
            self.renew_keys()

    def _show_fate(self) -> None:
        """What the handler said to the event in the detail."""
        item = self._opened
        if item and item.handler and (fate := self.session.fate(item.number)) != self._fate:
            self._fate = fate
            self._show_detail()

    @property
    def _list_hidden(self) -> bool:
        return self.has_class("-narrow") and self.has_class("-over")

    def why_not(self, action: Action) -> str:
        """It begins once; the list is not changed where it can't be seen."""
        if action.id == "webhooks.listen" and self.session.url:
            return "It listens already."
        if action.id == "listen.doubtful" and self._list_hidden:
            return "This chooses what the list shows; esc leads back to it."
        return super().why_not(action)

    def offered(self) -> list[Action]:
        """Of beginning and ending, the one that can be done; what the list shows, only at the list."""
        off = ["webhooks.listen" if self.session.url else "listen.stop"]
        if self._list_hidden:
            off.append("listen.doubtful")
        return [action for action in super().offered() if action.id not in off]

    def title_of(self, action: Action) -> str:
        """The footer says what the filter's key shows next."""
        if action.id == "listen.doubtful":
            return NEXT[self._next_mode]
        return super().title_of(action)

    def do_listen_doubtful(self) -> None:
        """All, then only bad signatures, then only retries, then only what the handler did not take."""
        self._mode = self._next_mode
        self.renew_keys()
        self._draw()

    @property
    def _next_mode(self) -> str:
        modes = [mode for mode in SHOWN if mode != "untaken" or self.session.handled]
        return modes[(modes.index(self._mode) + 1) % len(modes)] if self._mode in modes else "all"

    def do_listen_search(self) -> None:
        """Ask for what, and search everything that is kept."""
        self.app.push_screen(Ask(SEARCH, SEARCH_HINT), self._search)

    def _search(self, text: str | None) -> None:
        if text is not None:
            self.app.push_screen(KeptEventsScreen(text))
