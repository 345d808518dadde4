"""Times and stretches of time, as an operator types them to look through what was done."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from ue_console.errors import InputError

_SPAN: Final = re.compile(r"(\d{1,5})\s*(min|h|d)")
_UNITS: Final = {"min": "minutes", "h": "hours", "d": "days"}
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
PRESETS: Final = ("1 h", "24 h", "7 d", "30 d")
"""Offered before anything is typed."""


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time, by the words for it."""

    words: str = ""
    """``last 24 h``, ``on 2026-06-14``; empty for any time."""
    since: datetime | None = None
    """With its zone; this moment is included."""
    until: datetime | None = None
    """With its zone; this moment is not."""


ANY_TIME: Final = Period()


def time_of(text: str, now: datetime) -> datetime:
    """A time as an operator types it.

    Raises:
        InputError: It is none.
    """
    span = _SPAN.fullmatch(text.strip())
    try:
        if span:
            return now - timedelta(**{_UNITS[span[2]]: int(span[1])})
        found = datetime.fromisoformat(text.strip())
    except (ValueError, OverflowError):
        remedy = 'Give a date as 2026-06-15, or "2026-06-15 12:30" in UTC, or 30min, 12h, 7d.'
        raise InputError(f"{text} is no time.", remedy) from None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found


def periods_of(typed: str, now: datetime) -> list[Period]:
    """The stretches that a text can mean; for none any time and some presets, for what is no time nothing.

    Args:
        typed: As ``time_of`` takes it.
        now: UTC.
    """
    text = " ".join(typed.split())
    if not text:
        return [ANY_TIME, *(Period(f"last {span}", time_of(span, now)) for span in PRESETS)]
    try:
        time = time_of(text, now)
    except InputError:
        return []
    if span := _SPAN.fullmatch(text):
        words = f"{int(span[1])} {span[2]}"
        return [Period(f"last {words}", time), Period(f"before the last {words}", None, time)]
    after = [Period(f"since {text}", time), Period(f"before {text}", None, time)]
    if not _DAY.fullmatch(text) or time.date() == datetime.max.date():
        return after
    return [Period(f"on {text}", time, time + timedelta(days=1)), *after]
