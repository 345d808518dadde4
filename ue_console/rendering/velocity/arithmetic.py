"""Sums and comparisons with Java's rules: whole numbers divide to whole numbers."""

import math
from collections.abc import Callable

from .budget import Budget

Number = int | float


def calculate(operator: str, left: Number, right: Number, budget: Budget) -> Number | None:
    """Apply ``+ - * / %``; None where Velocity gives null, that is on division by zero."""
    if operator in "/%" and right == 0:
        return None
    if type(left) is int and type(right) is int:
        return budget.integer(_WHOLE[operator](left, right))
    return _real(operator, float(left), float(right))


def _real(operator: str, left: float, right: float) -> float:
    if operator == "%":
        return (
            math.nan if math.isinf(left) or math.isnan(left) or math.isnan(right) else math.fmod(left, right)
        )
    return _REAL[operator](left, right)


def _quotient(left: int, right: int) -> int:
    whole = abs(left) // abs(right)
    return whole if (left < 0) == (right < 0) else -whole


def _remainder(left: int, right: int) -> int:
    return left - right * _quotient(left, right)


_WHOLE: dict[str, Callable[[int, int], int]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": _quotient,
    "%": _remainder,
}
_REAL: dict[str, Callable[[float, float], float]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
}


def compare(left: Number, right: Number) -> int:
    """-1, 0 or 1; whatever is neither less nor more counts as equal."""
    return (left > right) - (left < right)


def holds(operator: str, order: int) -> bool:
    """Whether ``operator`` holds for the outcome of ``compare``."""
    return _HOLDS[operator](order)


_HOLDS: dict[str, Callable[[int], bool]] = {
    "<": lambda order: order < 0,
    ">": lambda order: order > 0,
    "<=": lambda order: order <= 0,
    ">=": lambda order: order >= 0,
    "==": lambda order: order == 0,
    "!=": lambda order: order != 0,
}
