"""What a listener has heard, as rows: an event each, and one for a call that proves nothing."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from ue_console.models.unione.event import Event
from ue_console.models.unione.signature import Verdict
from ue_console.services.listening.values import Received
from ue_console.store.event_records import KeptCall as KeptCall
from ue_console.store.event_records import KeptEvent

UNPROVEN = (Verdict.BAD, Verdict.MISSING)


class Try(NamedTuple):
    """One call of an event for which the service has made several."""

    number: int
    at: datetime
    verdict: Verdict
    retry_count: int
    note: str
    handler: str


class Heard(NamedTuple):
    """One row: an event; or a call whose signature is wrong or missing, or that could not be read."""

    key: str
    """Unique among all rows of one list."""
    number: int
    """The call's number in the store; 0 if it was not kept."""
    at: datetime
    """When the call came, UTC."""
    verdict: Verdict
    owner: str
    """Name of the account or project whose key fits; empty otherwise."""
    retry_count: int
    project_name: str
    events: tuple[Event, ...]
    """The event; all that an unproven call claims; none of a call that could not be read."""
    problem: str = ""
    """Why the call was refused, one clause; empty when all is well."""
    peer: str = ""
    """The sender's address; empty for one from the store."""
    note: str = ""
    """What else there is to say of the call, one clause."""
    handler: str = ""
    """URL of the handler that the call is passed on to; empty: to none."""
    earlier: tuple[Try, ...] = ()
    """The calls before it of the same event, the newest first."""
    times: int = 1
    """How many calls that were refused this row stands for: the same reason, from the same address."""
    first: datetime | None = None
    """When the first of them came; None for a lone one."""

    @property
    def event(self) -> Event | None:
        """The event, where its call is proven or could not be checked."""
        return self.events[0] if self.events and not self.doubtful else None

    @property
    def doubtful(self) -> bool:
        """Whether it proves nothing: a bad or missing signature, or a call that was refused."""
        return bool(self.problem) or self.verdict in UNPROVEN


def rows_of(call: Received, serial: int) -> Iterator[Heard]:
    """The rows of a call that has just come, the last event first.

    Args:
        call: The call.
        serial: Tells calls apart that have no number.
    """
    name = str(call.number) if call.number else f"refused {serial}"
    whole = Heard(
        name,
        call.number,
        call.at,
        call.verdict,
        call.owner,
        call.retry_count,
        call.project_name,
        call.events,
        call.problem,
        call.peer,
        call.note,
        call.handler,
    )
    if whole.doubtful or len(call.events) < 2:
        yield whole
        return
    # Thousands a second: what all rows of a call share is not named anew for each.
    before, after = whole[1:7], whole[8:12]
    for position in range(len(call.events) - 1, -1, -1):
        yield Heard(f"{name}/{position}", *before, (call.events[position],), *after)


def row_of(kept: KeptEvent) -> Heard:
    """The row of an event from the store."""
    return Heard(
        f"{kept.number}/{kept.position}",
        kept.number,
        kept.at,
        kept.verdict,
        kept.owner,
        kept.retry_count,
        kept.project_name,
        (kept.event,),
    )
