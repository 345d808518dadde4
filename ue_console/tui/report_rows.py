"""A report of a send as rows and lines. No widgets here."""

from typing import Final

from ue_console.services.reports import Outcome, Report, ReportRow
from ue_console.services.words import MAIL, Words, words_of
from ue_console.tui.widgets.table import Column, Row
from ue_console.tui.widgets.text_view import Line

COLUMNS: Final = (Column("Address"), Column("Outcome", 12), Column("Why", quiet=True, once=True))
CHANNEL_COLUMNS: Final = (
    Column("Channel", 12),
    Column("Receiver"),
    Column("Outcome", 12),
    Column("Why", quiet=True, once=True),
)
OUTCOMES: Final[dict[Outcome, tuple[str, str]]] = {
    "accepted": ("✓", "good"),
    "refused": ("✗", "bad"),
    "unknown": ("?", "warn"),
    "not sent": ("·", "quiet"),
}
"""Symbol and tone of each outcome; the word always stands beside them."""
URGENCY: Final[tuple[Outcome, ...]] = ("unknown", "refused", "not sent", "accepted")
"""How outcomes are sorted: what asks for something first."""


def columns_of(words: Words) -> tuple[Column, ...]:
    """The columns of a report of one service."""
    return COLUMNS if words is MAIL else CHANNEL_COLUMNS


def table_row(key: str, row: ReportRow) -> Row:
    """One address."""
    symbol, tone = OUTCOMES[row.outcome]
    place = (row.channel, receiver(row)) if row.channel else (row.email,)
    cells = (*place, f"{symbol} {row.outcome}", row.reason)
    order: tuple[str | float, ...] = (
        *(text.lower() for text in place),
        URGENCY.index(row.outcome),
        row.reason.lower(),
    )
    return Row(key, cells, (*[""] * len(place), tone, ""), " ".join(cells).lower(), order)


def receiver(row: ReportRow) -> str:
    """Who a row is about: ``Ann <117>``, ``Me``, or an address."""
    return f"{row.name} <{row.email}>" if row.name and row.email else row.name or row.email


def summary(report: Report) -> str:
    """``2 accepted · 1 refused``."""
    counts = [(outcome, report.count(outcome)) for outcome in OUTCOMES]
    return " · ".join(f"{count:,} {outcome}" for outcome, count in counts if count)


def about(report: Report, row: ReportRow) -> list[Line]:
    """One address with its reason, and what can be done."""
    symbol, tone = OUTCOMES[row.outcome]
    who = f"{row.channel}  {receiver(row)}" if row.channel else row.email
    code = f"   code {row.code}" if row.code else ""
    trace = f"   {'' if row.channel else 'job '}{row.job_id}" if row.job_id else ""
    lines = [Line(f"{symbol} {who}  {row.outcome}{code}{trace}", tone, 2)]
    if row.reason:
        lines.append(Line(f"  {row.reason}", "", 2))
    if report.count("unknown"):
        lines.append(Line(f"  {_found_out(row)} Press m.", "quiet", 2))
    if again := len(report.retryable):
        lines.append(Line(f"  {_again(row, again, words_of(report.summary.service))}", "quiet", 2))
    if report.takeover:
        lines.append(Line(f"  {report.takeover.told}", "quiet", 2))
    return lines


def _again(row: ReportRow, again: int, words: Words) -> str:
    """Which can be tried again, ``again`` of them: the row itself, or only others."""
    if not row.retry:
        return f"Not this one; {words.rows(again)} can be tried again: press t."
    more = f", and {again - 1:,} more" if again > 1 else ""
    return f"This {words.place} can be tried again{more}: press t."


def _found_out(row: ReportRow) -> str:
    if row.channel:
        return "Found out what became of the message on an unknown channel?"
    return "Found out what became of the unknown ones?"


def settle_question(channel: str) -> tuple[str, list[Row]]:
    """What to ask about an unknown outcome: title and choices; ``channel`` is empty for mails."""
    if channel:
        title = f"What became of the message on {channel}?"
        told = ("It arrived", "count it as accepted"), ("It did not arrive", "it may be sent again")
    else:
        title = "What became of the unknown mails?"
        told = (
            ("The mails arrived", "count them as accepted"),
            ("No mail arrived", "they may be sent again"),
        )
    arrived, lost = told
    return title, [Row("arrived", arrived, search="arrived"), Row("lost", lost, search="no lost did not")]
