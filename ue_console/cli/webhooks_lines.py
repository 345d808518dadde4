"""Received events as lines for people and as lines of JSON for programs."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from ue_console.cli.folding import folded
from ue_console.cli.rows import colourful
from ue_console.models.unione.event import Event
from ue_console.models.unione.signature import Verdict
from ue_console.rendering.display_width import padded
from ue_console.services.listening.values import Forwarded, Received
from ue_console.services.listening.words import said
from ue_console.store.event_records import KeptEvent
from ue_console.store.event_search import Sought
from ue_console.text import cut_end, plural, safe_line

_NUMBER: Final = 5
_TIME: Final = 19
INDENT: Final = _NUMBER + _TIME + 4
"""Cells before what does not fit in a line."""
_WORD: Final = 12
_WHO: Final = 28
_LONGEST: Final = 600
"""Characters of a reason at the most; a clicked URL can be long."""
_LONGEST_WHO: Final = 320
"""Characters of an address at the most: no real one is longer."""
_CLAIMS: Final = 3
"""Events of a call with a bad signature that its line names."""
_COLOURS: Final = {"good": "32", "warn": "33", "bad": "31"}
_UNPROVEN: Final = {Verdict.BAD: "BAD SIGNATURE", Verdict.MISSING: "NO SIGNATURE"}


class Lines(NamedTuple):
    """How what is received is printed."""

    sought: Sought
    """What to show of calls that are taken; in small letters. Those that are refused are always told."""
    json: bool
    width: int | None = None
    """Cells of a line; None leaves lines whole."""

    def of(self, call: Received) -> Iterator[str]:
        """The lines of one call."""
        for line in self._of(call):
            yield line if self.json else folded(line, self.width, INDENT)

    def again(self, call: Received, times: int) -> Iterator[str]:
        """The line of refused calls that are like one which has its line already; ``call`` is the last."""
        if self.json:
            yield _problem_json(call, times)
        else:
            yield folded(_problem(call, f" ({times:,} more)"), self.width, INDENT)

    def _of(self, call: Received) -> Iterator[str]:
        if call.problem:
            yield _problem_json(call) if self.json else _problem(call)
            return
        refused = call.verdict in _UNPROVEN
        found = [event for event in _events(call) if refused or self.sought.fits(event.event)]
        if refused and not found:
            found = [_kept(call, 0, Event("", {}))]
        if self.json:
            yield from (event_json(event, call.note) for event in found)
        elif found and refused:
            yield _unproven(call)
        else:
            yield from map(event_line, found)
        if found and call.note and not self.json:
            yield f"{call.number:>{_NUMBER}}  ! {safe_line(call.note)}\n"


def _events(call: Received) -> Iterator[KeptEvent]:
    for position, event in enumerate(call.events):
        yield _kept(call, position, event)


def _kept(call: Received, position: int, event: Event) -> KeptEvent:
    return KeptEvent(
        call.number,
        position,
        call.at,
        call.verdict,
        call.owner,
        call.retry_count,
        call.project_name,
        event,
    )


def event_line(kept: KeptEvent) -> str:
    """Number of the call, time, symbol and word, who, why, and marks in brackets."""
    words = said(kept.event)
    symbol = "!" if kept.verdict in _UNPROVEN else words.symbol
    parts = [
        f"{kept.number:>{_NUMBER}}",
        padded(cut_end(safe_line(kept.event.time), _TIME) or _utc(kept.at), _TIME),
        f"{_toned(symbol, words.tone)} {padded(words.word, _WORD)}",
        padded(cut_end(words.who, _LONGEST_WHO), _WHO),
        cut_end(words.why, _LONGEST),
        _marks(kept),
    ]
    return "  ".join(filter(None, parts)).rstrip() + "\n"


def event_json(kept: KeptEvent, problem: str = "") -> str:
    """One event; all names are always there."""
    event, words = kept.event, said(kept.event)
    return _json(
        {
            "type": "unproven" if kept.verdict in _UNPROVEN else "event",
            **_of_call(kept),
            "position": kept.position,
            "signature": kept.verdict.value,
            "account": kept.owner,
            "project": kept.project_name,
            "retry_count": kept.retry_count,
            "event": event.name,
            "status": event.status,
            "email": event.email,
            "job_id": event.job_id,
            "time": event.time,
            "url": event.url,
            "metadata": dict(event.metadata),
            "delivery_info": dict(event.delivery),
            "word": words.word,
            "why": words.why,
            "problem": problem,
            "data": dict(event.data),
        }
    )


def forwarded_json(fate: Forwarded) -> str:
    """What a handler answered to a call that was passed on."""
    return _json(
        {
            "type": "forwarded",
            "call": fate.number,
            "status": fate.status,
            "milliseconds": fate.milliseconds,
            "problem": fate.reason,
        }
    )


def _problem_json(call: Received, times: int = 1) -> str:
    told = {"peer": call.peer, "problem": call.problem, "times": times}
    return _json({"type": "refused", **_of_call(call), **told})


def _problem(call: Received, more: str = "") -> str:
    why = safe_line(call.problem)
    return f"{'-':>{_NUMBER}}  {_utc(call.at)}  ! NOT TAKEN from {_peer(call)}: {why}{more}\n"


def _unproven(call: Received) -> str:
    """One line for the whole call: whoever sent it proves none of its events."""
    claims = [f"{each.word} {cut_end(each.who, _LONGEST_WHO)}" for each in map(said, call.events[:_CLAIMS])]
    marks = "; ".join(_of_notification(call))
    marks = f"  [{marks}]" if marks else ""
    more = ", …" if len(call.events) > _CLAIMS else ""
    said_to_be = f"{plural(len(call.events), 'event')}: {', '.join(claims)}{more}" if claims else "no event"
    return (
        f"{call.number:>{_NUMBER}}  {_utc(call.at)}  ! {_UNPROVEN[call.verdict]} on a call from {_peer(call)}"
        f", refused. It claims {said_to_be}{marks}\n"
    )


def _marks(kept: KeptEvent) -> str:
    marks = [_UNPROVEN[kept.verdict]] if kept.verdict in _UNPROVEN else []
    marks += _of_notification(kept)
    if kept.verdict is Verdict.UNCHECKED:
        marks.append("signature not checked")
    return f"[{'; '.join(marks)}]" if marks else ""


def _of_notification(call: Received | KeptEvent) -> Iterator[str]:
    if call.retry_count:
        yield f"retry {call.retry_count}"
    if call.project_name:
        yield f"project {safe_line(call.project_name)}"


def _of_call(call: Received | KeptEvent) -> dict[str, Any]:
    at = call.at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {"call": call.number, "received": at}


def _peer(call: Received) -> str:
    return safe_line(call.peer) or "somewhere"


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")


def _toned(symbol: str, tone: str) -> str:
    return f"\x1b[{_COLOURS[tone]}m{symbol}\x1b[0m" if tone in _COLOURS and colourful() else symbol


def _json(table: dict[str, Any]) -> str:
    """One line, ASCII only, so that any stdout takes it and none is a control sequence."""
    return json.dumps(table) + "\n"
