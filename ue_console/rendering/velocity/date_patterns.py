"""Dates as text by the patterns of Java's ``SimpleDateFormat``, in English."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

_PATTERN = re.compile(r"'((?:[^']|'')*)'|([A-Za-z])\2*|([^A-Za-z']+)")
_LONGEST = 200
"""Characters of a pattern, and of a number in it."""

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def format_date(pattern: str, moment: datetime) -> str | None:
    """Write ``moment``, which knows its zone; None when the pattern is not valid."""
    if len(pattern) > _LONGEST:
        return None
    parts: list[str] = []
    end = 0
    for match in _PATTERN.finditer(pattern):
        text = _part(match, moment)
        if match.start() != end or text is None:
            return None
        parts.append(text)
        end = match.end()
    return "".join(parts) if end == len(pattern) else None


def _part(match: re.Match[str], moment: datetime) -> str | None:
    letter = match.group(2)
    if letter:
        write = _FIELDS.get(letter)
        return write(moment, len(match.group())) if write else None
    if match.group(3) is not None:
        return match.group(3)
    return match.group(1).replace("''", "'") or "'"


def _number(value: int, width: int) -> str:
    return str(value).zfill(width)


def _year(moment: datetime, width: int) -> str:
    return f"{moment.year % 100:02}" if width == 2 else _number(moment.year, width)


def _week_year(moment: datetime, width: int) -> str:
    end_of_week = moment + timedelta(days=6 - (moment.weekday() + 1) % 7)
    return f"{end_of_week.year % 100:02}" if width == 2 else _number(end_of_week.year, width)


def _month(moment: datetime, width: int) -> str:
    if width < 3:
        return _number(moment.month, width)
    name = _MONTHS[moment.month - 1]
    return name if width > 3 else name[:3]


def _week(moment: datetime, width: int) -> str:
    end_of_week = moment + timedelta(days=6 - (moment.weekday() + 1) % 7)
    return _number((end_of_week.timetuple().tm_yday - 1) // 7 + 1, width)


def _week_of_month(moment: datetime, width: int) -> str:
    first = moment.replace(day=1)
    return _number((moment.day + (first.weekday() + 1) % 7 - 1) // 7 + 1, width)


def _day_name(moment: datetime, width: int) -> str:
    name = _DAYS[moment.weekday()]
    return name if width > 3 else name[:3]


def _offset(moment: datetime) -> tuple[str, int, int]:
    minutes = round((moment.utcoffset() or timedelta()).total_seconds() / 60)
    return "-" if minutes < 0 else "+", *divmod(abs(minutes), 60)


def _zone_name(moment: datetime, width: int) -> str:
    sign, hours, minutes = _offset(moment)
    if hours == minutes == 0:
        return "UTC" if width < 4 else "Coordinated Universal Time"
    return f"GMT{sign}{hours:02}:{minutes:02}"


def _zone_822(moment: datetime, _: int) -> str:
    sign, hours, minutes = _offset(moment)
    return f"{sign}{hours:02}{minutes:02}"


def _zone_iso(moment: datetime, width: int) -> str | None:
    sign, hours, minutes = _offset(moment)
    if width > 3:
        return None
    if hours == minutes == 0:
        return "Z"
    return f"{sign}{hours:02}" + ("", f"{minutes:02}", f":{minutes:02}")[width - 1]


_FIELDS: dict[str, Callable[[datetime, int], str | None]] = {
    "G": lambda *_: "AD",
    "y": _year,
    "Y": _week_year,
    "M": _month,
    "L": _month,
    "w": _week,
    "W": _week_of_month,
    "D": lambda moment, width: _number(moment.timetuple().tm_yday, width),
    "d": lambda moment, width: _number(moment.day, width),
    "F": lambda moment, width: _number((moment.day - 1) // 7 + 1, width),
    "E": _day_name,
    "u": lambda moment, width: _number(moment.isoweekday(), width),
    "a": lambda moment, _: "AM" if moment.hour < 12 else "PM",
    "H": lambda moment, width: _number(moment.hour, width),
    "k": lambda moment, width: _number(moment.hour or 24, width),
    "K": lambda moment, width: _number(moment.hour % 12, width),
    "h": lambda moment, width: _number(moment.hour % 12 or 12, width),
    "m": lambda moment, width: _number(moment.minute, width),
    "s": lambda moment, width: _number(moment.second, width),
    "S": lambda moment, width: _number(moment.microsecond // 1000, width),
    "z": _zone_name,
    "Z": _zone_822,
    "X": _zone_iso,
}
