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
    met: int = 0
    """Of mail: how many of those that are to get it now have it, may have it or are about to get it."""
    of: int = 0
    """Of mail: how many are to get it now."""

    @property
    def is_under_way(self) -> bool:
        """Whether it still goes out."""
        return self.summary.state == "open"


def find_twin(db: sqlite3.Connection, new: SendRecord, since: str | None) -> Twin | None:
    """The newest other send of the same: under way, unknown, or sent since then; None: only under way.

    Mail and messages are the same when their content is; one recipient, or one receiver on a channel, of
    the other send is enough.
    """
    find = _on_channels if new.summary.service == UNIFICATION else _of_mail
    twin = find(db, new, since or _NEVER)
    return None if twin and since is None and not twin.is_under_way else twin


def _of_mail(db: sqlite3.Connection, new: SendRecord, since: str) -> Twin | None:
    summary = new.summary
    row = db.execute(_SAME, (summary.account, summary.fingerprint, summary.id, since)).fetchone()
    whole = Twin(summary_of(row), met=summary.recipients, of=summary.recipients) if row else None
    if whole and whole.is_under_way:
        return whole
    some = _to_some(db, new, since)
    return some if some and (whole is None or some.is_under_way) else whole


def _to_some(db: sqlite3.Connection, new: SendRecord, since: str) -> Twin | None:
    """Sends of the same content to some of the same people."""
    summary = new.summary
    sought = (summary.account, json.dumps(new.message), summary.id, summary.service, since)
    others = list(map(summary_of, db.execute(_SAME_CONTENT, sought)))
    wanted = {_email(one) for batch in new.batches for one in batch.recipients} if others else set()
    met = set[str]()
    reason: SendSummary | None = None
    for other in others:
        here = wanted.intersection(_reached(db, other, since))
        if here and _speaks(other, reason):
            reason = other
        met |= here
    return Twin(reason, met=len(met), of=len(wanted)) if reason else None


def _reached(db: sqlite3.Connection, send: SendSummary, since: str) -> Iterator[str]:
    """The addresses to which a send went, may have gone, or is about to go."""
    for batch in _batches(db, send):
        if _counts(batch.state, send, since):
            failed = {str(email).lower() for email in batch.answer.get("failed_emails", ())}
            yield from (email for email in map(_email, batch.recipients) if email not in failed)


def _email(recipient: JsonObject) -> str:
    return str(recipient.get("email", "")).lower()


def _speaks(send: SendSummary, before: SendSummary | None) -> bool:
    """Whether a send is told of in place of a newer one: only one that is under way."""
    return before is None or before.state != send.state == "open"


def _on_channels(db: sqlite3.Connection, new: SendRecord, since: str) -> Twin | None:
    wanted = {key: batch.number for batch in new.batches for key in _keys(batch)}
    sought = (new.summary.account, json.dumps(new.message), new.summary.id, UNIFICATION, since)
    found: dict[str, tuple[Fate, str]] = {}
    reason: SendSummary | None = None
    for summary in map(summary_of, db.execute(_SAME_CONTENT, sought).fetchall()):
        for key, state in _fates(db, summary):
            if key not in wanted:
                continue
            if _counts(state, summary, since) and _speaks(summary, reason):
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
    for batch in _batches(db, send):
        state: Fate = "waiting" if send.state == "open" and batch.state == "planned" else batch.state
        yield from ((key, state) for key in _keys(batch))


def _batches(db: sqlite3.Connection, send: SendSummary) -> Iterator[BatchRecord]:
    rows = db.execute(f"SELECT {BATCH_COLUMNS} FROM batches WHERE send_id = ? ORDER BY number", (send.id,))
    return map(batch_of, rows)


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
