"""The date tools ``$date`` and ``$dateFormat``, and the texts that the service takes for dates.

Which time zone and language the service prints in is not published: here it is the zone of
the clock handed in, and English.
"""

import re
from datetime import UTC, datetime

from .budget import Budget
from .date_patterns import format_date
from .overloads import Methods, one
from .values import DefinedBlock, Tool

_LONGEST = 64
"""Characters of a text that may be a date."""

_TIME = r"(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?"
_DAY_FIRST = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})" + _TIME)
_YEAR_FIRST = re.compile(r"(\d{4})[/ ](\d{1,2})[/ ](\d{1,2})" + _TIME)

_DATE_STYLES = {
    "full": "EEEE, MMMM d, yyyy",
    "long": "MMMM d, yyyy",
    "medium": "MMM d, yyyy",
    "default": "MMM d, yyyy",
    "short": "M/d/yy",
}
_TIME_STYLES = {
    "full": "h:mm:ss a z",
    "long": "h:mm:ss a z",
    "medium": "h:mm:ss a",
    "default": "h:mm:ss a",
    "short": "h:mm a",
}
_NAMED = {"iso": "yyyy-MM-dd'T'HH:mm:ssZ", "intl": "yyyy-MM-dd'T'HH:mm:ss"}


class DateTool(Tool, DefinedBlock):
    """``$date``: now, printed in the default style.

    Args:
        now: The moment of the render.
    """

    def __init__(self, now: datetime) -> None:
        self.now = _aware(now)

    def text(self) -> str | None:
        return styled("default", self.now)


class DateFormatTool(Tool):
    """``$dateFormat``: formats the substitutions whose names start with ``date_``."""


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def read_date(text: str) -> datetime | None:
    """Understand a text in one of the forms that the service's guide lists.

    They are dd/mm/yyyy, dd-mm-yyyy hh:mm:ss, yyyy/mm/dd HH:mm:ss, yyyy mm dd HH:mm:ss,
    ISO 8601 and RFC 2822. A text without a zone is in UTC.
    """
    source = text.strip()
    if len(source) > _LONGEST:
        return None
    try:
        if match := _DAY_FIRST.fullmatch(source):
            day, month, year, hour, minute, second = (int(part or 0) for part in match.groups())
            return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
        if match := _YEAR_FIRST.fullmatch(source):
            year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
            return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
        return _aware(datetime.fromisoformat(source))
    except ValueError:
        return _read_mail_date(source)


def _read_mail_date(source: str) -> datetime | None:
    from email.utils import parsedate_to_datetime

    try:
        return _aware(parsedate_to_datetime(source))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def styled(style: str, moment: datetime, time_style: str | None = None) -> str | None:
    """Write ``moment`` in a style of the date tool, or by a pattern; None when it is neither."""
    if time_style is not None:
        if style not in _DATE_STYLES or time_style not in _TIME_STYLES:
            return None
        return format_date(f"{_DATE_STYLES[style]} {_TIME_STYLES[time_style]}", moment)
    name, _, part = style.rpartition("_")
    if part == "date" and name in _DATE_STYLES:
        return format_date(_DATE_STYLES[name], moment)
    if part == "time" and name in _TIME_STYLES:
        return format_date(_TIME_STYLES[name], moment)
    if style in _DATE_STYLES:
        return styled(style, moment, style)
    return format_date(_NAMED.get(style, style), moment)


def _format(_: Budget, tool: object, style: str | None, value: object) -> str | None:
    moment = (
        value.now if isinstance(value, DateTool) else read_date(value) if isinstance(value, str) else None
    )
    return None if moment is None or style is None else styled(style, moment)


def _get(_: Budget, tool: DateTool, style: str | None, time_style: str | None = None) -> str | None:
    return None if style is None else styled(style, tool.now, time_style)


DATE: Methods = {
    "format": one("so", _format),
    "get": (("s", _get), ("ss", _get)),
    "toString": one("", lambda _, tool: tool.text()),
}

DATE_FORMAT: Methods = {"format": one("so", _format)}
