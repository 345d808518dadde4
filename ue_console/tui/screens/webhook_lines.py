"""A webhook as a row and in lines of text."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from ue_console.models.unione.webhook import EMAIL_STATUSES, Webhook
from ue_console.services.url_secrets import shown_url
from ue_console.tui.screens.webhook_words import (
    BLOCKS_MEANING,
    EVENTS,
    FORMATS,
    NEWER,
    SPAM_BLOCKS,
    STATUSES,
    STOPPED,
    events_word,
    newer_of,
    status_word,
    statuses_of,
)
from ue_console.tui.units import age, age_seconds
from ue_console.tui.widgets.table import Column, Row
from ue_console.tui.widgets.text_view import Line

COLUMNS: Final = (
    Column("URL", middle=True),
    Column("Status", 10),
    Column("Events", 12, quiet=True, from_width=70),
    Column("Format", 6, quiet=True, from_width=100),
    Column("Changed", 7, right=True, quiet=True, from_width=90),
)

USUAL: Final = "https://"
"""What a URL begins with, unless its row says otherwise: the cells are better spent on the rest."""
_SHORT: Final = {"json_post": "JSON", "json_post_gzip": "gzip"}

FOR_NOW: Final = {
    False: "a listener's; removed at its end",
    True: "a listener's; put back at its end",
}
"""Whether a webhook stood there before → what becomes of a listener's."""
LEFT: Final = "by an earlier listener; l puts it back"
LABEL: Final = 10
"""Cells of a row's label."""
EVENT: Final = 15
"""Cells of an event's name."""


def row(item: Webhook, now: datetime, *, left: bool = False, replaced: bool | None = None) -> Row:
    """URL, status, events, format, age of the last change.

    Args:
        item: The webhook.
        now: In UTC.
        left: A killed listener has set it.
        replaced: A listener that runs has set it, and whether another one stood there before.
    """
    word = status_word(item.status)
    events, form = events_word(item.events), _SHORT.get(item.event_format, item.event_format)
    known = list(STATUSES)
    shown, tone = word, STATUSES.get(item.status, ("", "", ""))[1]
    if left:
        shown, tone = "! left", "warn"
    elif replaced is not None and item.status == "active":
        shown = "● for now"
    rank = known.index(item.status) if item.status in known else len(known)
    url = shown_url(item.url)
    return Row(
        key=item.url,
        cells=(url.removeprefix(USUAL), shown, events, form, age(item.updated_at, now)),
        tones=("", tone, "", "", ""),
        search=f"{url} {word} {form} {' '.join(statuses_of(item.events))}".lower(),
        order=(url.lower(), -rank, events, form, age_seconds(item.updated_at, now)),
    )


def about(item: Webhook, now: datetime, *, left: bool = False, replaced: bool | None = None) -> list[Line]:
    """Everything about one webhook; arguments as of :func:`row`."""
    old = age(item.updated_at, now)
    changed = f"{item.updated_at} UTC, {old} ago" if old else item.updated_at or "not told"
    return [
        _line("URL", shown_url(item.url)),
        *([_line("Left", LEFT, "warn")] if left else []),
        *([_line("For now", FOR_NOW[replaced])] if replaced is not None else []),
        *_status(item.status),
        _line("Format", _format(item.event_format)),
        _line("Details", _details(item.delivery_info)),
        _line("Calls", "one event each" if item.single_event else "up to 100 events each"),
        _line("Parallel", f"up to {item.max_parallel} calls at once"),
        _line("Changed", changed),
        _line("Id", str(item.id)),
        Line(""),
        *_events(item),
    ]


def _line(label: str, value: str, tone: str = "") -> Line:
    return Line(f"{label:<{LABEL}}{value}", tone, indent=LABEL)


def _status(status: str) -> Iterator[Line]:
    _, tone, meaning = STATUSES.get(status, ("?", "warn", "a status of a newer service"))
    if status == "stopped":
        yield _line("Status", f"▲ {meaning}", tone)
        for sentence in STOPPED:
            yield _line("", sentence)
    else:
        yield _line("Status", f"{status_word(status)}: {meaning}", tone)


def _format(form: str) -> str:
    words = FORMATS.get(form, form)
    return f"{words}: the handler unpacks it" if form.endswith("gzip") else words


def _details(delivery_info: int) -> str:
    if delivery_info:
        return "on: SMTP answers, bounce reasons, user agents, clicked URLs"
    return "off: no SMTP answers, bounce reasons, user agents, URLs"


def _events(item: Webhook) -> Iterator[Line]:
    asked = set(statuses_of(item.events))
    for name in (*EMAIL_STATUSES, *newer_of(item.events)):
        yield _event(name, EVENTS.get(name, NEWER), name in asked)
    yield _event(SPAM_BLOCKS, BLOCKS_MEANING, bool(item.events.spam_block))


def _event(name: str, meaning: str, asked: bool) -> Line:
    mark = "✓" if asked else "–"
    return Line(f"{mark} {name:<{EVENT - 2}}{meaning}", "" if asked else "quiet", indent=EVENT)
