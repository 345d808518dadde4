"""What a listener tells of the calls that it receives."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from ue_console.models.unione.event import Event
from ue_console.models.unione.signature import Verdict


@dataclass(frozen=True, slots=True)
class Received:
    """One call."""

    number: int
    """Its number in the store; 0 if it was not kept."""
    at: datetime
    """UTC."""
    verdict: Verdict
    owner: str
    """Name of the account or project whose key fits; empty otherwise."""
    retry_count: int
    """0 at the first try."""
    project_name: str
    """As the call says, its id where it has no name; empty for an account's webhook."""
    events: tuple[Event, ...]
    problem: str
    """Why it was refused or not kept, one clause; empty when all is well."""
    peer: str = ""
    """The sender's address."""
    note: str = ""
    """What else there is to say of a call that was kept, one clause."""
    handler: str = ""
    """URL of the handler that it is passed on to; empty: to none."""


@dataclass(frozen=True, slots=True)
class Forwarded:
    """What became of a call that was passed on to a handler."""

    number: int
    """The call's number in the store."""
    status: int
    """The handler's answer, 0 without one; only 200 is success."""
    milliseconds: int
    reason: str
    """Why there was no answer, one sentence; empty otherwise."""
    url: str = ""
    """The handler's."""


@dataclass(slots=True)
class Totals:
    """Counts since the listener began."""

    calls: int = 0
    """All but checks, whatever became of them: the kept and the refused ones."""
    events: int = 0
    """Events kept."""
    kept: int = 0
    """Calls kept."""
    good: int = 0
    bad: int = 0
    """Kept and refused: another key, or changed on the way."""
    missing: int = 0
    """Kept and refused: no signature at all."""
    unchecked: int = 0
    """Kept: no key was at hand to check with."""
    retries: int = 0
    """Of the kept ones."""
    refused: int = 0
    """Not kept: garbled, too large, too slow, not by POST, not to be written."""
    checks: int = 0
    """GET and HEAD: the service's check at set time."""
    forwarded: int = 0
    """Answered by the handler with 200."""
    forward_failed: int = 0
    """Any other answer, none, or never passed on since the handler was too slow."""


@dataclass(frozen=True, slots=True)
class Retention:
    """How much is kept; looked at when a listener begins, and after each 10,000 calls."""

    age: timedelta = timedelta(days=30)
    most_bytes: int = 5_000_000_000
    """Of the calls as they are packed; about 100 million events."""
    most_unproven: int = 2_000
    """Calls with a bad or no signature, or of a project whose key is missing: anybody can send them."""


UNPROVEN_LIMIT: Final = 1024 * 1024
"""Bytes of a call without a good signature that are still read and kept."""

INFLATED_LIMIT: Final = 32 * 1024 * 1024
"""Bytes that a call may unpack to."""

MOST_TAKEN: Final = 1_000
"""Events in one call at the most; the service sends 100."""
