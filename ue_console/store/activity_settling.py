"""What was found out later about calls of Activity whose answer was lost."""

from sqlite3 import Connection
from typing import Any, Final

from ue_console.store.activity_records import Settled

_SETTLE: Final = (
    "UPDATE activity SET settled = :settled,"
    " result = CASE WHEN :settled IN ('done', 'accepted') THEN 'done'"
    " WHEN :settled = 'not sent' THEN :settled ELSE result END,"
    " search = replace(search, char(10) || 'unknown' || char(10), char(10) || :settled || char(10))"
)
_LOST: Final = "activity.result = 'unknown' AND activity.settled = ''"

_OF_LIST: Final = f"{_SETTLE} WHERE part_of = :part_of AND what = :what AND {_LOST}"

_OF_SEND: Final = (
    f"{_SETTLE} WHERE id = (SELECT activity.id FROM batches AS batch JOIN sends ON sends.id = batch.send_id"
    " JOIN activity ON activity.account = sends.account AND activity.noun IN ('email', 'message')"
    " AND activity.verb = 'send' AND activity.at >= batch.started"
    f" WHERE batch.send_id = :send_id AND batch.number = :number AND {_LOST}"
    " AND (activity.at <= batch.finished OR batch.finished IS NULL AND NOT EXISTS"
    " (SELECT 1 FROM batches AS other JOIN sends AS others ON others.id = other.send_id"
    " WHERE others.account = sends.account AND other.started > batch.started"
    " AND other.started <= activity.at))"
    " ORDER BY activity.at DESC, activity.id LIMIT 1)"
)
"""A request's call ended between the two times of its batch, and just before the second one. Where that
was not written down, it is one that ended before the account's next request began."""


_OF_USER: Final = (
    f"{_SETTLE} WHERE id = (SELECT max(activity.id) FROM activity WHERE account = :account"
    f" AND noun = 'user' AND verb = 'create' AND {_LOST})"
)


def settle_user(db: Connection, account: str, settled: Settled) -> None:
    """Note it about an app's last call to make a user, if that is unknown."""
    _note(db, _OF_USER, settled, account=account)


def settle_in_list(db: Connection, part_of: str, what: str, settled: Settled) -> None:
    """Note it about the call of a list with this object; one that is not unknown stays as it is."""
    _note(db, _OF_LIST, settled, part_of=part_of, what=what)


def settle_of_send(db: Connection, send_id: str, number: int, settled: Settled) -> None:
    """Note it about the call that was the request of a batch; where none is kept, nothing is noted."""
    _note(db, _OF_SEND, settled, send_id=send_id, number=number)


def _note(db: Connection, query: str, settled: Settled, **values: Any) -> None:
    db.execute(query, {"settled": settled, **values})
