"""What became of each address of a send."""

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ue_console.errors import StateError
from ue_console.models.unione.message import Message, Recipient
from ue_console.services.addresses import same_key
from ue_console.services.channels.reports import channel_of, channel_rows
from ue_console.services.mail_rows import mail_rows
from ue_console.services.report_row import Outcome as Outcome
from ue_console.services.report_row import ReportRow as ReportRow
from ue_console.services.report_row import told
from ue_console.services.takeovers import Takeover, take_over
from ue_console.services.words import words_of
from ue_console.store.send_records import UNIFICATION, BatchRecord, SendRecord, SendSummary

COLUMNS: Final = ("email", "outcome", "reason", "retry", "job_id", "batch")
CHANNEL_COLUMNS: Final = ("channel", "name", "address", "outcome", "code", "reason", "retry", "uri")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Report:
    """A send and its addresses, in the order of the plan."""

    summary: SendSummary
    rows: tuple[ReportRow, ...]
    jobs: tuple[str, ...]
    """The job id of each batch that was accepted, or the URI of its message."""
    troubles: tuple[str, ...]
    """What went wrong with whole batches: cause and remedy, each once."""
    takeover: Takeover | None = None
    """What newer sends have of it; their reports offer another try, this one does not."""
    lost: frozenset[int] = frozenset()
    """The batches whose answer was lost: what became of them is the operator's to say."""

    def count(self, outcome: Outcome) -> int:
        """How many addresses had this outcome."""
        return Counter(row.outcome for row in self.rows)[outcome]

    @property
    def retryable(self) -> tuple[str, ...]:
        """The addresses to which another try makes sense: never one whose outcome is unknown."""
        return tuple(row.email for row in self.rows if row.retry)

    @property
    def no_settling(self) -> str:
        """Why there is nothing for the operator to say; empty where there is."""
        if any(row.outcome == "unknown" and row.batch in self.lost for row in self.rows):
            return ""
        if not self.count("unknown"):
            return "No outcome here is unknown."
        if self.summary.state == "open":
            return "This send is still under way."
        return "The service took the request but named no outcome; it is not tried again."

    @property
    def no_retry(self) -> StateError | None:
        """Why nothing of it can be tried again; None when something can."""
        if self.summary.state == "open":
            return StateError("This send is still under way.", "Wait for its end, then retry.")
        if self.retryable:
            return None
        if self.takeover:
            return self.takeover.told
        place = words_of(self.summary.service).place
        return StateError(f"No {place} of this report can be tried again.", "Each row says why.")

    def to_csv(self) -> str:
        """The rows as CSV; no cell can be taken for a formula by a spreadsheet."""
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        channels = self.summary.service == UNIFICATION
        writer.writerow(CHANNEL_COLUMNS if channels else COLUMNS)
        for row in self.rows:
            writer.writerow(map(guarded, _channel_cells(row) if channels else _cells(row)))
        return out.getvalue()


def _cells(row: ReportRow) -> tuple[object, ...]:
    return row.email, row.outcome, row.reason, "yes" if row.retry else "no", row.job_id, row.batch


def _channel_cells(row: ReportRow) -> tuple[object, ...]:
    retry = "yes" if row.retry else "no"
    code = "" if row.code is None else row.code
    return row.channel, row.name, row.email, row.outcome, code, row.reason, retry, row.job_id


def guarded(cell: object) -> str:
    """The cell's text, behind an apostrophe where a spreadsheet would compute it."""
    text = str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text


def build_report(send: SendRecord, newer: Sequence[SendRecord] = ()) -> Report:
    """The report of a send as the journal has it.

    Args:
        send: The send.
        newer: The sends that have some of its addresses or channels by now, oldest first.
    """
    rows_of = channel_rows if send.summary.service == UNIFICATION else mail_rows
    rows, takeover = take_over(tuple(row for batch in send.batches for row in rows_of(batch)), newer)
    troubles = dict.fromkeys(_trouble(batch) for batch in send.batches if batch.error)
    jobs = tuple(batch.job_id for batch in send.batches if batch.job_id)
    lost = frozenset(batch.number for batch in send.batches if batch.state == "unknown")
    return Report(send.summary, rows, jobs, tuple(troubles), takeover, lost)


def _trouble(batch: BatchRecord) -> str:
    channel = channel_of(batch)
    return f"{channel}: {told(batch.error)}" if channel else told(batch.error)


def retry_message(send: SendRecord, report: Report) -> Message:
    """The same message for those recipients only that can be tried again."""
    again = {same_key(email) for email in report.retryable}
    recipients = [
        Recipient.model_validate(item)
        for batch in send.batches
        for item in batch.recipients
        if same_key(item["email"]) in again
    ]
    return Message.model_validate({**send.message, "recipients": recipients})
