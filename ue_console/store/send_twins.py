"""What went out before: the same mail to the same addresses, the same message to a receiver on a channel."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

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
    " ORDER BY sends.state = 'open' DESC, created DESC, rowid DESC LIMIT 1"
)
_SAME_CONTENT: Final = (
    f"SELECT {SUMMARY_COLUMNS} FROM sends WHERE account = ? AND message_json = ? AND id <> ? AND service = ?"
    " AND (sends.state = 'open' OR EXISTS (SELECT 1 FROM batches WHERE send_id = sends.id AND"
    " (batches.state = 'unknown' OR sends.created >= ?)))"
    " ORDER BY created DESC, rowid DESC"
)
Fate: TypeAlias = BatchState | Literal["waiting"]
"""What became of a message; ``waiting``: planned in a send under way, it goes out by itself."""

_NEVER: Final = "9999"
_DOUBT: Final[tuple[Fate, ...]] = ("unknown", "sending", "waiting", "sent", "planned", "refused")
"""What is told of a channel whose receivers had different fates: the first of these."""


@dataclass(frozen=True, slots=True)
class Met:
    """What became of a message on one channel, for receivers that are to get it now."""

    channel: str
    state: Fate
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
    """The newest one; where any is under way, that."""
    channels: tuple[Met, ...] = ()
    """Of a message: the channels that it concerns, in the order of the new send."""

    @property
    def is_under_way(self) -> bool:
        """Whether it still goes out."""
        return self.summary.state == "open"


def find_twin(db: sqlite3.Connection, new: SendRecord, since: str | None) -> Twin | None:
    """The newest other send of the same: under way, unknown, or sent since then; None: only under way.

    Mail is the same when content and all addresses are; every channel of a message gets a request of its
    own, so that one receiver of the same message is enough.
    """
    find = _on_channels if new.summary.service == UNIFICATION else _of_mail
    twin = find(db, new, since or _NEVER)
    return None if twin and since is None and not twin.is_under_way else twin


def _of_mail(db: sqlite3.Connection, new: SendRecord, since: str) -> Twin | None:
    summary = new.summary
    row = db.execute(_SAME, (summary.account, summary.fingerprint, summary.id, since)).fetchone()
    return Twin(summary_of(row)) if row else None


def _on_channels(db: sqlite3.Connection, new: SendRecord, since: str) -> Twin | None:
    wanted = {key: batch.number for batch in new.batches for key in _keys(batch)}
    sought = (new.summary.account, json.dumps(new.message), new.summary.id, UNIFICATION, since)
    found: dict[str, tuple[Fate, str]] = {}
    reason: SendSummary | None = None
    for summary in map(summary_of, db.execute(_SAME_CONTENT, sought).fetchall()):
        for key, state in _fates(db, summary):
            if key not in wanted:
                continue
            if _counts(state, summary, since) and (reason is None or reason.state != summary.state == "open"):
                reason = summary
            outcome = (state, summary.created)
            # The newest first: what nobody has is as the last send left it.
            found[key] = min(found.get(key, outcome), outcome, key=_weight)
    if reason is None:
        return None
    return Twin(reason, tuple(_met(new, found)))


def _counts(state: Fate, summary: SendSummary, since: str) -> bool:
    """Whether a receiver may get it twice."""
    if state == "unknown" or (summary.state == "open" and state != "refused"):
        return True
    return state in ("sending", "sent") and summary.created >= since


def _weight(outcome: tuple[Fate, str]) -> int:
    state, _ = outcome
    return _DOUBT.index("planned" if state == "refused" else state)


def _met(new: SendRecord, found: dict[str, tuple[Fate, str]]) -> Iterator[Met]:
    for batch in new.batches:
        keys = _keys(batch)
        states = [found[key] for key in keys if key in found]
        for state, created in sorted(set(states), key=lambda each: (_DOUBT.index(each[0]), each[1])):
            many = states.count((state, created))
            yield Met(_channel(batch.recipients[0]), state, many, len(keys), created)


def _fates(db: sqlite3.Connection, send: SendSummary) -> Iterator[tuple[str, Fate]]:
    rows = db.execute(f"SELECT {BATCH_COLUMNS} FROM batches WHERE send_id = ? ORDER BY number", (send.id,))
    for batch in map(batch_of, rows):
        state: Fate = "waiting" if send.state == "open" and batch.state == "planned" else batch.state
        yield from ((key, state) for key in _keys(batch))


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
