"""Calls that changed something, as they go into the store and come out of it."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from ue_console.text import encodable

Result = Literal["done", "refused", "unknown", "not sent"]
"""``unknown`` where it may have been carried out, ``not sent`` where nothing left this machine."""

RESULTS: Final[tuple[Result, ...]] = ("done", "refused", "unknown", "not sent")


URGENCY: Final[tuple[Result, ...]] = ("unknown", "refused", "not sent", "done")
"""What asks for something first."""

Settled = Literal["", "done", "not done", "accepted", "not sent"]
"""What was found out later about a call whose answer was lost: by a check whether it was done, or by the
operator whether the message arrived."""


@dataclass(frozen=True, slots=True)
class Facts:
    """One call, as a list shows it."""

    at: datetime
    """When it ended, UTC."""
    account: str
    """Its name, also after it was renamed."""
    service: str
    """A ``Service``, by its value."""
    method: str
    """``webhook/set``: noun and verb as in the reference."""
    what: str
    """What it was about, in words: ``“welcome”``, a URL, ``3 recipients``."""
    result: Result
    code: int | None
    """The API's code of a refusal."""
    http_status: int | None
    """None where no answer came."""
    milliseconds: int
    """From the request to its answer; 0 where nobody could measure it, as the console was killed."""
    job_id: str = ""
    """Of a send."""
    part_of: str = ""
    """The id of the list that this call is one of; empty for a call by itself."""
    settled: Settled = ""
    """Empty where nothing was found out later, or nothing had to be."""

    @property
    def noun(self) -> str:
        """``webhook``."""
        return self.method.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Exchanged:
    """The rest of a call; no key and no secret is in it."""

    base_url: str
    request: Mapping[str, Any]
    """As it was sent, secrets masked, files and what is very long left out."""
    whole: bool
    """Whether ``request`` is exactly what was sent."""
    answer: Mapping[str, Any] | None
    """The service's object in the same way; None where none came."""
    cause: str = ""
    """What went wrong, one sentence."""
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Together:
    """The calls of one list that fit, shown as one."""

    began: datetime
    """When the first one ended, UTC."""
    counts: Mapping[Result, int]
    """Result → how many, what asks for something first; settled ones that were not done are left out."""
    not_done: int = 0
    """How many were lost, and found not done."""

    @property
    def many(self) -> int:
        """How many there are."""
        return sum(self.counts.values()) + self.not_done

    @property
    def result(self) -> Result:
        """Of the calls, the one that asks for something first."""
        return next(iter(self.counts), "not sent")


@dataclass(frozen=True, slots=True)
class Entry:
    """One call from the store, or all of a list."""

    id: int
    """Later ones have higher ids."""
    facts: Facts
    """Of a list, those of its newest call."""
    together: Together | None = None
    """None for one call."""


COLUMNS: Final = (
    "id, at, account, service, noun, verb, what, result, code, http_status, milliseconds, job_id, part_of,"
    " settled"
)


def row_of(facts: Facts) -> tuple[Any, ...]:
    """The values of a new row: ``COLUMNS`` without id and ``settled``, and what a search looks through."""
    noun, _, verb = facts.method.partition("/")
    what, job = encodable(facts.what), encodable(facts.job_id)
    code = "" if facts.code is None else str(facts.code)
    words = (facts.method, f"{verb} {noun}", what, facts.result, code, job, _own_letters(what))
    search = "\n".join(words).lower()
    return (
        *(facts.at.isoformat(), encodable(facts.account), facts.service, noun, verb, what),
        *(facts.result, facts.code, facts.http_status, facts.milliseconds, job, facts.part_of, search),
    )


def _own_letters(what: str) -> str:
    """An international domain as it is shown, so that it is found by that; empty for all else."""
    if not what.startswith("xn--") and ".xn--" not in what:
        return ""
    try:
        return encodable(what.encode("ascii").decode("idna"))
    except UnicodeError:
        return ""


def entry_of(row: sqlite3.Row | tuple[Any, ...]) -> Entry:
    """The entry of a row with ``COLUMNS``."""
    number, at, account, service, noun, verb, *rest = row
    return Entry(number, Facts(datetime.fromisoformat(at), account, service, f"{noun}/{verb}", *rest))


def dumped(value: Mapping[str, Any] | None) -> str | None:
    """JSON for a row; it reads back as it was."""
    if value is None:
        return None
    text = json.dumps(value, ensure_ascii=False)
    # Half of a surrogate pair has no UTF-8 form.
    return text if encodable(text) == text else json.dumps(value)
