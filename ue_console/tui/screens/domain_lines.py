"""A domain as a row and in lines of text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from ue_console.errors import InputError
from ue_console.services.domains.names import domain_name, readable
from ue_console.services.domains.next_step import until
from ue_console.services.domains.records import wanted
from ue_console.services.domains.told import (
    Fact,
    dkim_word,
    domain_facts,
    of_all,
    ownership_word,
    record_facts,
    record_title,
    status_facts,
    wanted_facts,
)
from ue_console.services.domains.verdict import NAMES, SYMBOLS, verdict
from ue_console.tui.units import clock
from ue_console.tui.widgets.table import Column, Row
from ue_console.tui.widgets.text_view import Line

if TYPE_CHECKING:
    from ue_console.models.unione.domain import Domain
    from ue_console.services.domains.views import DomainCheck, RecordCheck
    from ue_console.services.domains.watch_news import WatchNews

WATCHED: Final = "◷"

_BOTH: Final = 70
"""Cells of a list with a column for each of the two statuses; a name is to be read in any."""

COLUMNS: Final = (
    Column("Domain", middle=True),
    Column("Sends", 13, below=_BOTH),
    Column("Ownership", 13, from_width=_BOTH),
    Column("DKIM", 10, from_width=_BOTH),
    Column("DNS now", 13),
    Column("Asked UTC", 9, right=True, quiet=True, from_width=80),
)

LABEL: Final = 10
"""Cells of a label."""
_SENDS: Final = {
    (True, True): "● yes",
    (True, False): "○ no DKIM",
    (False, True): "○ unconfirmed",
    (False, False): "○ no",
}
"""Ownership confirmed, DKIM active → both statuses in one word."""
_DOT: Final = " · "
_NO_BREAK: Final = "\u00a0"
_TONES: Final = {"ready": "good", "missing": "bad", "different": "bad", "unknown": "warn"}
_RANKS: Final = ("different", "missing", "unknown", "ready")
"""What needs work comes first."""


@dataclass(frozen=True, slots=True)
class Known:
    """What this console knows of a domain beside what the service says."""

    check: DomainCheck | None = None
    """What DNS said last."""
    due: datetime | None = None
    """When it is looked at next, if it is watched."""
    news: WatchNews | None = None
    """What its watch heard last."""
    asking: bool = False
    """DNS is being asked."""


def row(item: Domain, known: Known, now: datetime) -> Row:
    """Name, both statuses, what DNS said last and when."""
    name, owner, key = readable(item.domain), ownership_word(item), dkim_word(item)
    word = verdict(known.check) if known.check else ""
    told = f"{SYMBOLS[word]} {word}" if word else "not checked"
    told += f" {WATCHED}" if known.due else ""
    confirmed, active = item.verification_record.status == "confirmed", item.dkim.status == "active"
    asked = clock(known.check.at, now) if known.check else ""
    watched = "watched" if known.due else ""
    sends = _SENDS[confirmed, active]
    return Row(
        key=item.domain,
        cells=(name, sends, owner, key, told, asked),
        tones=("", _good(item.ready), _good(confirmed), _good(active), _TONES.get(word, "quiet"), ""),
        search=f"{item.domain} {name} {owner} {key} {told} {watched}".lower(),
        order=(
            name.lower(),
            sends,
            owner,
            key,
            _RANKS.index(word) if word else len(_RANKS),
            (now - known.check.at).total_seconds() if known.check else float("inf"),
        ),
    )


def asked(known: Known, now: datetime) -> str:
    """``asked 14:23 UTC``, which stays true however long it stands there; empty for never."""
    return f"asked {until(known.check.at, now)}" if known.check else ""


def about(item: Domain, known: Known, now: datetime, width: int) -> list[Line]:
    """The next step, then everything about one domain."""
    return [*_lines(_whole(item, known, now)), *_records(item, known, now, max(width - LABEL, 1))]


def _whole(item: Domain, known: Known, now: datetime) -> Iterator[Fact]:
    if known.check:
        yield from domain_facts(known.check)
    else:
        asking = f"Asking DNS about {readable(item.domain)}"
        yield Fact("", asking if known.asking else "→ Press t: DNS says what is published.", "strong")
        yield from status_facts(item)
    if readable(item.domain) != item.domain:
        yield Fact("in DNS", item.domain, "quiet")
    if known.due:
        due = "within a minute" if known.due <= now else f"at {until(known.due, now)}"
        yield Fact("watch", f"{WATCHED} watched; the next look is {due}")
        if known.news and known.news.text:
            yield Fact("", known.news.text, "quiet")


def _records(item: Domain, known: Known, now: datetime, room: int) -> Iterator[Line]:
    if known.check:
        said = of_all(known.check)
        for record in known.check.records:
            yield from _record(record, now, room, said)
        return
    try:
        name = domain_name(item.domain)
    except InputError as error:
        yield from (Line(""), Line(f"⚠ {error}", "warn"))
        return
    for each in wanted(name, item.verification_record.value, item.dkim.key):
        yield from (Line(""), Line(NAMES[each.purpose], "strong"))
        yield from _lines(wanted_facts(each, room))


def _record(record: RecordCheck, now: datetime, room: int, said: Collection[str]) -> Iterator[Line]:
    yield from (Line(""), Line(record_title(record), "strong"))
    yield from _lines(record_facts(record, now, room, said))


def _lines(facts: Iterable[Fact]) -> Iterator[Line]:
    for number, fact in enumerate(facts):
        if not fact.label and (number == 0 or fact.text[:2] in ("⚠ ", "· ")):
            yield Line(fact.text, fact.tone, indent=2)
        else:
            text = _together(fact.text) if fact.label in ("published", "resolver") else fact.text
            yield Line(f"{fact.label:<{LABEL}}{text}", fact.tone, indent=LABEL)


def _together(text: str) -> str:
    """No line ends between two dots: ``TTL 300 s`` is one thing."""
    return _DOT.join(part.replace(" ", _NO_BREAK) for part in text.split(_DOT))


def _good(good: bool) -> str:
    return "good" if good else "warn"
