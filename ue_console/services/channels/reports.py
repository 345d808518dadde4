"""What became of each receiver: a channel has one outcome for all of its own."""

from collections.abc import Iterator
from typing import Final

from ue_console.services.report_row import Outcome, ReportRow, told, why_accepted, why_not_sent
from ue_console.store.send_records import BatchRecord, BatchState

_OUTCOMES: Final[dict[BatchState, Outcome]] = {
    "planned": "not sent",
    "sending": "unknown",
    "sent": "accepted",
    "refused": "refused",
    "unknown": "unknown",
}


def channel_rows(batch: BatchRecord) -> Iterator[ReportRow]:
    """One row a receiver."""
    outcome = _OUTCOMES[batch.state]
    reasons = {"not sent": why_not_sent, "accepted": why_accepted}
    reason = reasons[outcome](batch) if outcome in reasons else told(batch.error)
    retry = outcome == "not sent" or (outcome == "refused" and bool(batch.error.get("retry")))
    for item in batch.recipients:
        yield ReportRow(
            str(item.get("address", "")),
            outcome,
            reason,
            retry,
            batch.job_id,
            batch.number,
            channel=str(item.get("Connector", "")),
            name=str(item.get("name", "")),
            code=batch.error.get("code"),
        )


def channel_of(batch: BatchRecord) -> str:
    """The connection that a request goes to."""
    return str(batch.recipients[0].get("Connector", "")) if batch.recipients else ""
