"""What rendering for every recipient has brought up (codes 1516 to 1518)."""

from collections.abc import Iterator
from typing import Final

from ue_console.models.unione.message import Message
from ue_console.services.findings import Finding
from ue_console.services.summaries import ProblemCount, Summary
from ue_console.text import plural

_CODES: Final = {"body.html": 1516, "body.plaintext": 1517, "body.amp": 1518, "template_engine": 1523}


def renders(message: Message, summary: Summary) -> Iterator[Finding]:
    """Findings of a summary: errors block, missing values warn, unused ones are noted."""
    total = summary.recipients
    for problem in summary.problems:
        told_below = problem.severity == "warning" and problem.name in summary.missing
        if problem.field != "template_engine" and not told_below:
            yield _problem(problem, total)
    for name, (count, first) in summary.missing.items():
        who = f"{count:,} of {plural(total, 'recipient')}" if total > 1 else message.recipients[0].email
        lack = "lack" if total > 1 else "lacks"
        remedy = f"Give {name} to them, or as a global substitution."
        yield Finding("warning", "recipients", f"{who} {lack} {name}.", remedy, first)
    for name, count in summary.unused.items():
        where = "" if count == total else f" (given to {plural(count, 'recipient')})"
        yield Finding("note", "recipients", f"{name} is given and used nowhere{where}.")


def _problem(problem: ProblemCount, total: int) -> Finding:
    place = f"Line {problem.line}, column {problem.column}: " if _has_lines(problem.field) else ""
    share = "" if problem.count == total else f" ({problem.count:,} of {plural(total, 'mail')})"
    return Finding(
        problem.severity,
        problem.field,
        f"{place}{problem.message.rstrip('.')}{share}.",
        "",
        None if problem.count == total else problem.first,
        _CODES.get(problem.field) if problem.severity == "error" else None,
    )


def _has_lines(field: str) -> bool:
    return field.startswith("body.")
