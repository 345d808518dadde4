"""From when: one of a few stretches of time, or any that is typed."""

from datetime import UTC, datetime

from ue_console.services.activity_times import ANY_TIME, Period, periods_of
from ue_console.tui.dialogs.typed_time import TypedTime
from ue_console.tui.widgets.table import Column


class ChoosePeriod(TypedTime[Period]):
    """Answers a stretch of time, or None.

    Args:
        now: UTC.
        current: What is listed now.
    """

    KEYS = (("↑↓", "choose"), ("type", "a time"), ("enter", "take"), ("esc", "close"))
    PLACEHOLDER = "2026-01-31, or 30min, 12h, 7d"
    HOW = "Type a date as 2026-01-31, a time as 2026-01-31 12:30 in UTC, or 30min, 12h, 7d."
    COLUMNS = (Column("When", 24), Column("That is, in UTC", quiet=True))
    DEFAULT_CSS = """
    ChoosePeriod #time-table { height: 7; }
    """

    def __init__(self, now: datetime, current: Period) -> None:
        super().__init__("Activity of which time?", current)
        self._now = now

    def meanings(self, typed: str) -> list[Period]:
        """Those of a text; without one the usual, and what is listed now."""
        offered = periods_of(typed, self._now)
        if not typed.strip() and self._current not in (ANY_TIME, *offered):
            return [self._current, *(each for each in offered if each.words != self._current.words)]
        return offered

    def name_of(self, time: Period) -> str:
        """``last 12 h``."""
        return time.words or "any time"

    def that_is(self, time: Period) -> str:
        """``from 2026-06-14 12:00, as now``."""
        since, until = _time(time.since), _time(time.until)
        if since and until:
            span = f"{since} to {until}"
        else:
            span = f"from {since}" if since else f"before {until}" if until else ""
        return ", ".join(filter(None, (span, "as now" if time == self._current else "")))


def _time(time: datetime | None) -> str:
    return f"{time.astimezone(UTC):%Y-%m-%d %H:%M}" if time else ""
