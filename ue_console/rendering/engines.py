"""The template engines by name."""

from collections.abc import Callable
from datetime import datetime
from typing import Final, TypeAlias

from ue_console.rendering import simple
from ue_console.rendering.result import LIMITS, Limits, Problem, Rendered, Values
from ue_console.rendering.simple_parse import parse
from ue_console.text import cut_end, safe_line

ENGINES: Final = ("simple", "velocity")
"""What v1.16 knows (code 1523 refuses others)."""

Renderer: TypeAlias = Callable[[Values], Rendered]
"""A text that waits for values."""


def render(
    engine: str, source: str, values: Values, limits: Limits = LIMITS, *, now: datetime | None = None
) -> Rendered:
    """Render ``source`` with the engine called ``engine``; never raises.

    Args:
        engine: ``simple`` or ``velocity``; another name is an error Problem.
        source: The text with its tags.
        values: Name → value.
        limits: Budgets of this one render.
        now: The clock of the velocity date tools.
    """
    return prepare(engine, source, limits, now=now)(values)


def prepare(engine: str, source: str, limits: Limits = LIMITS, *, now: datetime | None = None) -> Renderer:
    """Read ``source`` once, to render it for many recipients."""
    if engine == "simple":
        parsed = parse(source, limits)
        return lambda values: simple.evaluate(parsed, values, limits)
    if engine == "velocity":
        from ue_console.rendering import velocity

        return lambda values: velocity.render(source, values, limits, now=now)
    unknown = Rendered("", problems=(unknown_engine(engine),))
    return lambda _values: unknown


def check(engine: str, source: str, limits: Limits = LIMITS) -> Problem | None:
    """Return what keeps ``source`` from being rendered whatever the values, or None."""
    if engine == "velocity":
        from ue_console.rendering import velocity

        return velocity.check(source, limits)
    problems = render(engine, source, {}, limits).problems
    return next((problem for problem in problems if problem.severity == "error"), None)


def unknown_engine(engine: str) -> Problem:
    """Return the problem of a text whose engine is none of ``ENGINES``."""
    shown = cut_end(safe_line(engine), 40)
    return Problem("error", f"There is no template engine “{shown}”: simple or velocity.", 1, 1)
