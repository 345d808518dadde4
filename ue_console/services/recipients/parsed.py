"""What came out of a text of recipients: the good rows, and each bad one with its cause."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from ue_console.errors import InputError
from ue_console.models.unione.message import Recipient
from ue_console.text import cut_end, safe_line

Form = Literal["lines", "table", "json"]


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row that was left out."""

    row: int
    """The line of the text, or the item of a JSON array; from 1."""
    text: str
    """The row's beginning, safe to show."""
    cause: str
    """One sentence."""
    remedy: str
    """One sentence."""
    lines: int = 1
    """How many lines of the text are left out with it."""
    stops: bool = False
    """Nothing after it can be read."""


def left_out(problems: Iterable[RowProblem]) -> int:
    """How many lines of the text are left out, each counted once."""
    return sum({problem.row: problem.lines for problem in problems}.values())


def check_whole(problems: Iterable[RowProblem]) -> None:
    """Refuse a file whose reading stops on the way: of half a list nobody knows which half.

    Raises:
        InputError: It does.
    """
    for bad in problems:
        if bad.stops:
            raise InputError(f"Nothing is taken. Row {bad.row}, “{bad.text}”: {bad.cause}", bad.remedy)


@dataclass(frozen=True, slots=True)
class Parsed:
    """Recipients in the order of the text."""

    form: Form
    """How the text was read."""
    recipients: tuple[Recipient, ...]
    problems: tuple[RowProblem, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    """For a table: each column's header and what it became (``substitutions.discount``)."""
    rows: tuple[int, ...] = ()
    """For each recipient, the row that it came from."""


@dataclass(slots=True)
class Collector:
    """Gathers rows while a text is read."""

    recipients: list[Recipient] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    lines: int = 1
    """How many lines the row takes that is read now."""

    def add(self, row: int, recipient: Recipient) -> None:
        """Keep a good row."""
        self.recipients.append(recipient)
        self.rows.append(row)

    def refuse(self, row: int, text: str, cause: str, remedy: str) -> None:
        """Leave a row out."""
        self.problems.append(RowProblem(row, cut_end(safe_line(text), 80), cause, remedy, self.lines))

    def stop(self, row: int, text: str, cause: str, remedy: str, lines: int) -> None:
        """Leave out a row and all lines after it; of all that is told it comes first."""
        self.problems.insert(0, RowProblem(row, cut_end(safe_line(text), 80), cause, remedy, lines, True))

    def take(self, row: int, other: "Collector") -> None:
        """Keep what another has gathered of one row."""
        # Typing reads all lines anew at each key: no list is made here for the usual line.
        for recipient in other.recipients:
            self.recipients.append(recipient)
            self.rows.append(row)
        for problem in other.problems:
            self.problems.append(replace(problem, row=row))

    def parsed(self, form: Form, columns: Iterable[tuple[str, str]] = ()) -> Parsed:
        """Everything gathered."""
        return Parsed(form, tuple(self.recipients), tuple(self.problems), tuple(columns), tuple(self.rows))
