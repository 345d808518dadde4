"""Recipients while they are typed: of thousands of lines only those that changed are read."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from ue_console.services.recipients.lines import Known, parse_lines
from ue_console.services.recipients.parsed import Parsed, RowProblem


class TypedLines:
    """Reads a text again and again; what is equal at its beginning and its end is taken over."""

    def __init__(self) -> None:
        self._text = ""
        self._lines = [""]
        self._parsed = Parsed("lines", ())
        self._known: Known = {}

    def prepare(self, text: str) -> None:
        """Read a long text once, in a thread: then ``read`` is quick."""
        parse_lines(text, self._known)

    def read(self, text: str) -> Parsed:
        """What ``parse_lines`` makes of the text."""
        if text == self._text:
            return self._parsed
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        first = _equal(self._lines, lines)
        last = _equal(self._lines[first:][::-1], lines[first:][::-1])
        changed = lines[first : len(lines) - last]
        new = parse_lines("\n".join(changed), self._known) if changed else Parsed("lines", ())
        self._parsed = _spliced(self._parsed, new, first, len(self._lines) - last, len(changed))
        self._text, self._lines = text, lines
        return self._parsed


def _equal(old: Sequence[str], new: Sequence[str]) -> int:
    """How many items at the beginning are the same."""
    for place, (before, after) in enumerate(zip(old, new, strict=False)):
        if before != after:
            return place
    return min(len(old), len(new))


def _spliced(old: Parsed, new: Parsed, first: int, end: int, count: int) -> Parsed:
    """``old`` with the lines from ``first`` up to ``end``, from 0, replaced by ``count`` new ones."""
    start, stop = bisect_right(old.rows, first), bisect_right(old.rows, end)
    shift = first + count - end
    return Parsed(
        "lines",
        old.recipients[:start] + new.recipients + old.recipients[stop:],
        tuple(
            [problem for problem in old.problems if problem.row <= first]
            + [_moved(problem, first) for problem in new.problems]
            + [_moved(problem, shift) for problem in old.problems if problem.row > end]
        ),
        rows=old.rows[:start] + _shifted(new.rows, first) + _shifted(old.rows[stop:], shift),
    )


def _moved(problem: RowProblem, by: int) -> RowProblem:
    return replace(problem, row=problem.row + by)


def _shifted(rows: tuple[int, ...], by: int) -> tuple[int, ...]:
    return tuple([row + by for row in rows]) if by else rows
