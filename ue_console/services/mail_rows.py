"""What became of each address of one ``email/send``."""

from collections.abc import Iterator, Mapping
from typing import Final

from ue_console.services.addresses import same_key
from ue_console.services.refusals import refusal
from ue_console.services.report_row import Outcome, ReportRow, told, why_accepted, why_not_sent
from ue_console.store.send_records import BatchRecord

_SILENT: Final = "The answer says nothing about this address."


def mail_rows(batch: BatchRecord) -> Iterator[ReportRow]:
    """One row an address."""
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
        return "not sent", why_not_sent(batch), True
    if batch.state in ("unknown", "sending"):
        return "unknown", told(batch.error), False
    # A repeated address stands in both lists: its first entry was accepted.
    if batch.state == "sent" and key in accepted:
        return "accepted", "", False
    if key in failed:
        known = refusal(failed[key])
        return "refused", known.reason, known.retry
    if batch.state == "refused":
        return "refused", told(batch.error), bool(batch.error.get("retry"))
    # The reference calls the list of accepted addresses optional.
    return ("unknown", _SILENT, False) if accepted else ("accepted", why_accepted(batch), False)
