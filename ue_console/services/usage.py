"""How much of the period's mails is sent, and where it leads at the pace so far: arithmetic alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from ue_console.text import plural

if TYPE_CHECKING:
    from ue_console.models.unione.system import Accounting

EARLY: Final = timedelta(days=1)
"""The age of a period from which on it has a pace: mail has hours of much and hours of little."""
EARLY_PART: Final = 10
"""The part of a period, one in so many, that is enough where that is less than a day."""
NEARLY: Final = 90
"""Per cent of what is included from which on it is nearly used up."""
SAME_DAY_AGAIN: Final = 27
"""Days within which the number of a day in its month names one day only."""

_MICROSECOND: Final = timedelta(microseconds=1)


class Usage(NamedTuple):
    """What of a period's mails is sent."""

    sent: int
    included: int
    start: datetime | None
    """UTC; None where the service tells no time."""
    end: datetime | None
    """UTC, just after the period."""

    @classmethod
    def of(cls, accounting: Accounting) -> Usage:
        """As ``system/info`` tells it (reference: system-info)."""
        start, end = _time(accounting.period_start), _time(accounting.period_end)
        return cls(max(accounting.emails_sent, 0), max(accounting.emails_included, 0), start, end)

    @property
    def over(self) -> int:
        """Mails sent beyond what is included."""
        return max(self.sent - self.included, 0)

    @property
    def left(self) -> int:
        """Mails that may still be sent without going beyond it."""
        return max(self.included - self.sent, 0)

    @property
    def nearly(self) -> bool:
        """Whether it is nearly used up, or more than that."""
        return self.included > 0 and self.sent * 100 >= self.included * NEARLY


class Outlook(NamedTuple):
    """Where a period leads if it goes on as it began."""

    by_end: int
    """Mails sent when it ends."""
    reached: datetime | None
    """When what is included is used up, UTC; None where it isn't before the end, or is by now."""


def too_early(usage: Usage, now: datetime) -> bool:
    """Whether the period is too young to have a pace."""
    if usage.start is None or usage.end is None or not usage.start <= now < usage.end:
        return False
    return now - usage.start < min(EARLY, (usage.end - usage.start) / EARLY_PART)


def outlook(usage: Usage, now: datetime) -> Outlook | None:
    """The pace from the period's start until now.

    Returns:
        None where there is none: too early, nothing sent, no period, or one that is over.
    """
    start, end = usage.start, usage.end
    if start is None or end is None or not start < now < end:
        return None
    if not usage.sent or too_early(usage, now):
        return None
    passed, whole = (now - start) // _MICROSECOND, (end - start) // _MICROSECOND
    by_end = usage.sent * whole // passed
    if usage.included <= usage.sent or by_end < usage.included:
        return Outlook(by_end, None)
    return Outlook(by_end, start + usage.included * passed // usage.sent * _MICROSECOND)


def pace_words(usage: Usage, now: datetime) -> str:
    """The pace as the rest of a sentence: ``at this pace 50,000 on the 19th``; empty without one."""
    if too_early(usage, now):
        return "too early to tell the pace"
    pace = outlook(usage, now)
    if pace is None:
        return ""
    if pace.reached is not None:
        return f"at this pace {usage.included:,} {day_words(pace.reached, now)}"
    return f"at this pace about {about(pace.by_end, usage.included):,} by the end"


def about(count: int, limit: int = 0) -> int:
    """``count`` with two digits that say something; more, where rounding would take it past ``limit``."""
    for digits in range(2, len(str(count))):
        step = int(10 ** (len(str(count)) - digits))
        rounded = (count + step // 2) // step * step
        if (rounded >= limit) == (count >= limit) and (rounded > limit) == (count > limit):
            return rounded
    return count


def day_words(day: datetime, now: datetime) -> str:
    """When that is, in UTC: ``today``, ``tomorrow``, ``on the 19th``, ``on 2026-09-19``."""
    days = (day.date() - now.date()).days
    if days in (0, 1):
        return ("today", "tomorrow")[days]
    return f"on the {ordinal(day.day)}" if 1 < days <= SAME_DAY_AGAIN else f"on {day:%Y-%m-%d}"


def ordinal(number: int) -> str:
    """``1st``, ``2nd``, ``3rd``, ``11th``, ``21st``."""
    last = 0 if number % 100 in (11, 12, 13) else number % 10
    return f"{number}{('th', 'st', 'nd', 'rd')[last] if last < 4 else 'th'}"


def ends(usage: Usage, now: datetime) -> str:
    """When the period ends, as the rest of a sentence; empty where the service tells no time."""
    if usage.end is None:
        return ""
    day = f"{usage.end:%Y-%m-%d}"
    left = usage.end - now
    if left <= timedelta():
        return f"the period ended on {day}"
    if left < timedelta(days=1):
        hours = left // timedelta(hours=1)
        return (
            f"the period ends in {hours} h ({day})" if hours else f"the period ends within the hour ({day})"
        )
    return f"the period ends in {plural(left.days, 'day')} ({day})"


def _time(text: str) -> datetime | None:
    """The API's ``YYYY-MM-DD hh:mm:ss``, UTC; None where it is no time."""
    try:
        found = datetime.fromisoformat(text)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
