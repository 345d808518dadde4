"""The ``velocity`` engine: a safe subset of Apache Velocity 1.7.

Templates are foreign programs. They reach values only through closed lists of methods per
type, never change what the caller handed in, and keep within ``Limits``. Which version the
service runs is not published, so a render here is an approximation of what it sends.
"""

from datetime import UTC, datetime

from ue_console.rendering.result import LIMITS, Limits, Problem, Rendered, Severity, Values

from .budget import Budget, too_deep
from .context import MailContext
from .dates import DateFormatTool, DateTool
from .escapes import EscapeTool
from .faults import TemplateFault
from .interpreter import Interpreter
from .names import mentioned
from .nodes import Program
from .notes import Notes
from .parser import parse
from .values import adopt

TOOLS = frozenset({"date", "dateFormat", "esc"})
"""Names that the service itself puts beside the substitutions."""


def render(source: str, values: Values, limits: Limits = LIMITS, *, now: datetime | None = None) -> Rendered:
    """Render a template.

    Args:
        source: The template.
        values: The substitutions; they are never changed.
        limits: What the template may spend; past them the text is empty and a problem names the limit.
        now: What ``$date`` shows; the present when omitted.
    """
    budget, notes = Budget(limits), Notes()
    interpreter: Interpreter | None = None
    used: tuple[str, ...] = ()
    try:
        program = _parsed(source, limits)
        used = _substitutions(program, values)
        interpreter = Interpreter(program, budget, notes)
        tools = {
            "esc": EscapeTool(),
            "dateFormat": DateFormatTool(),
            "date": DateTool(now or datetime.now(UTC)),
        }
        text = interpreter.run(MailContext(values, tools, lambda value: adopt(value, budget)))
        error: TemplateFault | None = None
    except TemplateFault as fault:
        text, error = "", fault
    except RecursionError:
        text, error = "", too_deep(limits.depth)
    used = tuple(
        dict.fromkeys([*used, *(name for name in notes.used if name in values or name not in TOOLS)])
    )
    problems = _warnings(source, notes, used)
    if error is not None:
        place = interpreter.place if interpreter else 0
        at = place if error.at is None else error.at
        problems.insert(0, _problem("error", source, at, error.message, error.name))
    return Rendered(text, used, tuple(name for name in used if name in notes.missing), tuple(problems))


def names(source: str, values: Values, limits: Limits = LIMITS) -> tuple[str, ...]:
    """The substitutions that a template mentions, in order; empty when it can't be parsed."""
    try:
        return _substitutions(_parsed(source, limits), values)
    except (TemplateFault, RecursionError):
        return ()


def check(source: str, limits: Limits = LIMITS) -> Problem | None:
    """What keeps a template from being parsed, or None."""
    try:
        _parsed(source, limits)
    except TemplateFault as fault:
        return _problem("error", source, fault.at or 0, fault.message, fault.name)
    except RecursionError:
        return _problem("error", source, 0, too_deep(limits.depth).message, "")
    return None


def _parsed(source: str, limits: Limits) -> Program:
    if len(source) > limits.output:
        raise TemplateFault(
            f"The template is longer than {limits.output:,} characters, the limit for one text.", 0
        )
    return parse(source, limits.depth, limits.steps)


def _substitutions(program: Program, values: Values) -> tuple[str, ...]:
    return tuple(name for name in mentioned(program) if name in values or name not in TOOLS)


def _warnings(source: str, notes: Notes, used: tuple[str, ...]) -> list[Problem]:
    return [
        _problem("warning", source, note.at, note.message, note.name if note.name in used else "")
        for note in notes.warnings
    ]


def _problem(severity: Severity, source: str, at: int, message: str, name: str) -> Problem:
    line = source.count("\n", 0, at) + 1
    return Problem(severity, message, line, at - source.rfind("\n", 0, at), name)
