"""Values as text, the way Java prints them."""

import math

from .budget import Budget
from .values import Bag, DefinedBlock, Entry, LoopScope, Tool, thaw


def text_of(value: object, budget: Budget) -> str | None:
    """Java's ``toString``; None where it gives none."""
    if type(value) is str:
        return value
    if isinstance(value, DefinedBlock):
        return value.text()
    if isinstance(value, Tool) or value is None:
        return None
    scalar = _scalar(value)
    if scalar is not None:
        return scalar
    parts: list[str] = []
    _nested(value, parts, budget)
    budget.text(sum(map(len, parts)))
    return "".join(parts)


def _scalar(value: object) -> str | None:
    if type(value) is bool:
        return "true" if value else "false"
    if type(value) is int:
        return str(value)
    return double(value) if type(value) is float else None


def _nested(value: object, parts: list[str], budget: Budget) -> None:
    budget.step()
    if isinstance(value, list):
        _sequence("[", value, "]", parts, budget)
    elif isinstance(value, Bag):
        _sequence("[", value.items, "]", parts, budget)
    elif isinstance(value, dict):
        _sequence("{", [Entry(thaw(key), item) for key, item in value.items()], "}", parts, budget)
    elif isinstance(value, LoopScope):
        _nested(value.storage, parts, budget)
    elif isinstance(value, Entry):
        _nested(value.key, parts, budget)
        parts.append("=")
        _nested(value.value, parts, budget)
    else:
        text = text_of(value, budget)
        parts.append("null" if text is None else text)
        budget.text(len(parts[-1]))


def _sequence(opening: str, items: list[object], closing: str, parts: list[str], budget: Budget) -> None:
    budget.enter()
    parts.append(opening)
    for number, item in enumerate(items):
        if number:
            parts.append(", ")
        _nested(item, parts, budget)
    parts.append(closing)
    budget.leave()


def double(number: float) -> str:
    """Java's text of a double: plain from 0.001 to ten million, else with an exponent."""
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if number == 0 or 1e-3 <= abs(number) < 1e7:
        return _plain(number)
    digits, _, exponent = f"{number!r}".partition("e")
    if not exponent:
        digits, exponent = _scientific(number)
    if "." not in digits:
        digits += ".0"
    return f"{digits}E{int(exponent)}"


def _plain(number: float) -> str:
    text = repr(number)
    return text if "e" not in text else f"{number:f}"


def _scientific(number: float) -> tuple[str, str]:
    """Split a number that Python writes plainly into its shortest digits and the exponent."""
    sign = "-" if number < 0 else ""
    whole, _, fraction = repr(abs(number)).partition(".")
    fraction = "" if fraction == "0" else fraction
    significant = (whole + fraction).lstrip("0")
    exponent = len(whole) - 1 if whole.strip("0") else -(len(fraction) - len(fraction.lstrip("0")) + 1)
    significant = significant.rstrip("0") or "0"
    return f"{sign}{significant[0]}.{significant[1:] or '0'}", str(exponent)
