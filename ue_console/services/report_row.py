"""One row of a report: what became of one address."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

Outcome = Literal["accepted", "refused", "unknown", "not sent"]
ABSENT: Final = "The request never left this machine."


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One address."""

    email: str
    """The address; for a channel whatever names somebody there, empty for the own wall."""
    outcome: Outcome
    reason: str
    """One or two sentences; empty for an accepted address."""
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


def told(error: Mapping[str, Any]) -> str:
    """What the journal knows of an error, as cause and remedy."""
    return f"{error.get('cause', '')} {error.get('remedy', '')}".strip()
