"""Methods of numbers and booleans."""

import math
import re

from .budget import Budget
from .faults import MethodFault
from .overloads import Methods, given, one
from .printing import double, text_of
from .values import is_number, same

_WHOLE = re.compile(r"[+-]?[0-9]{1,10}")
_REAL = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_LONGEST = 400
"""Characters of a text that may be read as a number."""


def narrowed(value: object) -> int | None:
    """The value as Java's ``intValue`` gives it, or None when it is no number."""
    return _wrap(value, 32) if isinstance(value, int | float) and is_number(value) else None


def _wrap(number: float, bits: int) -> int:
    """Java's narrowing: whole numbers keep their low bits, doubles stop at the ends."""
    half: int = 2 ** (bits - 1)
    if isinstance(number, int):
        wrapped: int = (number + half) % (2 * half) - half
        return wrapped
    if math.isnan(number):
        return 0
    return int(max(-half, min(number, half - 1)))


def _parse_int(_: Budget, __: object, text: str | None) -> int:
    source = given(text)
    number = int(source) if _WHOLE.fullmatch(source) else 2**31
    if not -(2**31) <= number < 2**31:
        raise MethodFault("the text is no whole number that Java can hold")
    return number


def _parse_double(_: Budget, __: object, text: str | None) -> float:
    source = given(text)
    if len(source) > _LONGEST or not _REAL.fullmatch(source.strip()):
        raise MethodFault("the text is no number")
    return float(source)


def _compare(_: Budget, number: float, other: float) -> int:
    return (number > other) - (number < other)


_COMMON: Methods = {
    "compareTo": one("d", _compare),
    "doubleValue": one("", lambda _, number: float(number)),
    "equals": one("o", lambda b, number, other: same(number, other, b)),
    "intValue": one("", lambda _, number: _wrap(number, 32)),
    "longValue": one("", lambda _, number: _wrap(number, 64)),
    "toString": (
        ("", lambda b, number: text_of(number, b)),
        ("i", lambda _, __, other: str(other)),
        ("d", lambda _, __, other: double(float(other))),
    ),
}

INTEGER: Methods = _COMMON | {
    "max": one("ii", lambda _, __, a, b: max(a, b)),
    "min": one("ii", lambda _, __, a, b: min(a, b)),
    "parseInt": one("s", _parse_int),
    "valueOf": (("i", lambda _, __, number: number), ("s", _parse_int)),
}

DOUBLE: Methods = _COMMON | {
    "isInfinite": one("", lambda _, number: math.isinf(number)),
    "isNaN": one("", lambda _, number: math.isnan(number)),
    "parseDouble": one("s", _parse_double),
    "valueOf": (("d", lambda _, __, number: float(number)), ("s", _parse_double)),
}

BOOLEAN: Methods = {
    "booleanValue": one("", lambda _, value: value),
    "compareTo": one("b", lambda _, value, other: int(value) - int(other)),
    "equals": one("o", lambda b, value, other: same(value, other, b)),
    "toString": one("", lambda b, value: text_of(value, b)),
}
