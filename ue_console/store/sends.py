"""The journal of sends: what was planned, what left this machine, what came back.

A batch goes ``planned`` → ``sending`` → ``sent``, ``refused`` or ``unknown``, and each step is on
disk before the next thing happens. Only a planned batch of an open send can begin, and only once.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from ue_console.errors import StateError
from ue_console.store import owner as owners
from ue_console.store.database import Database
from ue_console.store.send_records import (
    BATCH_COLUMNS,
    LOOK,
    SUMMARY_COLUMNS,
    BatchRecord,
    BatchState,
    SendRecord,
    SendState,
    SendSummary,
    batch_of,
    batch_part,
    ending,
    fates,
    summary_of,
)
from ue_console.text import encodable

if TYPE_CHECKING:
    from ue_console.store.activity_of_sends import Tells
    from ue_console.store.send_twins import Twin

PATIENCE: Final = timedelta(minutes=15)
"""How long an open send of another process that may live is left alone without a sign of it."""


class Sends:
    """The tables ``sends`` and ``batches``.

    Args:
        db: Where they are.
        now: The time, with its zone (UTC).
        owner: Who writes; a new one when left out. Only an owner goes on with its own sends.
        may_live: Whether another owner may still be sending.
        lost: How a request that a killed console left stands in Activity; without it, none does.
    """

    def __init__(
        self,
        db: Database,
        now: Callable[[], datetime],
        *,
        owner: str = "",
        may_live: Callable[[str], bool] = owners.may_live,
        lost: Tells | None = None,
    ) -> None:
        self._db = db
        self._now = now
        self._owner = owner or owners.new_owner()
        self._may_live = may_live
        self._lost = lost

    async def record(self, new: SendRecord, *, twin_since: str | None) -> Twin | None:
        """Put a plan on disk, all batches ``planned``.

        Args:
            new: Its ``created`` and ``state`` are set here.
            twin_since: Look for a twin: a send of the same from the same account of which anything
                left since this time, or of which anything is unknown. None: only one under way.

        Returns:
            The twin, and then nothing was recorded; None when the plan is on disk.

        Raises:
            StateError: This plan was recorded before.
        """
        from ue_console.store.send_twins import find_twin

        now = self._stamp()

        def insert(db: sqlite3.Connection) -> Twin | None:
            summary = new.summary
            if twin := find_twin(db, new, twin_since):
                return twin
            if row := db.execute("SELECT sends.state FROM sends WHERE id = ?", (summary.id,)).fetchone():
                when = "is going out now, from another console" if row[0] == "open" else "was sent before"
                raise StateError(f"This {when}.", "Look at its report in Home.")
            _insert(db, new, now, self._owner)
            return None

        return await self._db.run(insert)

    async def begin(self, send_id: str, number: int) -> None:
        """Mark a batch as leaving; on disk when this returns.

        Raises:
            StateError: The batch is not waiting, or its send has ended or is another process's.
        """
        now = self._stamp()

        def update(db: sqlite3.Connection) -> int:
            return db.execute(
                "UPDATE batches SET state = 'sending', started = ? WHERE send_id = ? AND number = ?"
                " AND state = 'planned' AND EXISTS"
                " (SELECT 1 FROM sends WHERE id = send_id AND sends.state = 'open' AND owner = ?)",
                (now, send_id, number, self._owner),
            ).rowcount

        if await self._db.run(update) != 1:
            raise StateError(
                f"Batch {number} was begun or closed before; it is not sent again.",
                "Look at the report in Home.",
            )

    async def finish(self, send_id: str, batch: BatchRecord) -> None:
        """Write a begun batch's outcome; ``planned`` says that nothing left this machine.

        An answer may also come after another console had given the batch up as ``unknown``.
        """
        now = self._stamp()
        values = (
            batch.state,
            encodable(batch.job_id),
            json.dumps(batch.answer),
            json.dumps(batch.error),
            now,
        )

        def update(db: sqlite3.Connection) -> None:
            from ue_console.store.activity_of_sends import forget_lost

            forget_lost(db, send_id, batch.number)
            db.execute(
                "UPDATE batches SET state = ?, job_id = ?, answer_json = ?, error = ?, finished = ?"
                " WHERE send_id = ? AND number = ? AND state IN ('sending', 'unknown')",
                (*values, send_id, batch.number),
            )

        await self._db.run(update)

    async def close(self, send_id: str) -> SendState:
        """End a send: planned batches are ``not sent`` from now on."""
        return await self._db.run(lambda db: _end(db, send_id))

    async def settle(self, send_id: str, number: int, *, arrived: bool) -> None:
        """Turn ``unknown`` into what the operator found out: sent, or not sent; in activity, too.

        Raises:
            StateError: The batch is not unknown.
        """
        state: BatchState = "sent" if arrived else "planned"

        def update(db: sqlite3.Connection) -> int:
            changed = db.execute(
                "UPDATE batches SET state = ?, error = NULL"
                " WHERE send_id = ? AND number = ? AND state = 'unknown'",
                (state, send_id, number),
            ).rowcount
            if changed:
                from ue_console.store.activity_settling import settle_of_send

                _end(db, send_id)
                settle_of_send(db, send_id, number, "accepted" if arrived else "not sent")
            return changed

        if await self._db.run(update) != 1:
            raise StateError("What became of it was noted meanwhile.", "The report tells it.")

    async def unfinished(self) -> list[SendSummary]:
        """End the sends that a process left open.

        A batch left in ``sending`` becomes ``unknown``, in Activity too: its request may have arrived;
        planned ones stay unsent. A send of another living process is left alone.
        """
        oldest = (self._now() - PATIENCE).isoformat()

        def left(db: sqlite3.Connection) -> list[str]:
            others = [row for row in db.execute(_OPEN) if row[1] != self._owner]
            doubtful = [row for row in others if not owners.surely_lives(row[1])]
            return [row[0] for row in doubtful if row[2] <= oldest or not self._may_live(row[1])]

        def update(db: sqlite3.Connection) -> list[SendSummary]:
            ended = []
            for send_id in left(db):
                before = _record(db, send_id)
                _end(db, send_id)
                if self._lost:
                    from ue_console.store.activity_of_sends import keep_lost

                    keep_lost(db, before, self._lost)
                ended.append(_summary(db, send_id))
            return ended

        return await self._db.run(update) if await self._db.read(left) else []

    async def get(self, send_id: str) -> SendRecord:
        """A send with everything.

        Raises:
            StateError: There is none with this id.
        """
        return await self._db.read(lambda db: _record(db, send_id))

    async def successors(self, send_id: str) -> list[SendRecord]:
        """The newer sends that retry this one, or have the same content and recipients; oldest first."""
        return await self._db.read(
            lambda db: [_record(db, row[0]) for row in db.execute(_SUCCESSORS, (send_id,)).fetchall()]
        )

    async def list(self, account: str = "", *, limit: int = 100, offset: int = 0) -> list[SendSummary]:
        """Sends, newest first; of every account when ``account`` is empty."""

        def select(db: sqlite3.Connection) -> list[SendSummary]:
            rows = db.execute(
                f"SELECT {SUMMARY_COLUMNS} FROM sends WHERE ? IN ('', account)"
                " ORDER BY created DESC, rowid DESC LIMIT ? OFFSET ?",
                (account, limit, offset),
            )
            return [summary_of(row) for row in rows]

        return await self._db.read(select)

    async def twin(self, new: SendRecord, since: str) -> Twin | None:
        """The newest other send of the same: under way, unknown, or sent since then."""
        from ue_console.store.send_twins import find_twin

        return await self._db.read(lambda db: find_twin(db, new, since))

    def _stamp(self) -> str:
        return self._now().isoformat()


_OPEN: Final = (
    "SELECT id, owner, max(created, coalesce(max(started), ''), coalesce(max(finished), ''))"
    " FROM sends LEFT JOIN batches ON send_id = id WHERE sends.state = 'open' GROUP BY id, owner, created"
)


_SUCCESSORS: Final = (
    "SELECT newer.id FROM sends AS old JOIN sends AS newer ON newer.rowid > old.rowid"
    " AND (newer.parent = old.id OR newer.account = old.account"
    " AND newer.fingerprint = old.fingerprint AND old.fingerprint <> '')"
    " WHERE old.id = ? ORDER BY newer.rowid"
)
"""Rows are in the order in which sends were recorded, whatever the clock did meanwhile."""


def _summary(db: sqlite3.Connection, send_id: str) -> SendSummary:
    row = db.execute(f"SELECT {SUMMARY_COLUMNS} FROM sends WHERE id = ?", (send_id,)).fetchone()
    if row is None:
        raise StateError(f"There is no send {send_id} on this machine.", "Refresh the list.")
    return summary_of(row)


def _insert(db: sqlite3.Connection, new: SendRecord, now: str, owner: str) -> None:
    summary = new.summary
    db.execute(
        f"INSERT INTO sends ({SUMMARY_COLUMNS}, owner, message_json)"
        " VALUES (?, ?, ?, ?, ?, ?, 'open', ?, ?, ?, ?, ?)",
        (
            *(summary.id, summary.account, now),
            *(encodable(summary.subject), encodable(summary.template_name)),
            *(summary.recipients, summary.fingerprint, summary.parent, summary.service),
            *(owner, json.dumps(new.message)),
        ),
    )
    db.executemany(
        "INSERT INTO batches (send_id, number, state, request_json) VALUES (?, ?, 'planned', ?)",
        [
            (summary.id, batch.number, json.dumps({"message": batch_part(summary, batch)}))
            for batch in new.batches
        ],
    )


def _record(db: sqlite3.Connection, send_id: str) -> SendRecord:
    summary = _summary(db, send_id)
    message = db.execute("SELECT message_json FROM sends WHERE id = ?", (send_id,)).fetchone()[0]
    rows = db.execute(f"SELECT {BATCH_COLUMNS} FROM batches WHERE send_id = ? ORDER BY number", (send_id,))
    return SendRecord(summary, json.loads(message), tuple(map(batch_of, rows)))


def _end(db: sqlite3.Connection, send_id: str) -> SendState:
    """Close a send: what is still ``sending`` has lost its answer."""
    service = _summary(db, send_id).service
    lost = {"cause": "The request left, and its outcome was not written down.", "remedy": LOOK[service]}
    db.execute(
        "UPDATE batches SET state = 'unknown', error = ? WHERE send_id = ? AND state = 'sending'",
        (json.dumps(lost), send_id),
    )
    rows = db.execute("SELECT state, answer_json FROM batches WHERE send_id = ?", (send_id,)).fetchall()
    state = ending({fate for state, answer in rows for fate in fates(state, json.loads(answer or "{}"))})
    db.execute("UPDATE sends SET state = ? WHERE id = ?", (state, send_id))
    return state
