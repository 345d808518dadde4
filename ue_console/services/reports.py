"""What became of each address of a send."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from ue_console.models.unione.message import Message, Recipient
from ue_console.services.addresses import same_key
from ue_console.services.refusals import refusal
from ue_console.store.send_records import BatchRecord, SendRecord, SendSummary

Outcome = Literal["accepted", "refused", "unknown", "not sent"]
COLUMNS: Final = ("email", "outcome", "reason", "retry", "job_id", "batch")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_SILENT: Final = "The answer says nothing about this address."
_ABSENT: Final = "The request never left this machine."


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One address."""

    email: str
    outcome: Outcome
    reason: str
    """One or two sentences; empty for an accepted address."""
    retry: bool
    """True when sending to it again makes sense and can't send twice."""
    job_id: str
    batch: int


@dataclass(frozen=True, slots=True)
class Report:
    """A send and its addresses, in the order of the plan."""

    summary: SendSummary
    rows: tuple[ReportRow, ...]
    jobs: tuple[str, ...]
    """The job id of each batch that was accepted."""
    troubles: tuple[str, ...]
    """What went wrong with whole batches: cause and remedy, each once."""

    def count(self, outcome: Outcome) -> int:
        """How many addresses had this outcome."""
        return Counter(row.outcome for row in self.rows)[outcome]

    @property
    def retryable(self) -> tuple[str, ...]:
        """The addresses to which another try makes sense: never one whose outcome is unknown."""
        return tuple(row.email for row in self.rows if row.retry)

    def to_csv(self) -> str:
        """The rows as CSV; no cell can be taken for a formula by a spreadsheet."""
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        for row in self.rows:
            cells = (row.email, row.outcome, row.reason, "yes" if row.retry else "no", row.job_id, row.batch)
            writer.writerow(map(guarded, cells))
        return out.getvalue()


def guarded(cell: object) -> str:
    """The cell's text, behind an apostrophe where a spreadsheet would compute it."""
    text = str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text


def build_report(send: SendRecord) -> Report:
    """The report of a send as the journal has it."""
    rows = tuple(row for batch in send.batches for row in _rows(batch))
    told = dict.fromkeys(_told(batch.error) for batch in send.batches if batch.error)
    jobs = tuple(batch.job_id for batch in send.batches if batch.job_id)
    return Report(send.summary, rows, jobs, tuple(told))


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


def _rows(batch: BatchRecord) -> Iterator[ReportRow]:
    accepted = {same_key(email) for email in batch.answer.get("emails", ())}
    failed = {same_key(email): status for email, status in batch.answer.get("failed_emails", {}).items()}
    for item in batch.recipients:
        email = str(item["email"])
        outcome, reason, retry = _judge(batch, same_key(email), accepted, failed)
        yield ReportRow(email, outcome, reason, retry, batch.job_id, batch.number)


def _judge(
    batch: BatchRecord, key: str, accepted: set[str], failed: Mapping[str, str]
) -> tuple[Outcome, str, bool]:
    if batch.state == "planned":
        return "not sent", _told(batch.error) or _ABSENT, True
    if batch.state in ("unknown", "sending"):
        return "unknown", _told(batch.error), False
    # A repeated address stands in both lists: its first entry was accepted.
    if batch.state == "sent" and key in accepted:
        return "accepted", "", False
    if key in failed:
        known = refusal(failed[key])
        return "refused", known.reason, known.retry
    if batch.state == "refused":
        return "refused", _told(batch.error), bool(batch.error.get("retry"))
    # The reference calls the list of accepted addresses optional.
    return ("unknown", _SILENT, False) if accepted else ("accepted", "", False)


def _told(error: Mapping[str, Any]) -> str:
    return f"{error.get('cause', '')} {error.get('remedy', '')}".strip()
