"""Reading a text of the ``simple`` engine: its tags and what is wrong with them.

A tag is ``{{Name}}``, ``{{Name|text}}`` (a default) or ``{{Name?text}}`` (a condition), where
the text may hold tags itself. Names are Latin letters, digits and ``_``, a letter first.
Everything else is text, single braces and a lone ``}}`` (style sheets end so) included.
The scan goes forward only, so its time is linear in the length of the text.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from ue_console.rendering.result import LIMITS, Limits, Problem, Severity
from ue_console.rendering.simple_hints import Lookalike, lookalikes
from ue_console.rendering.simple_links import inside_link
from ue_console.text import cut_end, safe_line

MAX_PROBLEMS: Final = 100
"""Problems told of one text; a text with more has one cause."""

DOCUMENTED_DEPTH: Final = 2
"""A tag, and a tag within its default or condition."""

_TOKEN: Final = re.compile(r"\{{2,}+(?:([A-Za-z][A-Za-z0-9_]*+)(\}\}|[|?]))?+|\}\}")
_AFTER_BAD_OPENING: Final = re.compile(r"[^{}]{0,200}+(\}{1,2})?+")
_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")

Kind = Literal["value", "default", "condition", "end"]


@dataclass(slots=True)
class Tag:
    """A piece of markup in the source, from ``start`` to ``end``."""

    kind: Kind
    """``end`` is the closing ``}}`` of a default or a condition."""
    start: int
    end: int
    name: str = ""
    closed: bool = True
    """False for a default or a condition without its end: such a one stays as text."""


class Places:
    """Line and column of an offset, both from 1."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._ends: list[int] | None = None

    def of(self, offset: int) -> tuple[int, int]:
        """Return (line, column); the first call reads the text once."""
        if self._ends is None:
            self._ends = [match.start() for match in re.finditer("\n", self._source)]
        line = bisect_left(self._ends, offset)
        return line + 1, offset - (self._ends[line - 1] if line else -1)


class Parsed(NamedTuple):
    """A text that was read once and can be rendered for many recipients."""

    source: str
    tags: tuple[Tag, ...]
    """In the order of the source, well nested."""
    used: tuple[str, ...]
    problems: tuple[Problem, ...]
    lookalikes: tuple[Lookalike, ...]
    places: Places
    complete: bool = True
    """False when a limit ended the reading: such a text is not rendered."""


def parse(source: str, limits: Limits = LIMITS) -> Parsed:
    """Read ``source``; never raises."""
    return _Reader(source, limits).read()


class _Reader:
    def __init__(self, source: str, limits: Limits) -> None:
        self.source = source
        self.limits = limits
        self.places = Places(source)
        self.problems: list[Problem] = []
        self.tags: list[Tag] = []
        self.open: list[Tag] = []
        self.used: dict[str, None] = {}
        self.told_depth = False

    def read(self) -> Parsed:
        position, complete = 0, True
        while complete and (match := _TOKEN.search(self.source, position)):
            position = match.end()
            name, mark = match.group(1, 2)
            if match[0] == "}}":
                self._end(match.start(), position)
            elif name is None:
                position = self._bad_opening(match.start(), position)
            else:
                complete = self._opening(match, name, mark)
        for tag in self.open:
            tag.closed = False
            self._tell("error", f"The tag {{{{{tag.name} is never closed.", tag.start, tag.name)
        return Parsed(
            self.source,
            tuple(self.tags),
            tuple(self.used),
            tuple(self.problems),
            lookalikes(self.source),
            self.places,
            complete,
        )

    def _end(self, start: int, end: int) -> None:
        if self.open:
            self.open.pop()
            self.tags.append(Tag("end", start, end))

    def _opening(self, match: re.Match[str], name: str, mark: str) -> bool:
        start = match.start(1) - 2
        self.used.setdefault(name)
        if start > match.start():
            self._tell("warning", "Two braces make a tag; the others stay in the text.", match.start(), name)
        depth = len(self.open) + 1
        if depth > DOCUMENTED_DEPTH and not self.told_depth:
            self.told_depth = True
            self._tell("warning", "Only one level of nesting is documented; this one is deeper.", start, name)
        if depth > self.limits.depth or len(self.tags) >= self.limits.steps:
            self._tell("error", "The text has too many tags, or nests them too deeply.", start, name)
            return False
        if mark == "}}":
            self.tags.append(Tag("value", start, match.end(), name))
            return True
        if inside_link(self.source, start):
            self._tell("warning", "Defaults and conditions do not work in links.", start, name)
        tag = Tag("default" if mark == "|" else "condition", start, match.end(), name)
        self.tags.append(tag)
        self.open.append(tag)
        return True

    def _bad_opening(self, start: int, end: int) -> int:
        """Tell what is wrong after ``{{`` and return where to read on."""
        match = _AFTER_BAD_OPENING.match(self.source, end)
        content, closing = (match[0], match[1]) if match else ("", None)
        content = content.removesuffix(closing or "")
        self._tell("error", _complaint(content, closing), start)
        return match.end() if match and closing == "}}" else end

    def _tell(self, severity: Severity, message: str, offset: int, name: str = "") -> None:
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(Problem(severity, message, *self.places.of(offset), name))


def _complaint(content: str, closing: str | None) -> str:
    first = re.split(r"[|?\n]", content, maxsplit=1)[0]
    shown = cut_end(safe_line(first), 40)
    if closing is None:
        return f"The tag {{{{{shown} is never closed."
    if _NAME.fullmatch(content) and closing == "}":
        return f"The tag {{{{{shown}}} is closed with one brace; it takes two."
    if not content.strip():
        return "A tag without a name."
    if _NAME.fullmatch(first.strip()):
        return f"Spaces around a name are refused by the service: write {{{{{shown.strip()}}}}}."
    return f"“{shown.strip()}” is no name: a letter first, then letters, digits and _."
