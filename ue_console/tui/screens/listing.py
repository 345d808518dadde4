"""What the list screens share: load, filter, sort, keep the cursor, show each state."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import AsyncIterator, Awaitable, Sequence
from datetime import datetime
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.css.query import NoMatches
from textual.widgets import Input

from ue_console.errors import ConsoleError, WireError
from ue_console.tui.commands import Action
from ue_console.tui.screens.frame import FrameScreen
from ue_console.tui.widgets.fields import Field
from ue_console.tui.widgets.heading import Heading
from ue_console.tui.widgets.table import Column, Row, Table
from ue_console.tui.widgets.text_view import TextView

T = TypeVar("T")

LIST_KEYS = ("list.open", "list.filter", "list.sort", "list.refresh")


class ListScreen(FrameScreen, Generic[T]):
    """A list with the detail of the row under the cursor beside it, or over it when narrow."""

    NAME: ClassVar[str] = ""
    """The heading."""
    COLUMNS: ClassVar[tuple[Column, ...]] = ()
    EMPTY: ClassVar[str] = ""
    """What this list is for and the key to begin, for when there is nothing in it."""
    DEFAULT_CSS = """
    ListScreen #list { width: 42%; min-width: 46; border-right: vkey $line; }
    ListScreen #detail { width: 1fr; }
    ListScreen #filter { display: none; margin: 0 1; }
    ListScreen #filter.-shown { display: block; }
    ListScreen.-narrow #list { width: 1fr; border-right: none; }
    ListScreen.-narrow #detail { display: none; }
    ListScreen.-narrow.-over #list { display: none; }
    ListScreen.-narrow.-over #detail { display: block; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.items: dict[str, T] = {}
        self._loaded: datetime | None = None
        self._stale = False
        """The last try to read the list failed."""
        self._sort = -1
        self._detailed = ""
        """The key of the object whose detail was shown last."""

    def compose_body(self) -> ComposeResult:
        """List on the left, detail on the right."""
        with Horizontal():
            with Vertical(id="list"):
                yield Heading(self.NAME, id="list-heading")
                yield Field(placeholder="filter", id="filter")
                yield Table(self.COLUMNS, empty="Loading", marks="list.mark" in self.SERVES, id="table")
            with Vertical(id="detail"):
                yield from self.compose_detail()

    def compose_detail(self) -> ComposeResult:
        """The widgets of the detail."""
        yield from ()

    @abstractmethod
    def pages(self) -> AsyncIterator[Sequence[T]]:
        """The objects, page by page."""

    @abstractmethod
    def row(self, item: T) -> Row:
        """One object as a row; its key names it in ``items``."""

    def loaded(self) -> None:
        """The list was read whole."""

    def show_item(self, item: T | None) -> None:
        """Show the detail of one object."""

    @property
    def table(self) -> Table:
        """The list."""
        return self.query_one("#table", Table)

    @property
    def current(self) -> T | None:
        """The object under the cursor."""
        row = self.table.current
        return self.items.get(row.key) if row else None

    @property
    def chosen(self) -> list[T]:
        """What an action is for: the marked objects, or else the one under the cursor."""
        rows = self.table.marked or ([self.table.current] if self.table.current else [])
        return [self.items[row.key] for row in rows if row.key in self.items]

    def on_mount(self) -> None:
        """Load at once, with the keys in the list."""
        super().on_mount()
        self.table.focus()
        self.load()

    def load(self) -> None:
        """Read the list again; the old rows stay until the new ones are there."""
        self.query_one("#list-heading", Heading).detail = "loading"
        self.work(self._load, "load", "Press r to try again.")

    async def _load(self) -> None:
        found: dict[str, T] = {}
        try:
            async for page in self.pages():
                found.update((self.row(item).key, item) for item in page)
                if not self.items:
                    self._show(found, whole=False)
        except ConsoleError as error:
            self._failed(error)
            raise
        self.items = found
        self._stale = False
        self._loaded = self.console.workspace.now()
        self.notice.clear()
        self._show(found, whole=True)
        self.loaded()

    def _failed(self, error: ConsoleError) -> None:
        if isinstance(error, WireError):
            self.console.line = "○ offline"
        self._stale = True
        if not self.items:
            self.table.say("Nothing could be read.")
        self._count()

    def _show(self, items: dict[str, T], *, whole: bool) -> None:
        self.items = dict(items)
        rows = [self.row(item) for item in items.values()]
        if self._sort >= 0:
            rows.sort(key=lambda row: row.sort_key(self._sort))
        if whole:
            self.table.say("Nothing matches the filter; esc clears it." if rows else self.EMPTY)
        self.table.show_rows(rows)
        self._count()

    def _count(self) -> None:
        total, shown = len(self.table.rows), len(self.table.shown)
        parts = [f"{self.table.marks:,} marked"] if self.table.marks else []
        parts.append(f"{total:,}" if shown == total else f"{shown:,} of {total:,}")
        if 0 <= self._sort < len(self.COLUMNS):
            parts.append(f"by {self.COLUMNS[self._sort].title.lower()}")
        if self._stale and self._loaded:
            minutes = int((self.console.workspace.now() - self._loaded).total_seconds() // 60)
            parts.append(f"as of {minutes} min ago")
        self.query_one("#list-heading", Heading).detail = " · ".join(parts)

    @on(Table.Moved, "#table")
    def _moved(self) -> None:
        row = self.table.current
        if row is not None and row.key != self._detailed:
            self._detailed = row.key
            # What is shown of another object is read from its beginning.
            for view in self.query("#detail TextView").results(TextView):
                view.scroll_home(animate=False, immediate=True)
        self.show_item(self.current)
        self.renew_keys()

    @on(Input.Changed, "#filter")
    def _filtered(self, event: Input.Changed) -> None:
        self.table.filter(event.value)
        self._count()

    @on(Input.Submitted, "#filter")
    def _filter_done(self) -> None:
        self.table.focus()

    def do_list_filter(self) -> None:
        """Open the filter, in front of a detail that lies over the list."""
        self.remove_class("-over")
        field = self.query_one("#filter", Field)
        field.add_class("-shown")
        field.focus()

    def do_list_refresh(self) -> None:
        """Load again."""
        self.load()

    def do_list_sort(self) -> None:
        """Order by the next column that is shown; after the last, the service's order again."""
        shown = [place for place, wide in enumerate(self.table.widths(self.table.size.width)) if wide]
        self._sort = next((place for place in shown if place > self._sort), -1)
        self._show(self.items, whole=True)

    def do_list_mark(self) -> None:
        """Mark the row under the cursor, or unmark it, and go on to the next one."""
        self.table.mark()
        if self.focused is self.table:
            self.table.action_move(1)
        self._count()
        self.renew_keys()

    def do_list_open(self) -> None:
        """Go to the detail."""
        if self.current is not None:
            self.add_class("-over")
            self._focus_detail()

    def _focus_detail(self) -> None:
        for widget in self.query("#detail *"):
            if widget.focusable:
                widget.focus()
                return

    @property
    def _in_detail(self) -> bool:
        above = self.focused.ancestors if self.focused else []
        return any(widget.id == "detail" for widget in above)

    def offered(self) -> list[Action]:
        """In the detail, what the cursor is on is open already."""
        actions = super().offered()
        return [action for action in actions if action.id != "list.open" or not self._in_detail]

    @property
    def _only_marks(self) -> bool:
        """Whether nothing but marks keeps esc from leaving."""
        return self.focused is self.table and not self._filters and self.table.marks > 0

    @property
    def _filters(self) -> bool:
        return self.query_one("#filter", Field).has_class("-shown")

    def title_of(self, action: Action) -> str:
        """The footer says when esc takes the marks away."""
        return "unmark" if action.id == "app.back" and self._only_marks else super().title_of(action)

    @property
    def goes_back(self) -> bool:
        """Out of the detail or the filter, or back to a project's account."""
        return self.goes_up or bool(self.console.owner)

    @property
    def goes_up(self) -> bool:
        """Out of the detail, the filter or the marks."""
        return self.focused is not self.table or self._filters or self._only_marks

    def do_app_back(self) -> Awaitable[None] | None:
        """From the detail to the list, clear the filter, then the marks, then back to a project's account."""
        try:
            field = self.query_one("#filter", Field)
        except NoMatches:
            return None
        if self.focused is not self.table and self.focused is not field:
            self.remove_class("-over")
        elif field.value or field.has_class("-shown"):
            field.value = ""
            field.remove_class("-shown")
        elif self.table.marks:
            self.table.unmark_all()
            self._count()
            self.renew_keys()
        elif self.console.owner:
            return self.console.back_to_owner()
        self.table.focus()
        return None
