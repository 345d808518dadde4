"""The ``simple`` template engine: values into a text, as UniOne's default engine does it.

The service's rules where they are published: a missing value prints nothing, a default stands
in for an empty or missing one, a condition is false for empty, missing and 0. Values go in
raw: nothing is escaped for HTML.

How numbers other than integers and booleans print is not published. What stands here is an
approximation, the way PHP prints them: true as ``1``, false as nothing, 2.0 as ``2``.
"""

from typing import Final

from ue_console.rendering.result import LIMITS, Limits, Problem, Rendered, Severity, Value, Values
from ue_console.rendering.simple_parse import MAX_PROBLEMS, Parsed, Tag, parse

MAX_INTEGER_BITS: Final = 4_096
"""Longer integers are refused: they are no value of a mail."""


def render(source: str, values: Values, limits: Limits = LIMITS) -> Rendered:
    """Render ``source`` with ``values``; never raises.

    A tag that the service would refuse is an error and stays in the text as it was typed, so
    that a preview can go on while somebody types.
    """
    return evaluate(parse(source, limits), values, limits)


def evaluate(parsed: Parsed, values: Values, limits: Limits = LIMITS) -> Rendered:
    """Render a text that was read before."""
    if not parsed.complete:
        return Rendered("", parsed.used, (), parsed.problems)
    return _Evaluation(parsed, values, limits).run()


def printed(value: Value) -> str:
    """Return a plain value as it stands in the mail.

    Raises:
        ValueError: A list, an object, or an integer of more than a thousand digits.
    """
    if value is None or value is False:
        return ""
    if isinstance(value, str):
        return value
    if value is True:
        return "1"
    if isinstance(value, int) and value.bit_length() <= MAX_INTEGER_BITS:
        return str(value)
    if isinstance(value, float):
        return format(value, ".14G")
    raise ValueError("no plain value")


class _Evaluation:
    """One walk over the tags; ``hidden`` counts the open branches that are not taken."""

    def __init__(self, parsed: Parsed, values: Values, limits: Limits) -> None:
        self.parsed = parsed
        self.values = values
        self.room = limits.output
        self.out: list[str] = []
        self.taken: list[bool] = []
        self.hidden = 0
        self.missing: dict[str, None] = {}
        self.bad: set[str] = set()
        self.hinted: set[str] = set()
        self.problems = list(parsed.problems)

    def run(self) -> Rendered:
        source, position = self.parsed.source, 0
        for tag in self.parsed.tags:
            self._write(source[position : tag.start])
            position = tag.end
            if not tag.closed:
                self._write(source[tag.start : tag.end])
            elif tag.kind == "end":
                self.hidden -= not self.taken.pop()
            else:
                self._tag(tag)
            if self.room < 0:
                self._tell("error", "The result is too long.", tag.start, tag.name)
                return self._result("")
        self._write(source[position:])
        self._hint()
        return self._result("".join(self.out))

    def _hint(self) -> None:
        for place in self.parsed.lookalikes:
            if place.name in self.values and place.name not in self.hinted:
                self.hinted.add(place.name)
                self._tell("warning", place.advice, place.offset, place.name)

    def _result(self, text: str) -> Rendered:
        problems = sorted(self.problems, key=lambda problem: (problem.line, problem.column))
        return Rendered(text, self.parsed.used, tuple(self.missing), tuple(problems))

    def _tag(self, tag: Tag) -> None:
        text = self._text_of(tag)
        if tag.kind == "condition":
            self._branch(text not in ("", "0", "-0"))
        elif tag.kind == "default":
            self._write(text)
            self._branch(text == "")
        else:
            self._write(text)
            if self.values.get(tag.name) is None and not self.hidden and tag.name not in self.missing:
                self.missing[tag.name] = None
                self._tell("warning", f"{tag.name} has no value.", tag.start, tag.name)

    def _branch(self, taken: bool) -> None:
        self.taken.append(taken)
        self.hidden += not taken

    def _text_of(self, tag: Tag) -> str:
        try:
            return printed(self.values.get(tag.name))
        except ValueError:
            if tag.name not in self.bad:
                self.bad.add(tag.name)
                message = f"{tag.name} is a list or an object; the simple engine takes text and numbers only."
                if isinstance(self.values.get(tag.name), int):
                    message = f"{tag.name} is a number too long to print."
                self._tell("error", message, tag.start, tag.name)
            return ""

    def _write(self, text: str) -> None:
        if not self.hidden and text:
            self.room -= len(text)
            if self.room >= 0:
                self.out.append(text)

    def _tell(self, severity: Severity, message: str, offset: int, name: str) -> None:
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(Problem(severity, message, *self.parsed.places.of(offset), name))
