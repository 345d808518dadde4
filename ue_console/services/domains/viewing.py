"""Answers of several servers made one view of one record."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from ue_console.resolver.found import Found
from ue_console.services.domains.judging import Judgement, judged
from ue_console.services.domains.records import WantedRecord
from ue_console.services.domains.views import CheckState, View

_WORST_FIRST: Final[tuple[CheckState, ...]] = ("different", "missing", "found")

_ELSEWHERE: Final = {
    "different": "has another value",
    "missing": "doesn't have it",
    "found": "has it already",
}


def viewed(wanted: WantedRecord, answers: Sequence[Found], asked: datetime | None = None) -> View:
    """The view that the answers add up to: what is wrong at one server is wrong.

    Args:
        wanted: The record.
        answers: One a server, at least one.
        asked: When, if they are a resolver's, which keeps them for their TTL.
    """
    certain = [(answer, judged(wanted, answer.values)) for answer in answers if answer.certain]
    silent = [answer.detail for answer in answers if not answer.certain and answer.detail]
    if not certain:
        return View("unknown", server=answers[0].server, notes=tuple(dict.fromkeys(silent)))
    answer, judgement = min(certain, key=lambda each: _WORST_FIRST.index(each[1].state))
    notes = [judgement.note, *_aliases(answer), *_at_odds(certain, judgement.state), *silent]
    return View(
        judgement.state,
        judgement.values,
        judgement.difference,
        answer.ttl,
        asked + timedelta(seconds=answer.ttl) if asked and answer.ttl else None,
        answer.server,
        answer.cname,
        tuple(dict.fromkeys(note for note in notes if note)),
    )


def either(answers: Sequence[Found]) -> Found:
    """Of one server's answers for several types: one that has something, or why that isn't known."""
    for good in (lambda a: a.state == "found", lambda a: not a.certain):
        if found := next((answer for answer in answers if good(answer)), None):
            return found
    return answers[0]


def _aliases(answer: Found) -> list[str]:
    if not answer.cname:
        return []
    return [f"{answer.name} is an alias (CNAME) of {answer.cname[-1]}, whose records count."]


def _at_odds(certain: Sequence[tuple[Found, Judgement]], state: CheckState) -> list[str]:
    """Which servers say otherwise than the one that counts."""
    return [
        f"{answer.server} {_ELSEWHERE[judgement.state]}: the zone's name servers don't agree yet."
        for answer, judgement in certain
        if judgement.state != state
    ]
