"""An event that was received: as a row, and in lines of text."""

from collections.abc import Iterator, Sequence
from typing import Final

from ue_console.models.unione.event import SPAM_BLOCK_EVENT, Event
from ue_console.models.unione.signature import Verdict
from ue_console.services.heard import Heard
from ue_console.services.listening.values import Forwarded
from ue_console.services.listening.words import REASONS, said
from ue_console.text import plural, safe_line
from ue_console.tui.screens.event_fate import COLUMN as FORWARD
from ue_console.tui.screens.event_fate import cell, told
from ue_console.tui.widgets.cells import cut_cells
from ue_console.tui.widgets.table import Column, Row
from ue_console.tui.widgets.text_view import Line

STATUS: Final = 18
WHO: Final = (16, 40)
"""Cells for addresses: at the least, and at the most before the reason gets its share."""
COLUMNS: Final = (
    Column("UTC", 8, quiet=True),
    Column("Status", STATUS),
    Column("Who", enough=WHO[0], middle=True),
    Column("Why, what"),
    Column("Job", 16, middle=True, quiet=True, from_width=110),
)
"""Of what arrives today."""

DATED: Final = (Column("UTC", 14, quiet=True), *COLUMNS[1:])
"""The same of any day."""


def columns(plain: Sequence[Column], longest: int, *, handled: bool) -> tuple[Column, ...]:
    """The columns with room for the longest address, and for what a handler said."""
    enough = min(max(longest, WHO[0]), WHO[1])
    fitted = (column._replace(enough=enough) if column.enough else column for column in plain)
    return (*fitted, FORWARD) if handled else tuple(fitted)


def who_length(item: Heard) -> int:
    """How long its address is, roughly: of thousands it is asked."""
    more = MORE if item.doubtful and len(item.events) > 1 else 0
    return len(item.events[0].email) + more if item.events else len(item.peer)


LABEL: Final = 11
"""Cells of a row's label."""

SIGNATURES: Final = {
    Verdict.GOOD: ("✓", "good"),
    Verdict.BAD: ("✗", "bad"),
    Verdict.MISSING: ("✗", "bad"),
    Verdict.UNCHECKED: ("?", "warn"),
}
MORE: Final = 4
"""Cells of `` +99`` behind an address."""
_CLAIMS: Final = 3
"""Events of an unproven call that count for its row."""
_BOUNCED: Final = ("soft_bounced", "hard_bounced")


def row(item: Heard, fate: Forwarded | None = None, *, dated: bool = False) -> Row:
    """Time, status, who, why, job, what the handler said.

    Args:
        item: What came.
        fate: What became of it where it was passed on.
        dated: With the day.
    """
    status, who, why, tone = words_of(item)
    job = item.event.job_id if item.event else ""
    retry = f" ↻{item.retry_count:,}" if item.retry_count else ""
    quiet = "quiet" if item.doubtful else ""
    passed_on, fate_tone = cell(item, fate)
    return Row(
        key=item.key,
        cells=(
            item.at.strftime("%m-%d %H:%M:%S" if dated else "%H:%M:%S"),
            cut_cells(status, STATUS - len(retry)) + retry,
            who,
            why,
            job,
            passed_on,
        ),
        tones=("", tone, quiet, quiet, "", fate_tone),
        search=sought(item),
        order=(item.at.timestamp(), status, who.lower(), why.lower(), job, passed_on),
    )


def sought(item: Heard) -> str:
    """What the filter looks through: made of few parts, as thousands may come in a second."""
    parts = ["bad signature" if item.doubtful else "", "retry" if item.retry_count else "", item.problem]
    for event in item.events[:_CLAIMS]:
        status = event.status
        parts += (event.email, event.job_id, status, status.replace("_", " "))
        if status in _BOUNCED:
            code = str(event.delivery.get("delivery_status") or "")
            parts += (code, REASONS.get(code, ""))
        elif event.name == SPAM_BLOCK_EVENT:
            parts.append("spam blocks")
    return " ".join(parts).lower()


def words_of(item: Heard) -> tuple[str, str, str, str]:
    """Status with its symbol, who, why, tone."""
    if item.problem:
        times = f" ×{item.times:,}" if item.times > 1 else ""
        return f"! refused{times}", item.peer, safe_line(item.problem), "bad"
    if item.doubtful:
        return f"✗ {_unproven(item)}", _claimed_who(item), f"claims {_claimed(item)}", "bad"
    if item.event is None:
        return "· no event", "", "the call holds no events", ""
    words = said(item.event)
    return f"{words.symbol} {words.word}", words.who, words.why, words.tone


def _unproven(item: Heard) -> str:
    return "bad signature" if item.verdict is Verdict.BAD else "no signature"


def _claimed_who(item: Heard) -> str:
    more = len(item.events) - 1
    first = said(item.events[0]).who if item.events else ""
    return f"{first} +{more}" if more > 0 else first


def _claimed(item: Heard) -> str:
    found = list(dict.fromkeys(said(event).word for event in item.events[:100]))
    return f"{found[0]} +{len(found) - 1}" if len(found) > 1 else "".join(found) or "nothing"


def about(item: Heard, fate: Forwarded | None = None) -> Iterator[Line]:
    """Everything about it that is in the call, and what the handler said."""
    status, _, why, tone = words_of(item)
    yield Line(f"{status}{': ' if why and not item.doubtful else ''}{'' if item.doubtful else why}", tone)
    if item.problem:
        yield _line("Why", item.problem, "bad")
        yield _line("From", item.peer or "not told")
        yield from _refusals(item)
        return
    if item.event:
        yield from _facts(item.event)
    yield from _signature(item)
    yield _line("Arrived", f"{item.at:%Y-%m-%d %H:%M:%S} UTC, in call {item.number:,}")
    text, fate_tone = told(item, fate)
    if text:
        yield _line("Forwarded", text, fate_tone)
    if item.note:
        yield _line("Beware", item.note, "warn")
    if item.retry_count:
        yield _line("Try", f"↻ retry {item.retry_count:,}: earlier calls had no 200 within 3 s", "warn")
    yield (
        _line("Project", item.project_name) if item.project_name else _line("Project", "none: the account's")
    )
    if item.doubtful:
        yield Line("")
        yield Line(f"It proves nothing, and claims {plural(len(item.events), 'event')}:", "quiet")
        yield from (_claim(event) for event in item.events[:20])


def _refusals(item: Heard) -> Iterator[Line]:
    if item.first is None:
        yield _line("Arrived", f"{item.at:%Y-%m-%d %H:%M:%S} UTC; it was not kept")
        return
    yield _line("Arrived", f"{item.times:,} times, none was kept")
    yield _line("First", f"{item.first:%Y-%m-%d %H:%M:%S} UTC")
    yield _line("Last", f"{item.at:%Y-%m-%d %H:%M:%S} UTC")


def _facts(event: Event) -> Iterator[Line]:
    info = event.delivery
    code = str(info.get("delivery_status") or "")
    reader = " · ".join(str(info[name]) for name in ("ip", "user_agent") if info.get(name))
    metadata = ", ".join(f"{name} {value}" for name, value in event.metadata.items())
    found = (
        ("Domain" if event.name.endswith("block") else "Address", event.email),
        ("Job", event.job_id),
        ("Happened", f"{event.time} UTC" if event.time else ""),
        ("Code", f"{code}: {REASONS[code]}" if code in REASONS else code),
        ("Server", str(info.get("destination_response") or "")),
        ("Link", event.url),
        ("Reader", reader),
        ("Metadata", metadata),
        ("Comment", event.text("comment")),
    )
    yield from (_line(label, value) for label, value in found if value)


def _signature(item: Heard) -> Iterator[Line]:
    symbol, tone = SIGNATURES[item.verdict]
    text = {
        Verdict.GOOD: f"good: the key of {item.owner} fits",
        Verdict.BAD: "bad: made with another key, or the body was changed on its way",
        Verdict.MISSING: "missing: the body has no auth",
        Verdict.UNCHECKED: "not checked: no key was at hand",
    }[item.verdict]
    yield _line("Signature", f"{symbol} {text}", tone)
    if item.verdict is Verdict.BAD:
        yield _line("", "A project's webhook is signed with the project's key: is that key held here?")


def _claim(event: Event) -> Line:
    words = said(event)
    return Line(f"  {words.word}  {words.who}  {words.why}".rstrip(), "quiet", indent=2)


def _line(label: str, value: str, tone: str = "") -> Line:
    return Line(f"{label:<{LABEL}}{value}", tone, indent=LABEL)
