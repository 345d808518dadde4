"""From when: one of a few stretches of time, or any that is typed."""

from datetime import UTC, datetime
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from ue_console.services.activity_times import ANY_TIME, Period, periods_of
from ue_console.tui.dialogs.base import Dialog
from ue_console.tui.widgets.fields import Field
from ue_console.tui.widgets.table import Column, Row, Table

COLUMNS: Final = (Column("When", 24), Column("That is, in UTC", quiet=True))
HOW: Final = "Type a date as 2026-01-31, a time as 2026-01-31 12:30 in UTC, or 30min, 12h, 7d."


class ChoosePeriod(Dialog[Period]):
    """Answers a stretch of time, or None.

    Args:
        now: UTC.
        current: What is listed now.
    """

    KEYS = (("↑↓", "choose"), ("type", "a time"), ("enter", "take"), ("esc", "close"))
    BINDINGS = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("enter", "take", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    ChoosePeriod #period-table { height: 7; margin-top: 1; }
    """

    def __init__(self, now: datetime, current: Period) -> None:
        super().__init__("Activity of which time?")
        self._now = now
        self._current = current
        self._offered: dict[str, Period] = {}

    def compose_content(self) -> ComposeResult:
        """The field, and what it can mean."""
        yield Field(placeholder="2026-01-31, or 30min, 12h, 7d", id="period-time")
        yield Table(COLUMNS, empty=HOW, id="period-table")

    @property
    def table(self) -> Table:
        """The stretches."""
        return self.query_one("#period-table", Table)

    def on_mount(self) -> None:
        """Begin at what is shown now."""
        super().on_mount()
        self._offer("")
        self.table.go_to(_name(self._current))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._offer(event.value)

    def _offer(self, typed: str) -> None:
        offered = periods_of(typed, self._now)
        if not typed.strip() and self._current not in (ANY_TIME, *offered):
            offered = [self._current, *(each for each in offered if each.words != self._current.words)]
        self._offered = {_name(each): each for each in offered}
        self.table.show_rows([Row(name, (name, self._that_is(each))) for name, each in self._offered.items()])

    def _that_is(self, period: Period) -> str:
        since, until = _time(period.since), _time(period.until)
        if since and until:
            span = f"{since} to {until}"
        else:
            span = f"from {since}" if since else f"before {until}" if until else ""
        return ", ".join(filter(None, (span, "as now" if period == self._current else "")))

    def action_move(self, step: int) -> None:
        """Move in the list while the field has the focus."""
        self.table.action_move(step)

    def action_take(self) -> None:
        """Answer the stretch under the cursor."""
        row = self.table.current
        if row is not None:
            self.dismiss(self._offered[row.key])


def _name(period: Period) -> str:
    return period.words or "any time"


def _time(time: datetime | None) -> str:
    return f"{time.astimezone(UTC):%Y-%m-%d %H:%M}" if time else ""
