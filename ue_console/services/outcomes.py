"""What an answer, or the lack of one, means for a batch."""

from dataclasses import replace

from ue_console.errors import (
    ApiError,
    ConsoleError,
    Forbidden,
    InputError,
    KeyRefused,
    NotTheService,
    OutcomeUnknown,
    ReadOnly,
    ServiceFault,
    TooManyRequests,
    Unreachable,
    WrongRegion,
)
from ue_console.models.unione.message import SendResult
from ue_console.services.mail_rows import mail_rows
from ue_console.services.words import MAIL
from ue_console.store.send_records import BatchRecord

ALL_FAILED = 204
"""The code of a request none of whose addresses was taken; says nothing about other batches."""

NOT_VERIFIED = 206
"""The code for a sender on a domain that is not verified; passes when it is."""

_NOTHING_LEFT = (Unreachable, ReadOnly, InputError)
_CURABLE = (TooManyRequests, Forbidden, KeyRefused, WrongRegion)


def answered(batch: BatchRecord, result: SendResult) -> BatchRecord:
    """A batch that the service took; ``refused`` where it took nobody's mail."""
    answer = {"emails": result.emails, "failed_emails": result.failed_emails}
    taken = replace(batch, state="sent", job_id=result.job_id, answer=answer, error={})
    left_out = [row for row in mail_rows(taken) if row.outcome != "accepted"]
    if len(left_out) == len(batch.recipients) and all(row.outcome == "refused" for row in left_out):
        return replace(taken, state="refused")
    return replace(taken, answer={**answer, "left_out": len(left_out)})


def failed(batch: BatchRecord, error: ConsoleError, *, look: str = MAIL.look) -> BatchRecord:
    """A batch whose call raised.

    ``planned`` when nothing left this machine, ``refused`` when the service said no, and
    ``unknown`` for everything else: the request may have been carried out. ``look`` says what to do then.
    """
    told = {"cause": error.cause, "remedy": error.remedy}
    # For a writing call the transport says so only when the service itself can't have done it;
    # otherwise it raises OutcomeUnknown.
    if isinstance(error, NotTheService):
        return replace(batch, state="refused", error={**told, "code": None, "retry": True})
    if isinstance(error, _NOTHING_LEFT):
        return replace(batch, state="planned", error=told)
    if isinstance(error, ServiceFault):
        return replace(batch, state="unknown", error={**told, "remedy": look, "code": error.code})
    if not isinstance(error, ApiError):
        return replace(batch, state="unknown", error=told)
    # A request over the limit is stopped before it leaves: then there is no HTTP status.
    if error.http_status == 0:
        return replace(batch, state="planned", error=told)
    retry = isinstance(error, _CURABLE) or error.code == NOT_VERIFIED
    answer = {"failed_emails": error.failed_emails} if error.failed_emails else {}
    return replace(batch, state="refused", answer=answer, error={**told, "code": error.code, "retry": retry})


def interrupted(
    batch: BatchRecord, error: BaseException, *, asked: bool, look: str = MAIL.look
) -> BatchRecord:
    """A batch at which the send was broken off; ``asked`` when the client had been called.

    Once it had been called the batch is ``unknown``, even where no byte may have left: a wrong
    "unknown" costs a look, a wrong "not sent" a second mail.
    """
    told = {"cause": "The send was broken off before an answer came.", "remedy": look}
    if not asked:
        return replace(batch, state="planned", error={**told, "remedy": ""})
    if isinstance(error.__cause__, OutcomeUnknown):
        told = {"cause": error.__cause__.cause, "remedy": error.__cause__.remedy}
    return replace(batch, state="unknown", error=told)


def goes_on(error: ConsoleError) -> bool:
    """True when the error concerns this batch's addresses only."""
    return isinstance(error, ApiError) and error.code == ALL_FAILED and bool(error.failed_emails)
