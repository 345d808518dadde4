"""Values for all recipients as an operator types them: ``name=value``, one a line."""

import json
from collections.abc import Mapping

from pydantic import JsonValue

from ue_console.models.unione.content import Substitutions
from ue_console.models.unione.message import Recipient
from ue_console.services.recipients import RowProblem, parse_lines, to_line

_BEARER = "values@example.com"


def parse_values(text: str) -> tuple[Substitutions, tuple[RowProblem, ...]]:
    """Read ``name=value`` (a string) and ``name:=value`` (JSON) lines; bad ones are reported by line."""
    values: Substitutions = {}
    problems: list[RowProblem] = []
    for row, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        parsed = parse_lines(f"{_BEARER}; {line}")
        if parsed.problems or len(parsed.recipients) != 1:
            cause, remedy = _told(parsed.problems)
            problems.append(RowProblem(row, line.strip(), cause, remedy))
            continue
        values.update(parsed.recipients[0].substitutions)
    return values, tuple(problems)


def _told(problems: tuple[RowProblem, ...]) -> tuple[str, str]:
    if problems and "address" not in problems[0].cause:
        return problems[0].cause, problems[0].remedy
    return "This is not name=value.", "Write one value a line; use := in place of = for JSON."


def to_values(values: Mapping[str, JsonValue]) -> str:
    """Write values back, one a line; ``parse_values`` reads the same."""
    lines = [to_line(Recipient(email=_BEARER, substitutions={name: value})) for name, value in values.items()]
    return "\n".join(_field(line, name, values[name]) for line, name in zip(lines, values, strict=True))


def _field(line: str, name: str, value: JsonValue) -> str:
    if name == "to_name":
        return f"to_name={json.dumps(value)}" if not isinstance(value, str) else f"to_name={value}"
    return line.removeprefix(f"{_BEARER}; ")
