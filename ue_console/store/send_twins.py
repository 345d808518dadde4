"""What went out before: the same mail to the same addresses, the same message to a receiver on a channel."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ue_console.store.send_records import (
    BATCH_COLUMNS,
    SUMMARY_COLUMNS,
    UNIFICATION,
    BatchRecord,
    BatchState,
    JsonObject,
    SendRecord,
    SendSummary,
    batch_of,
    summary_of,
)

_SAME: Final = (
    f"SELECT {SUMMARY_COLUMNS} FROM sends WHERE account = ? AND fingerprint = ? AND id <> ?"
    " AND (sends.state = 'open' OR EXISTS (SELECT 1 FROM batches WHERE send_id = sends.id AND"
    " (batches.state = 'unknown' OR batches.state IN ('sending', 'sent') AND sends.created >= ?)))"
    " ORDER BY created DESC, rowid DESC LIMIT 1"
)
_SAME_CONTENT: Final = (
    f"SELECT {SUMMARY_COLUMNS} FROM sends WHERE account = ? AND message_json = ? AND id <> ? AND service = ?"
    " AND (sends.state = 'open' OR EXISTS (SELECT 1 FROM batches WHERE send_id = sends.id AND"
    " (batches.state = 'unknown' OR sends.created >= ?)))"
    " ORDER BY created DESC, rowid DESC"
)
_DOUBT: Final[tuple[BatchState, ...]] = ("unknown", "sending", "sent", "planned", "refused")
"""What is told of a channel whose receivers had different fates: the first of these."""


@dataclass(frozen=True, slots=True)
class Met:
    """What became of a message on one channel, for receivers that are to get it now."""

    channel: str
    state: BatchState
    receivers: int
    """How many of those that are to get it now."""
    of: int
    """How many are to get it now on this channel."""
    created: str = ""
    """When the send of this outcome was recorded, ISO 8601, UTC."""


@dataclass(frozen=True, slots=True)
class Twin:
    """An earlier send of the same."""

    summary: SendSummary
    """The newest one."""
    channels: tuple[Met, ...] = ()
    """Of a message: the channels that it concerns, in the order of the new send."""


def find_twin(db: sqlite3.Connection, new: SendRecord, since: str) -> Twin | None:
    """The newest other send of the same: under way, unknown, or sent since then.

    Mail is the same when content and all addresses are; every channel of a message gets a request of its
    own, so that one receiver of the same message is enough.
    """
    if new.summary.service == UNIFICATION:
        return _on_channels(db, new, since)
    summary = new.summary
    row = db.execute(_SAME, (summary.account, summary.fingerprint, summary.id, since)).fetchone()
    return Twin(summary_of(row)) if row else None


def _on_channels(db: sqlite3.Connection, new: SendRecord, since: str) -> Twin | None:
    wanted = {key: batch.number for batch in new.batches for key in _keys(batch)}
    sought = (new.summary.account, json.dumps(new.message), new.summary.id, UNIFICATION, since)
    found: dict[str, tuple[BatchState, str]] = {}
    reason: SendSummary | None = None
    for summary in map(summary_of, db.execute(_SAME_CONTENT, sought).fetchall()):
        for key, state in _states(db, summary.id):
            if key not in wanted:
                continue
            if _counts(state, summary, since):
                reason = reason or summary
            outcome = (state, summary.created)
            # The newest first: what nobody has is as the last send left it.
            found[key] = min(found.get(key, outcome), outcome, key=_weight)
    if reason is None:
        return None
    return Twin(reason, tuple(_met(new, found)))


def _counts(state: BatchState, summary: SendSummary, since: str) -> bool:
    """Whether a receiver may get it twice."""
    if state == "unknown" or (summary.state == "open" and state != "refused"):
        return True
    return state in ("sending", "sent") and summary.created >= since


def _weight(outcome: tuple[BatchState, str]) -> int:
    state, _ = outcome
    return _DOUBT.index("planned" if state == "refused" else state)


def _met(new: SendRecord, found: dict[str, tuple[BatchState, str]]) -> Iterator[Met]:
    for batch in new.batches:
        keys = _keys(batch)
        states = [found[key] for key in keys if key in found]
        for state, created in sorted(set(states), key=lambda each: (_DOUBT.index(each[0]), each[1])):
            many = states.count((state, created))
            yield Met(_channel(batch.recipients[0]), state, many, len(keys), created)


def _states(db: sqlite3.Connection, send_id: str) -> Iterator[tuple[str, BatchState]]:
    rows = db.execute(f"SELECT {BATCH_COLUMNS} FROM batches WHERE send_id = ? ORDER BY number", (send_id,))
    for batch in map(batch_of, rows):
        yield from ((key, batch.state) for key in _keys(batch))


def _keys(batch: BatchRecord) -> list[str]:
    """Who a receiver is, whatever it is called: its channel, and its address or else its name."""
    return [
        json.dumps(
            [_channel(one), one.get("address") or None, None if one.get("address") else one.get("name")]
        )
        for one in batch.recipients
    ]


def _channel(receiver: JsonObject) -> str:
    return str(receiver.get("Connector", ""))
