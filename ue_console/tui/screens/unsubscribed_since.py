"""Since when: one of a few days, or any that is typed."""

import re
from datetime import date, timedelta
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from ue_console.text import plural
from ue_console.tui.dialogs.base import Dialog
from ue_console.tui.widgets.fields import Field
from ue_console.tui.widgets.table import Column, Row, Table

PRESETS: Final = (1, 7, 30, 365)
"""Days."""
MOST_DAYS: Final = 36_500
COLUMNS: Final = (Column("Since", 12), Column("That is", quiet=True))
HOW: Final = "Type a date as 2026-01-31 that is not to come, or a number of days."


def days_offered(typed: str, today: date) -> list[date]:
    """The days that a text can mean, the presets for none; nothing for what is no day.

    Args:
        typed: A date as ``2026-01-31``, or a number of days.
        today: In UTC.
    """
    text = typed.strip()
    if not text:
        return [today - timedelta(days=days) for days in PRESETS]
    if re.fullmatch(r"\d{1,5}", text, re.ASCII) and int(text) <= MOST_DAYS:
        return [today - timedelta(days=int(text))]
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return []
        return [day] if day <= today else []
    return []


class Since(Dialog[date]):
    """Answers a day, or None.

    Args:
        today: In UTC.
        current: The day that the list begins with now.
    """

    WIDTH = 60
    KEYS = (("↑↓", "choose"), ("type", "another day"), ("enter", "take"), ("esc", "close"))
    BINDINGS = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("enter", "take", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    Since #since-table { height: 5; margin-top: 1; }
    """

    def __init__(self, today: date, current: date) -> None:
        super().__init__("Unsubscribed since which day?")
        self._today = today
        self._current = current

    def compose_content(self) -> ComposeResult:
        """The field, and the days."""
        yield Field(placeholder="2026-01-31, or a number of days", id="since-day")
        yield Table(COLUMNS, empty=HOW, id="since-table")

    @property
    def table(self) -> Table:
        """The days."""
        return self.query_one("#since-table", Table)

    def on_mount(self) -> None:
        """Begin at the day that is shown now."""
        self._offer("")
        self.table.go_to(self._current.isoformat())

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._offer(event.value)

    def _offer(self, typed: str) -> None:
        days = days_offered(typed, self._today)
        self.table.show_rows([Row(day.isoformat(), (day.isoformat(), self._ago(day))) for day in days])

    def _ago(self, day: date) -> str:
        days = (self._today - day).days
        now = ", as now" if day == self._current else ""
        return (f"{plural(days, 'day')} ago" if days else "today") + f", from 00:00 UTC{now}"

    def action_move(self, step: int) -> None:
        """Move in the list while the field has the focus."""
        self.table.action_move(step)

    def action_take(self) -> None:
        """Answer the day under the cursor."""
        row = self.table.current
        if row is not None:
            self.dismiss(date.fromisoformat(row.key))
