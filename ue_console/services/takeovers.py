"""What newer sends have taken over from an older one: it is tried again from their reports only."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ue_console.errors import StateError
from ue_console.services.addresses import same_key
from ue_console.services.channels.reports import channel_of
from ue_console.services.report_row import ReportRow
from ue_console.services.words import words_of
from ue_console.store.send_records import UNIFICATION, SendRecord, SendSummary


@dataclass(frozen=True, slots=True)
class Takeover:
    """Rows of a report that newer sends have."""

    rows: int
    """How many of those that could be tried again otherwise."""
    by: tuple[SendSummary, ...]
    """The newest send of each of these rows, oldest first."""

    @property
    def told(self) -> StateError:
        """Why they can't be tried again here, and where to look."""
        last = self.by[-1]
        what = f"took {words_of(last.service).rows(self.rows)} over already"
        when = f"{last.created[:10]} at {last.created[11:16]} UTC"
        if len(self.by) == 1:
            return StateError(f"The send of {when} {what}.", "Open that send in Home.")
        return StateError(f"Newer sends {what}, the last one on {when}.", "Open those sends in Home.")


def take_over(
    rows: tuple[ReportRow, ...], newer: Sequence[SendRecord]
) -> tuple[tuple[ReportRow, ...], Takeover | None]:
    """The rows with ``retry`` only where no newer send has them, and what those have.

    Args:
        rows: Of the older send.
        newer: Oldest first.
    """
    if not any(row.retry for row in rows):
        return rows, None
    holders = {place: send.summary for send in newer for place in _places(send)}
    taken = [holders[_place(row)] for row in rows if row.retry and _place(row) in holders]
    if not taken:
        return rows, None
    left = tuple(replace(row, retry=row.retry and _place(row) not in holders) for row in rows)
    by = tuple(send.summary for send in newer if send.summary in set(taken))
    return left, Takeover(len(taken), by)


def _place(row: ReportRow) -> str:
    """What one send has once: an address, or a channel."""
    return row.channel or same_key(row.email)


def _places(send: SendRecord) -> set[str]:
    if send.summary.service == UNIFICATION:
        return {channel_of(batch) for batch in send.batches}
    return {same_key(item["email"]) for batch in send.batches for item in batch.recipients}
