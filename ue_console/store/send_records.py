"""The journal's records of sends and their batches."""

import json
import sqlite3
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

JsonObject: TypeAlias = "dict[str, Any]"

BatchState = Literal["planned", "sending", "sent", "refused", "unknown"]
"""``planned`` in a send that has ended means: not sent."""

SendState = Literal["open", "done", "stopped", "refused", "unknown"]
"""``open`` while batches may still go out; the others say how it ended."""


@dataclass(frozen=True, slots=True)
class BatchRecord:
    """One request of a send."""

    number: int
    """From 1."""
    recipients: tuple[JsonObject, ...]
    """As in the request."""
    state: BatchState = "planned"
    job_id: str = ""
    answer: JsonObject = field(default_factory=dict)
    """``emails`` and ``failed_emails`` of the answer, or of the refusal."""
    error: JsonObject = field(default_factory=dict)
    """``cause``, ``remedy``, ``code``, ``retry`` of what went wrong."""
    started: str = ""
    """ISO 8601, UTC."""
    finished: str = ""
    """ISO 8601, UTC."""


@dataclass(frozen=True, slots=True)
class SendSummary:
    """One row of the list of sends."""

    id: str
    account: str
    created: str
    """ISO 8601, UTC."""
    subject: str
    template_name: str
    recipients: int
    state: SendState
    fingerprint: str
    """Of content and recipients."""
    parent: str
    """The send that this one retries, or empty."""


@dataclass(frozen=True, slots=True)
class SendRecord:
    """A send with its content and batches."""

    summary: SendSummary
    message: JsonObject
    """The ``message`` object of the requests, without recipients."""
    batches: tuple[BatchRecord, ...]

    def request(self, number: int) -> JsonObject:
        """The whole JSON object of one batch's request, as it was sent."""
        batch = next(batch for batch in self.batches if batch.number == number)
        return {"message": {**self.message, "recipients": list(batch.recipients)}}


SUMMARY_COLUMNS = "id, account, created, subject, template_name, recipients, state, fingerprint, parent"
BATCH_COLUMNS = "number, request_json, state, job_id, answer_json, error, started, finished"


def summary_of(row: sqlite3.Row | tuple[Any, ...]) -> SendSummary:
    """The record of a row with ``SUMMARY_COLUMNS``."""
    return SendSummary(*row)


def batch_of(row: sqlite3.Row | tuple[Any, ...]) -> BatchRecord:
    """The record of a row with ``BATCH_COLUMNS``."""
    number, request, state, job_id, answer, error, started, finished = row
    return BatchRecord(
        number=number,
        recipients=tuple(json.loads(request)["message"]["recipients"]),
        state=state,
        job_id=job_id or "",
        answer=json.loads(answer) if answer else {},
        error=json.loads(error) if error else {},
        started=started or "",
        finished=finished or "",
    )


def ending(states: set[BatchState]) -> SendState:
    """How a send with batches in these states has ended; doubt outranks everything."""
    if "unknown" in states:
        return "unknown"
    if "planned" in states:
        return "stopped"
    return "refused" if states == {"refused"} else "done"
