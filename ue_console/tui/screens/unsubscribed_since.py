"""Since when: one of a few days, or any that is typed."""

import re
from datetime import date, timedelta
from typing import Final

from ue_console.text import plural
from ue_console.tui.dialogs.typed_time import TypedTime
from ue_console.tui.widgets.table import Column

PRESETS: Final = (1, 7, 30, 365)
"""Days."""
MOST_DAYS: Final = 36_500


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


class Since(TypedTime[date]):
    """Answers a day, or None.

    Args:
        today: In UTC.
        current: The day that the list begins with now.
    """

    WIDTH = 60
    KEYS = (("↑↓", "choose"), ("type", "another day"), ("enter", "take"), ("esc", "close"))
    PLACEHOLDER = "2026-01-31, or a number of days"
    HOW = "Type a date as 2026-01-31 that is not to come, or a number of days."
    COLUMNS = (Column("Since", 12), Column("That is", quiet=True))
    DEFAULT_CSS = """
    Since #time-table { height: 5; }
    """

    def __init__(self, today: date, current: date) -> None:
        super().__init__("Unsubscribed since which day?", current)
        self._today = today

    def meanings(self, typed: str) -> list[date]:
        """As ``days_offered``."""
        return days_offered(typed, self._today)

    def name_of(self, time: date) -> str:
        """``2026-01-31``."""
        return time.isoformat()

    def that_is(self, time: date) -> str:
        """``7 days ago, from 00:00 UTC``."""
        days = (self._today - time).days
        now = ", as now" if time == self._current else ""
        return (f"{plural(days, 'day')} ago" if days else "today") + f", from 00:00 UTC{now}"
