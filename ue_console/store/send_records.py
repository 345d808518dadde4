"""The journal's records of sends and their batches."""

import json
import sqlite3
from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeAlias

JsonObject: TypeAlias = "dict[str, Any]"

UNIFICATION: Final = "unification"
"""The service whose messages have receivers on channels; the other one's have recipients."""

LOOK: Final = {
    "unione": "Check whether the mails arrived before you send them again.",
    "unification": "Look for the message on the channel before you send it again.",
}
"""Service → what to do about a request whose outcome is not known."""

BatchState = Literal["planned", "sending", "sent", "refused", "unknown"]
"""``planned`` in a send that has ended means: not sent."""

SendState = Literal["open", "done", "partly", "stopped", "refused", "unknown"]
"""``open`` while batches may still go out; the others say how it ended: ``done`` when the service took
it for everybody, ``partly`` when for some only."""


@dataclass(frozen=True, slots=True)
class BatchRecord:
    """One request of a send."""

    number: int
    """From 1."""
    recipients: tuple[JsonObject, ...]
    """As in the request; for a channel its receivers."""
    state: BatchState = "planned"
    job_id: str = ""
    answer: JsonObject = field(default_factory=dict)
    """``emails`` and ``failed_emails`` of the answer, or of the refusal; for a channel ``uris``.
    ``left_out`` of an answer counts the recipients that it does not say to be accepted."""
    error: JsonObject = field(default_factory=dict)
    """``cause``, ``remedy``, ``code``, ``retry`` of what went wrong."""
    started: str = ""
    """ISO 8601, UTC."""
    finished: str = ""
    """ISO 8601, UTC."""
    own: JsonObject = field(default_factory=dict)
    """What of the ``message`` object only this request has, such as its channel's sender."""


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
    service: str = "unione"
    """A ``Service``, by its value."""

    @property
    def people(self) -> str:
        """The request's name for those who get the message."""
        return "receivers" if self.service == UNIFICATION else "recipients"


@dataclass(frozen=True, slots=True)
class SendRecord:
    """A send with its content and batches."""

    summary: SendSummary
    message: JsonObject
    """The ``message`` object of the requests, without recipients and what is particular to one."""
    batches: tuple[BatchRecord, ...]

    def request(self, number: int) -> JsonObject:
        """The whole JSON object of one batch's request, as it was sent."""
        batch = next(batch for batch in self.batches if batch.number == number)
        return {"message": {**self.message, **batch_part(self.summary, batch)}}


def batch_part(summary: SendSummary, batch: BatchRecord) -> JsonObject:
    """What of the ``message`` object only one request has."""
    return {**batch.own, summary.people: list(batch.recipients)}


SUMMARY_COLUMNS = (
    "id, account, created, subject, template_name, recipients, state, fingerprint, parent, service"
)
BATCH_COLUMNS = "number, request_json, state, job_id, answer_json, error, started, finished"


def summary_of(row: sqlite3.Row | tuple[Any, ...]) -> SendSummary:
    """The record of a row with ``SUMMARY_COLUMNS``."""
    return SendSummary(*row)


def batch_of(row: sqlite3.Row | tuple[Any, ...]) -> BatchRecord:
    """The record of a row with ``BATCH_COLUMNS``."""
    number, request, state, job_id, answer, error, started, finished = row
    own = json.loads(request)["message"]
    people = own.pop("recipients", None) or own.pop("receivers", ())
    return BatchRecord(
        number=number,
        recipients=tuple(people),
        state=state,
        job_id=job_id or "",
        answer=json.loads(answer) if answer else {},
        error=json.loads(error) if error else {},
        started=started or "",
        finished=finished or "",
        own=own,
    )


def fates(state: BatchState, answer: JsonObject) -> set[BatchState]:
    """What became of a batch's recipients: an accepted request may have left some of them out."""
    left_out = answer.get("left_out", len(answer.get("failed_emails", ())))
    return {"sent", "refused"} if state == "sent" and left_out else {state}


def ending(fates: set[BatchState]) -> SendState:
    """How a send whose recipients had these fates has ended; doubt outranks everything."""
    if "unknown" in fates:
        return "unknown"
    if "planned" in fates:
        return "stopped"
    if "refused" not in fates:
        return "done"
    return "partly" if "sent" in fates else "refused"
