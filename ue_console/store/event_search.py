"""What a search among received events looks for."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from ue_console.models.unione.event import Event
from ue_console.models.unione.signature import Verdict
from ue_console.store.event_records import KeptEvent, events_in, moment, plain_of

STRETCH: Final = 2_000
"""Calls looked at in one transaction: a few milliseconds where nothing fits."""
_OPENED: Final = 50
"""Calls unpacked in one transaction at the most."""

_CALLS: Final = (
    "SELECT number, at, verdict, owner, retry_count, project_name, packed"
    " FROM calls JOIN bodies USING (number) WHERE number BETWEEN ? AND ?"
    " AND (? = '' OR owner = ?) AND instr(emails, ?) AND instr(jobs, ?)"
    " AND (? = '' OR instr(char(10) || statuses || char(10), ?))"
    f" ORDER BY number DESC LIMIT {_OPENED}"
)


@dataclass(frozen=True, slots=True)
class Sought:
    """What an event must have; empty asks for nothing. In texts capital letters don't matter."""

    email: str = ""
    """Part of the address, or of a spam block's domain."""
    job: str = ""
    """Part of the job's id."""
    status: str = ""
    """The status itself."""
    text: str = ""
    """Part of any value."""
    owner: str = ""
    """Name of the account or project whose key fits, letter by letter."""

    def lowered(self) -> "Sought":
        """The same in small letters, as all is compared."""
        return replace(
            self,
            email=self.email.strip().lower(),
            job=self.job.strip().lower(),
            status=self.status.strip().lower(),
            text=self.text.strip().lower(),
        )

    def fits(self, event: Event) -> bool:
        """Whether ``event`` has it all; ``self`` is lowered."""
        return (
            self.email in event.email.lower()
            and self.job in event.job_id.lower()
            and self.status in ("", event.status.lower())
            and (not self.text or any(self.text in leaf for leaf in _leaves(event.data)))
        )

    def may_fit(self, plain: bytes) -> bool:
        """Whether a body can hold ``text`` at all: much faster than to read its events."""
        if not self.text or not self.text.isascii() or json.dumps(self.text) != f'"{self.text}"':
            return True
        body = plain.lower()
        return self.text.encode() in body or self.text.replace("/", "\\/").encode() in body


def found_in(
    db: sqlite3.Connection, sought: Sought, high: int, before: tuple[int, int] | None
) -> tuple[list[KeptEvent], int]:
    """Look through one stretch of calls downwards from ``high``.

    Returns:
        What fits, newest first; and the number to go on from.
    """
    low = max(high - STRETCH + 1, 1)
    status = f"\n{sought.status}\n" if sought.status else ""
    values = (low, high, sought.owner, sought.owner, sought.email, sought.job, status, status)
    rows = db.execute(_CALLS, values).fetchall()
    found = [event for row in rows for event in _events(row, sought, before)]
    return found, rows[-1][0] - 1 if len(rows) == _OPENED else low - 1


def _events(row: tuple[Any, ...], sought: Sought, before: tuple[int, int] | None) -> Iterator[KeptEvent]:
    number, at, verdict, owner, retry_count, project_name, packed = row
    plain = plain_of(packed)
    if not sought.may_fit(plain):
        return
    time, proof = moment(at), Verdict(verdict)
    for position, event in reversed(list(enumerate(events_in(plain)))):
        if (before is None or (number, position) < before) and sought.fits(event):
            yield KeptEvent(number, position, time, proof, owner, retry_count, project_name, event)


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for each in value.values():
            yield from _leaves(each)
    elif isinstance(value, list):
        for each in value:
            yield from _leaves(each)
    elif value is not None:
        yield str(value).lower()
