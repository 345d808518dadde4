"""One row of a report: what became of one address."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from ue_console.store.send_records import BatchRecord

Outcome = Literal["accepted", "refused", "unknown", "not sent"]
ABSENT: Final = "The request never left this machine."
ARRIVED: Final = "Its answer was lost, and you said that it arrived."
NOT_ARRIVED: Final = "Its answer was lost, and you said that it did not arrive."


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One address."""

    email: str
    """The address; for a channel whatever names somebody there, empty for the own wall."""
    outcome: Outcome
    reason: str
    """One or two sentences; empty for an address that the service said to accept."""
    retry: bool
    """True when sending to it again makes sense and can't send twice."""
    job_id: str
    """What the service calls it: the job, or on a channel the message's URI."""
    batch: int
    channel: str = ""
    """The connection that it went out on; empty for mail."""
    name: str = ""
    """Of the receiver on a channel."""
    code: int | None = None
    """The service's code of a refusal on a channel."""


def why_not_sent(batch: BatchRecord) -> str:
    """Why nobody got a batch that is ``planned``."""
    return told(batch.error) or (NOT_ARRIVED if batch.started else ABSENT)


def why_accepted(batch: BatchRecord) -> str:
    """Empty where the service said so; else the operator did."""
    return "" if batch.answer or batch.job_id else ARRIVED


def told(error: Mapping[str, Any]) -> str:
    """What the journal knows of an error, as cause and remedy."""
    return f"{error.get('cause', '')} {error.get('remedy', '')}".strip()
