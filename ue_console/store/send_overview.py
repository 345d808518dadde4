"""What the journal of sends comes to: how many were sent on each day, and what is not settled."""

import json
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final, NamedTuple

from ue_console.store.database import Database
from ue_console.store.send_records import SUMMARY_COLUMNS, SendSummary, summary_of

_PEOPLE: Final = (
    "coalesce(json_array_length(request_json, '$.message.recipients'),"
    " json_array_length(request_json, '$.message.receivers'), 0)"
)
_LEFT_OUT: Final = (
    "coalesce(json_extract(answer_json, '$.left_out'),"
    " (SELECT count(*) FROM json_each(answer_json, '$.failed_emails')), 0)"
)
"""As :func:`~ue_console.store.send_records.fates` counts them."""

_DAYS: Final = (
    "SELECT substr(created, 1, 10) AS day, sum(CASE state WHEN 'done' THEN recipients ELSE"
    f" (SELECT coalesce(sum({_PEOPLE} - {_LEFT_OUT}), 0) FROM batches"
    " WHERE send_id = sends.id AND batches.state = 'sent') END)"
    " FROM sends WHERE account = ? AND created >= ? GROUP BY day"
)

_AGAIN: Final = (
    "EXISTS (SELECT 1 FROM batches WHERE send_id = sends.id AND (batches.state = 'planned'"
    " OR batches.state = 'refused' AND json_extract(error, '$.retry')"
    " OR EXISTS (SELECT 1 FROM json_each(answer_json, '$.failed_emails')"
    " WHERE value IN (SELECT value FROM json_each(:again)))))"
)
"""Somebody got nothing and may be tried again."""

_NEWER: Final = (
    "EXISTS (SELECT 1 FROM sends AS newer WHERE newer.rowid > sends.rowid"
    " AND (newer.parent = sends.id OR newer.account = sends.account"
    " AND newer.fingerprint = sends.fingerprint AND sends.fingerprint <> ''))"
)
"""A newer send has taken over what this one left, or may have."""

_UNKNOWN: Final = f"SELECT {SUMMARY_COLUMNS} FROM sends WHERE account = :account AND state = 'unknown'"

_LEFT: Final = (
    f"SELECT {SUMMARY_COLUMNS} FROM sends WHERE account = :account AND created >= :since"
    f" AND state IN ('partly', 'stopped', 'unknown') AND {_AGAIN} AND NOT {_NEWER}"
)

_NEWEST: Final = " ORDER BY created DESC, rowid DESC"


class Unsettled(NamedTuple):
    """Sends that wait for the operator, newest first; one may be in both."""

    unknown: tuple[SendSummary, ...] = ()
    """Of whose outcome something is not known."""
    left_out: tuple[SendSummary, ...] = ()
    """Which certainly left somebody out who may be tried again."""


class SendOverview:
    """Reads the journal of sends as a whole.

    Args:
        db: Where it is.

    Raises:
        StateError: From every method: the database can't be used.
    """

    def __init__(self, db: Database) -> None:
        self._db = db

    async def days(self, account: str, since: datetime) -> dict[str, int]:
        """How many recipients the service took on each day, by ``YYYY-MM-DD`` (UTC).

        Days without any are left out; so are recipients whose outcome is not known.
        """
        values = (account, since.astimezone(UTC).isoformat())
        rows = await self._db.read(lambda db: db.execute(_DAYS, values).fetchall())
        return {day: count for day, count in rows if count}

    async def unsettled(self, account: str, since: datetime, again: Iterable[str]) -> Unsettled:
        """The sends that wait for the operator.

        Args:
            account: The account's name.
            since: Older ones that left somebody out are no news; what is unknown always is.
            again: The statuses of ``failed_emails`` whose addresses may be tried again.
        """
        values = {
            "account": account,
            "since": since.astimezone(UTC).isoformat(),
            "again": json.dumps(list(again)),
        }

        def select(db: sqlite3.Connection) -> Unsettled:
            found = (db.execute(query + _NEWEST, values) for query in (_UNKNOWN, _LEFT))
            return Unsettled(*(tuple(map(summary_of, rows)) for rows in found))

        return await self._db.read(select)
