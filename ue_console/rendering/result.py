"""What a render gives back, and the limits it must keep."""

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

Value: TypeAlias = "str | int | float | bool | list[Value] | dict[str, Value] | None"
"""A substitution's value: what JSON can hold."""

Values: TypeAlias = Mapping[str, Value]

Severity = Literal["error", "warning"]


class Problem(NamedTuple):
    """One thing wrong with a text, with its place."""

    severity: Severity
    """``error``: the service would refuse the text or the render ended; ``warning``: it renders."""
    message: str
    """One plain sentence, without the place."""
    line: int
    """From 1."""
    column: int
    """From 1, in characters."""
    name: str = ""
    """The substitution concerned, where there is one."""


class Rendered(NamedTuple):
    """A rendered text with what was learned on the way."""

    text: str
    """The result; empty when an error stopped the render."""
    used: tuple[str, ...] = ()
    """Substitution names that the source mentions, in order of first mention."""
    missing: tuple[str, ...] = ()
    """Of these, the ones with neither a value nor a default where one was needed."""
    problems: tuple[Problem, ...] = ()

    @property
    def failed(self) -> bool:
        """True when any problem is an error."""
        return any(problem.severity == "error" for problem in self.problems)


class Limits(NamedTuple):
    """Budgets of one render. A template is foreign code."""

    steps: int = 200_000
    """Nodes evaluated."""
    output: int = 10_000_000
    """Characters written, and the longest string or list (in items) a template may build."""
    depth: int = 64
    """Nesting of directives, expressions and values."""
    range_items: int = 100_000
    """Items in one ``[a..b]``."""


LIMITS = Limits()
