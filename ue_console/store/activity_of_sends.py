"""Requests of sends in Activity that their console could not keep there: the journal knows of them."""

from collections.abc import Callable
from sqlite3 import Connection
from typing import Final

from ue_console.store.activity import insert_call
from ue_console.store.activity_records import Exchanged, Facts
from ue_console.store.send_records import BatchRecord, SendRecord

Tells = Callable[[SendRecord, BatchRecord], tuple[Facts, Exchanged]]
"""Says how a request whose answer was lost stands in Activity."""

FROM_THE_JOURNAL: Final = "The console ended before an answer was kept; the report has what is known."
"""The cause of each row that was made of the journal, and of no other."""

_KEPT: Final = (
    "SELECT 1 FROM activity WHERE account = :account AND noun IN ('email', 'message') AND verb = 'send'"
    " AND at >= :started AND NOT EXISTS"
    " (SELECT 1 FROM batches AS other JOIN sends ON sends.id = other.send_id"
    " WHERE sends.account = :account AND (other.started > :started AND other.started <= activity.at"
    " OR other.job_id = activity.job_id AND activity.job_id <> '')) LIMIT 1"
)
"""A call that ended since the request began, before another one did, and that is no other's."""

_MADE: Final = (
    "DELETE FROM activity WHERE id IN (SELECT activity.id FROM batches JOIN sends ON sends.id = send_id"
    " JOIN activity ON activity.at = started AND activity.account = sends.account AND verb = 'send'"
    " JOIN exchanges ON exchanges.id = activity.id AND exchanges.cause = ?"
    " WHERE send_id = ? AND number = ? AND batches.state <> 'sending')"
)


def keep_lost(db: Connection, before: SendRecord, tells: Tells) -> None:
    """Keep the requests of a send that were out when its console ended, unless they are kept.

    Args:
        db: In the transaction that ends the send: so each is kept once.
        before: The send as its console left it.
        tells: How they stand in Activity.
    """
    for batch in before.batches:
        if batch.state == "sending":
            asked = {"account": before.summary.account, "started": batch.started}
            if not db.execute(_KEPT, asked).fetchone():
                insert_call(db, *tells(before, batch))


def forget_lost(db: Connection, send_id: str, number: int) -> None:
    """The console lives after all and keeps the call itself: what was made of the journal goes."""
    db.execute(_MADE, (FROM_THE_JOURNAL, send_id, number))
