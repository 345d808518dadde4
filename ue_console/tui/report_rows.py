"""A report of a send as rows and lines. No widgets here."""

from typing import Final

from ue_console.services.reports import Outcome, Report, ReportRow
from ue_console.text import plural
from ue_console.tui.widgets.table import Column, Row
from ue_console.tui.widgets.text_view import Line

COLUMNS: Final = (Column("Address"), Column("Outcome", 12), Column("Why", quiet=True))
OUTCOMES: Final[dict[Outcome, tuple[str, str]]] = {
    "accepted": ("✓", "good"),
    "refused": ("✗", "bad"),
    "unknown": ("?", "warn"),
    "not sent": ("·", "quiet"),
}
"""Symbol and tone of each outcome; the word always stands beside them."""


def table_row(key: str, row: ReportRow) -> Row:
    """One address."""
    symbol, tone = OUTCOMES[row.outcome]
    cells = (row.email, f"{symbol} {row.outcome}", row.reason)
    return Row(key, cells, ("", tone, ""), " ".join(cells).lower())


def summary(report: Report) -> str:
    """``2 accepted · 1 refused``."""
    counts = [(outcome, report.count(outcome)) for outcome in OUTCOMES]
    return " · ".join(f"{count:,} {outcome}" for outcome, count in counts if count)


def about(report: Report, row: ReportRow) -> list[Line]:
    """One address with its reason, and what can be done."""
    symbol, tone = OUTCOMES[row.outcome]
    job = f"   job {row.job_id}" if row.job_id else ""
    lines = [Line(f"{symbol} {row.email}  {row.outcome}{job}", tone)]
    if row.reason:
        lines.append(Line(f"  {row.reason}"))
    if report.count("unknown"):
        lines.append(Line("  Found out what became of the unknown ones? Press m.", "quiet"))
    if again := len(report.retryable):
        lines.append(Line(f"  {plural(again, 'address', 'addresses')} can be tried again: press t.", "quiet"))
    return lines
