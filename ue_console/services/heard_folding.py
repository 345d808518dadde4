"""Calls of the same event in one row: the service repeats a call until it is answered with 200."""

from collections.abc import Hashable, Iterable, Sequence
from typing import Final

from ue_console.models.unione.event import Event
from ue_console.services.heard import Heard, Try

MOST_TRIES: Final = 200
"""Calls of one row; the service makes 145 in its 24 hours, but anybody can send what looks like a retry."""

_CLAIMS: Final = 3
"""Events of an unproven call, and its last one, that tell it from another."""


def folded(rows: Iterable[Heard], *, first_key: bool = False) -> list[Heard]:
    """Fold tries of the same event or call into the newest of them.

    What is proven and what is not never share a row, nor do the calls of two webhooks.

    Args:
        rows: The newest first.
        first_key: A row has the key of its oldest try, not of its newest.

    Returns:
        The newest first.
    """
    found: list[Heard] = []
    tried: dict[Hashable, int] = {}
    for row in rows:
        if not row.retry_count and not tried:
            found.append(row)
            continue
        same = _same(row)
        place = tried.get(same)
        if place is not None and row.retry_count < _first(found[place]):
            found[place] = _joined(found[place], row, first_key=first_key)
            continue
        if row.retry_count and row.events and place is None:
            tried[same] = len(found)
        found.append(row)
    return found


def refusals_folded(rows: Iterable[Heard]) -> list[Heard]:
    """Fold calls that were refused for the same reason, from the same address, into the newest of them.

    Args:
        rows: The newest first; a row keeps the key of its oldest call.
    """
    found: list[Heard] = []
    places: dict[tuple[str, str], int] = {}
    for row in rows:
        place = places.setdefault((row.peer, row.problem), len(found)) if row.problem else len(found)
        if place == len(found):
            found.append(row)
            continue
        newer = found[place]
        first, times = row.first or row.at, newer.times + row.times
        found[place] = newer._replace(key=row.key, times=times, first=first)
    return found


def shown_try(row: Heard, back: int) -> Heard:
    """The row as its call was ``back`` calls before the newest; of the newest and of a lone one, itself."""
    if not 0 < back <= len(row.earlier):
        return row
    one = row.earlier[back - 1]
    return row._replace(
        number=one.number,
        at=one.at,
        verdict=one.verdict,
        retry_count=one.retry_count,
        note=one.note,
        handler=one.handler,
    )


def tries_of(row: Heard) -> Sequence[Try]:
    """All of its calls, the newest first."""
    return (_try(row), *row.earlier)


def _joined(newer: Heard, older: Heard, *, first_key: bool) -> Heard:
    earlier = (*newer.earlier, *tries_of(older))[: MOST_TRIES - 1]
    return newer._replace(earlier=earlier, key=older.key if first_key else newer.key)


def _first(row: Heard) -> int:
    """The retry count of its oldest try."""
    return row.earlier[-1].retry_count if row.earlier else row.retry_count


def _try(row: Heard) -> Try:
    return Try(row.number, row.at, row.verdict, row.retry_count, row.note, row.handler)


def _same(row: Heard) -> Hashable:
    """What tries of one event, or of one unproven call, have in common."""
    events = row.events
    told = events if len(events) <= _CLAIMS else (*events[:_CLAIMS], events[-1])
    return row.doubtful, row.owner, row.project_name, len(events), tuple(map(_identity, told))


def _identity(event: Event) -> Hashable:
    return event.name, event.job_id, event.email, event.status, event.time, event.url
