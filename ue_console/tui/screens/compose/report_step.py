"""After sending: what became of each address."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from ue_console.services.reports import Report, ReportRow
from ue_console.services.sending import Progress
from ue_console.text import plural
from ue_console.tui.widgets.heading import Heading
from ue_console.tui.widgets.table import Column, Row, Table
from ue_console.tui.widgets.text_view import Line, TextView

MARKS = {"accepted": "✓", "refused": "✗", "unknown": "?", "not sent": "·"}
TONES = {"accepted": "good", "refused": "bad", "unknown": "warn", "not sent": "quiet"}


class ReportStep(Vertical):
    """Progress while it runs, then a table of all addresses."""

    DEFAULT_CSS = """
    ReportStep #report-table { height: 1fr; }
    ReportStep #report-detail { height: auto; max-height: 6; border-top: hkey $line; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.report: Report | None = None
        self._rows: dict[str, ReportRow] = {}

    def compose(self) -> ComposeResult:
        """Heading, table, detail of the row under the cursor."""
        yield Heading("Report", id="report-heading")
        yield Table(
            (Column("Address"), Column("Outcome", 12), Column("Why", quiet=True)),
            empty="",
            id="report-table",
        )
        yield TextView(id="report-detail")

    def begin(self) -> None:
        """The focus is in the table."""
        self.query_one("#report-table", Table).focus()

    def start(self, recipients: int) -> None:
        """A send begins."""
        self.report = None
        heading = self.query_one("#report-heading", Heading)
        heading.title, heading.detail = "Sending", f"0 of {recipients:,}"
        table = self.query_one("#report-table", Table)
        table.say("The request is on its way. Its outcome is written down here, whatever happens.")
        table.show_rows(())
        self.query_one("#report-detail", TextView).show([])

    def progress(self, progress: Progress) -> None:
        """One batch changed its state."""
        heading = self.query_one("#report-heading", Heading)
        share = progress.done / progress.recipients if progress.recipients else 1
        bar = "█" * round(share * 20) + "░" * (20 - round(share * 20))
        done = f"{progress.done:,} of {progress.recipients:,}"
        heading.detail = f"{bar} {done} · request {progress.batch}/{progress.batches}"

    def show(self, report: Report) -> None:
        """The send has ended."""
        self.report = report
        heading = self.query_one("#report-heading", Heading)
        counts = [(name, report.count(name)) for name in ("accepted", "refused", "unknown", "not sent")]
        heading.title = "Report"
        heading.detail = " · ".join(f"{count:,} {name}" for name, count in counts if count)
        self._rows = {f"{number}": row for number, row in enumerate(report.rows)}
        self.query_one("#report-table", Table).show_rows(
            [
                Row(
                    key,
                    (row.email, f"{MARKS[row.outcome]} {row.outcome}", row.reason),
                    ("", TONES[row.outcome], ""),
                    f"{row.email} {row.outcome} {row.reason}".lower(),
                )
                for key, row in self._rows.items()
            ]
        )

    @on(Table.Moved, "#report-table")
    def _moved(self, event: Table.Moved) -> None:
        event.stop()
        row = self._rows.get(event.row.key) if event.row else None
        lines = []
        if row is not None and self.report is not None:
            job = f"   job {row.job_id}" if row.job_id else ""
            lines.append(Line(f"{MARKS[row.outcome]} {row.email}  {row.outcome}{job}", TONES[row.outcome]))
            if row.reason:
                lines.append(Line(f"  {row.reason}"))
            if retry := len(self.report.retryable):
                text = f"  {plural(retry, 'address', 'addresses')} can be tried again: press t."
                lines.append(Line(text, "quiet"))
        self.query_one("#report-detail", TextView).show(lines)
