"""A check in words: the same on the screen and on the command line."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ue_console.services.domains.next_step import next_step, until
from ue_console.services.domains.records import Purpose
from ue_console.services.domains.spf_lookups import LIMIT
from ue_console.services.domains.verdict import NAMES, SYMBOLS
from ue_console.services.domains.views import lasts
from ue_console.text import ELLIPSIS, cut_middle, plural, safe_line

if TYPE_CHECKING:
    from datetime import datetime

    from ue_console.models.unione.domain import Domain
    from ue_console.services.domains.records import WantedRecord
    from ue_console.services.domains.views import Difference, DomainCheck, RecordCheck, View

HERE: Final = "▸"
"""Stands where two values begin to differ."""
_BEFORE: Final = 12
"""Characters that are shown before that place."""
_LEAST: Final = 24
"""Cells for a value, however narrow the place for it is."""
_NARROW: Final = 40
"""Cells in which every word counts."""
_LONG: Final = 3
"""Lines that a value may take; a longer one is cut in its middle."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is told; foreign text is fine."""

    label: str
    """One word, or empty."""
    text: str
    tone: str = ""
    """``""``, ``quiet``, ``strong``, ``good``, ``warn`` or ``bad``."""


def ownership_word(domain: Domain) -> str:
    """``● confirmed``."""
    return _status(domain.verification_record.status, "confirmed")


def dkim_word(domain: Domain) -> str:
    """``● active``."""
    return _status(domain.dkim.status, "active")


def domain_facts(check: DomainCheck) -> Iterator[Fact]:
    """The next step, then what concerns the domain as a whole."""
    good = check.ready and check.domain.ready
    yield Fact("", f"{'✓' if good else '→'} {next_step(check)}", "good" if good else "strong")
    yield from status_facts(check.domain)
    if check.servers:
        servers = ", ".join(check.servers)
        yield Fact("zone", f"{check.zone}, served by {servers}", "quiet")
    for sentence in of_all(check):
        yield Fact("", f"⚠ {sentence}", "warn")


def of_all(check: DomainCheck) -> tuple[str, ...]:
    """What is told of the domain, not of each record: trouble of servers, and why several are unknown."""
    why = [
        note
        for record in check.records
        for note in {
            note
            for view in (record.authoritative, record.system)
            if view.state == "unknown"
            for note in view.notes
        }
    ]
    return tuple(dict.fromkeys((*check.trouble, *(note for note in why if why.count(note) > 1))))


def status_facts(domain: Domain) -> Iterator[Fact]:
    """What the service says of it."""
    confirmed, active = domain.verification_record.status == "confirmed", domain.dkim.status == "active"
    yield Fact("ownership", ownership_word(domain), "good" if confirmed else "warn")
    yield Fact("DKIM", dkim_word(domain), "good" if active else "warn")


def record_title(record: RecordCheck) -> str:
    """``≠ DKIM key``."""
    return f"{SYMBOLS[record.state]} {NAMES[record.wanted.purpose]}"


def record_facts(record: RecordCheck, now: datetime, room: int, said: Collection[str] = ()) -> Iterator[Fact]:
    """Everything about one record.

    Args:
        record: What was found.
        now: UTC.
        room: Cells behind the label.
        said: What was told of the domain already.
    """
    room = max(room, _LEAST)
    yield from wanted_facts(record.wanted, room)
    yield from _view("published", record.authoritative, record, room, said)
    yield from _found(record.authoritative, record, room)
    yield from _view("resolver", record.system, record, room, said, now)
    if record.system.values != record.authoritative.values:
        yield from _found(record.system, record, room)
    if record.lookups:
        over = record.lookups.count > LIMIT
        text = f"{record.lookups.count} of the {LIMIT} DNS look-ups that receivers make"
        yield Fact("costs", text, "warn" if over else "quiet")
    calm = (*record.authoritative.notes, *record.system.notes) if record.state == "found" else ()
    for sentence in record.warnings:
        if sentence in said:
            continue
        if record.state == "unknown" and sentence in (*record.authoritative.notes, *record.system.notes):
            continue  # it is told beside the view
        yield Fact("", f"· {sentence}", "quiet") if sentence in calm else Fact("", f"⚠ {sentence}", "warn")


def wanted_facts(wanted: WantedRecord, room: int) -> Iterator[Fact]:
    """Host and value of a record to publish."""
    kind = "MX, A or AAAA" if wanted.purpose is Purpose.MAIL else wanted.kind
    yield Fact(
        "host" if wanted.zoned else "name", f"{wanted.host}  {kind}{'' if wanted.needed else ', advised'}"
    )
    if wanted.value:
        yield Fact("value", shortened(wanted.value, room))


def shortened(value: str, room: int) -> str:
    """A value whole where it is short; else its beginning and end, and how long it is."""
    value = safe_line(value)
    if len(value) <= room * _LONG:
        return value
    told = f" ({plural(len(value), 'character')})"
    return cut_middle(value, room * _LONG - len(told)) + told


def compared(difference: Difference, room: int) -> tuple[str, str]:
    """Both values from shortly before the place where they begin to differ, which :data:`HERE` marks."""
    at = difference.position
    start = at - _BEFORE if at > _BEFORE + 1 else 0
    lead = (ELLIPSIS if start else "") + safe_line(difference.expected[start:at]) + HERE

    def cut(value: str) -> str:
        rest, left = safe_line(value[at:]), max(room - len(lead), 1)
        return lead + (rest if len(rest) <= left else rest[: left - 1] + ELLIPSIS)

    return cut(difference.expected), cut(difference.found)


def _view(
    label: str,
    view: View,
    record: RecordCheck,
    room: int,
    said: Collection[str],
    now: datetime | None = None,
) -> Iterator[Fact]:
    parts = [f"{SYMBOLS[view.state]} {view.state}"]
    stale = record.stale_until if now else None
    if now and stale and stale > now:
        parts.append(f"the old answer lives until {until(stale, now)}")
    elif now and view.expires:
        kept = f"{'kept ' if room > _NARROW else ''}until {until(view.expires, now)}"
        parts.append(kept if view.expires > now else "no longer kept")
    elif view.ttl and view.state != "missing":
        parts.append(f"TTL {lasts(view.ttl) if room > _NARROW else f'{view.ttl:,} s'}")
    yield Fact(label, " · ".join(parts), _tone(view, record))
    if view.state == "unknown":
        for sentence in view.notes:
            if sentence not in said:
                yield Fact("", sentence, "quiet")


def _found(view: View, record: RecordCheck, room: int) -> Iterator[Fact]:
    """What stands there, where it isn't what is wanted; and the value of a record that may have any."""
    if view.difference is not None and view.difference.expected:
        wanted, found = compared(view.difference, room)
        yield Fact("  wanted", wanted)
        yield Fact("  is", found)
        if view.difference.position > _BEFORE:
            yield Fact("", f"The first {plural(view.difference.position, 'character')} are equal.", "quiet")
    elif record.wanted.purpose in (Purpose.MAIL, Purpose.DMARC) or len(view.values) > 1:
        for value in view.values:
            yield Fact("  is", shortened(value, room), "quiet")


def _tone(view: View, record: RecordCheck) -> str:
    if view.state == "found":
        return "good"
    return "bad" if record.wanted.needed and view.state != "unknown" else "warn"


def _status(status: str, good: str) -> str:
    return f"{'●' if status == good else '○'} {status}"
