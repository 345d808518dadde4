"""A call that changed something: as a row, and in lines of text."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from ue_console.services.activity import Entry, Exchanged, Result, Settled, Together
from ue_console.services.activity_words import done_to, phrase, told
from ue_console.services.curl import body_of
from ue_console.services.report_row import ARRIVED, NOT_ARRIVED
from ue_console.tui.units import age, age_seconds
from ue_console.tui.widgets.table import Column, Row
from ue_console.tui.widgets.text_view import Line

COLUMNS: Final = (
    Column("Age", 6, right=True, quiet=True),
    Column("Account", 14, quiet=True, from_width=84),
    Column("What"),
    Column("Result", 10),
    Column("Code", 5, right=True, quiet=True, from_width=60),
    Column("ms", 6, right=True, quiet=True, from_width=70),
)

KINDS: Final = (
    Column("Kind", 13),
    Column("Calls", 8, right=True),
    Column("What can be done to it", quiet=True, from_width=50),
)

SETTLED: Final[Mapping[Settled, tuple[str, str]]] = {
    "done": ("✓ done", "✓ done; its answer was lost, and a check found it done"),
    "not done": ("· not done", "· not done: its answer was lost, and a check found it not done"),
    "accepted": ("✓ accepted", f"✓ accepted. {ARRIVED}"),
    "not sent": ("· not sent", f"· not sent. {NOT_ARRIVED}"),
}
"""What was found out about a lost answer → the result in a row and in the detail."""

RESULTS: Final[Mapping[Result, tuple[str, str]]] = {
    "done": ("✓", "good"),
    "refused": ("✗", "bad"),
    "unknown": ("?", "warn"),
    "not sent": ("·", ""),
}
"""Result → symbol and tone."""

MEANINGS: Final[Mapping[Result, str]] = {
    "done": "done",
    "refused": "refused by the service; nothing was changed",
    "unknown": "unknown: it may have been done",
    "not sent": "not sent: nothing left this machine",
}

LABEL: Final = 10
"""Cells of a line's label."""


def row(entry: Entry, now: datetime) -> Row:
    """Age, account, what was done, result, code, time."""
    facts, alone = entry.facts, entry.together is None
    result, tone = _result(entry)
    old, code = facts.at.isoformat(), "" if facts.code is None or not alone else str(facts.code)
    cells = (
        *(age(old, now), facts.account, told(entry), result, code),
        f"{facts.milliseconds:,}" if alone and facts.milliseconds else "",
    )
    order = (age_seconds(old, now), facts.account.lower(), cells[2].lower(), facts.result)
    return Row(
        key=str(entry.id),
        cells=cells,
        tones=("", "", "", tone, "", ""),
        order=(*order, code, facts.milliseconds),
    )


def _result(entry: Entry) -> tuple[str, str]:
    """Symbol and word, and their tone."""
    result = entry.together.result if entry.together else entry.facts.result
    symbol, tone = RESULTS[result]
    if entry.together or not entry.facts.settled:
        return f"{symbol} {result}", tone
    return SETTLED[entry.facts.settled][0], tone if result == "done" else ""


def kind_rows(found: Mapping[str, int], current: str) -> list[Row]:
    """All kinds together, then each that was met, and the one that is listed in any case.

    Args:
        found: Kind → how many calls there are.
        current: The kind that is listed; empty for all.
    """
    many = {**found, current: found.get(current, 0)} if current else found
    rows = [("", "all kinds", sum(found.values()), "")]
    rows += [(noun, noun, count, done_to(noun)) for noun, count in sorted(many.items())]
    return [
        Row(noun, (name, f"{count:,}", done), search=f"{name} {done}".lower())
        for noun, name, count, done in rows
    ]


def about(entry: Entry, exchanged: Exchanged | None, now: datetime) -> Iterator[Line]:
    """What it was, then the request.

    Args:
        entry: The call.
        exchanged: Its request and answer; None while they are read.
        now: UTC.
    """
    facts = entry.facts
    symbol, tone = RESULTS[facts.result]
    yield Line(phrase(facts), "strong")
    if facts.settled:
        yield _line("Result", SETTLED[facts.settled][1], _result(entry)[1])
    else:
        yield _line("Result", f"{symbol} {MEANINGS[facts.result]}", tone)
    yield _line("When", f"{facts.at:%Y-%m-%d %H:%M:%S} UTC, {age(facts.at.isoformat(), now)} ago")
    yield _line("Account", facts.account)
    if facts.job_id:
        yield _line("Job", facts.job_id)
    if exchanged is None:
        return
    yield _line("Request", f"{exchanged.base_url}/{facts.method}")._replace(after="/")
    if not exchanged.whole:
        yield _line("", "not whole: secrets, files and long texts are not kept", "quiet")
    yield Line("")
    yield from _json(exchanged.request)


def about_list(entry: Entry, together: Together, now: datetime) -> Iterator[Line]:
    """What became of the calls of a list."""
    facts = entry.facts
    yield Line(told(entry), "strong")
    label = "Result"
    for result, many in together.counts.items():
        symbol, tone = RESULTS[result]
        yield _line(label, f"{symbol} {many:,} {MEANINGS[result]}", tone)
        label = ""
    if together.not_done:
        yield _line(label, f"· {together.not_done:,} found not done by a check")
    yield _line("Began", f"{together.began:%Y-%m-%d %H:%M:%S} UTC")
    yield _line("Ended", f"{facts.at:%Y-%m-%d %H:%M:%S} UTC, {age(facts.at.isoformat(), now)} ago")
    yield _line("Account", facts.account)
    yield Line("")
    yield Line("Every address was a request of its own; enter lists them.", "quiet")


def answer(entry: Entry, exchanged: Exchanged) -> Iterator[Line]:
    """What the service said, or why it said nothing."""
    facts = entry.facts
    if exchanged.cause:
        code = "" if facts.code is None else f" (code {facts.code})"
        yield Line(f"{exchanged.cause}{code}", RESULTS[facts.result][1])
        if exchanged.remedy:
            yield Line(exchanged.remedy)
        yield Line("")
    if exchanged.answer is None:
        yield Line("No answer of the service.", "quiet")
    else:
        yield from _json(exchanged.answer)


def heading(entry: Entry) -> str:
    """``HTTP 200 · 84 ms``; without a time where none was kept."""
    facts = entry.facts
    status = "no answer" if facts.http_status is None else f"HTTP {facts.http_status}"
    return f"{status} · {facts.milliseconds:,} ms" if facts.milliseconds else status


def _json(value: Mapping[str, Any]) -> Iterator[Line]:
    for text in body_of(value).split("\n"):
        yield Line(text, indent=len(text) - len(text.lstrip()) + 2)


def _line(label: str, value: str, tone: str = "") -> Line:
    return Line(f"{label:<{LABEL}}{value}", tone, indent=LABEL)
