"""How times, ages and sizes are written."""

from datetime import UTC, datetime


def parse_time(text: str | None) -> datetime | None:
    """Read the API's ``YYYY-MM-DD hh:mm:ss`` (UTC); None where it is none."""
    if not text:
        return None
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError:
        return None


def age(text: str | None, now: datetime | None = None) -> str:
    """``5 min``, ``3 h``, ``31 d``; empty for an unknown time."""
    then = parse_time(text)
    if then is None:
        return ""
    seconds = max(((now or datetime.now(UTC)) - then).total_seconds(), 0)
    if seconds < 3600:
        return f"{int(seconds // 60)} min"
    if seconds < 48 * 3600:
        return f"{int(seconds // 3600)} h"
    return f"{int(seconds // 86400):,} d"


def age_seconds(text: str | None, now: datetime | None = None) -> float:
    """Seconds since a time, for sorting; an unknown time sorts as the oldest."""
    then = parse_time(text)
    return ((now or datetime.now(UTC)) - then).total_seconds() if then else float("inf")


def size(characters: int) -> str:
    """``640 B``, ``12.4 kB``, ``1.3 MB``."""
    if characters < 1000:
        return f"{characters} B"
    if characters < 1_000_000:
        return f"{characters / 1000:.1f} kB"
    return f"{characters / 1_000_000:.1f} MB"


def days_left(end: str, now: datetime) -> int:
    """Whole days until a time of the API; 0 when it is over or unknown."""
    then = parse_time(end)
    return max((then - now).days, 0) if then else 0


def clock(then: datetime, now: datetime) -> str:
    """A moment in UTC for a column that says so: ``14:23``, of another day ``3 May``."""
    return f"{then:%H:%M}" if then.date() == now.date() else f"{then.day} {then:%b}"
