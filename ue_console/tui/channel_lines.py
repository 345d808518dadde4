"""What goes to one channel, as lines of text. No widgets here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from ue_console.models.unification.message import Message, Part, Receiver
from ue_console.services.channels.limits import MAIL, known_limits
from ue_console.services.channels.parts import is_text
from ue_console.text import plural
from ue_console.tui.units import size
from ue_console.tui.widgets.text_view import Line

MOST_RECEIVERS: Final = 8
"""Receivers told one by one."""
MOST_DATA: Final = 4_000
"""Characters of a part's data that are shown as JSON."""
UNREAD: Final = "read at the review"


@dataclass(frozen=True, slots=True)
class View:
    """One way to look at a message."""

    title: str
    lines: Callable[[int], list[Line]]
    """Made for a width in cells."""


def head_lines(message: Message, scheme: str) -> list[Line]:
    """Receivers, sender, subject, parts, and what is known of the channel's limits."""
    rows = [("To", text) for text in _people(message.receivers)]
    rows += [("From", _sender(message)), ("Subject", _subject(message, scheme))]
    rows += [("Parts", part_line(part)) for part in message.parts] or [("Parts", "none")]
    rows += [("Limits", text) for text in known_limits(scheme)]
    seen: set[str] = set()
    lines = []
    for label, value in rows:
        lines.append(
            Line(f"{'' if label in seen else label:<9}{value}", "quiet" if label == "Limits" else "", 9)
        )
        seen.add(label)
    return lines


def receiver_text(receiver: Receiver) -> str:
    """``Ann <117>``, an address, or ``Me (own wall)``."""
    if not receiver.address:
        return f"{receiver.name} (own wall)"
    return f"{receiver.name} <{receiver.address}>" if receiver.name else receiver.address


def part_line(part: Part) -> str:
    """``2 image image/png logo.png 12.4 kB``."""
    unread = not part.data and part.size is None
    length = len(part.data.encode("utf-8", "surrogatepass")) if part.size is None else part.size
    told = UNREAD if unread else size(length)
    return "  ".join(text for text in (part.id, part.type, part.content_type, part.name or "", told) if text)


def views(message: Message) -> list[View]:
    """Each part to step through: HTML first as text, then its source."""
    found = []
    for part in message.parts:
        label = "text" if part.type == "body" else f"{part.id} {part.type}"
        if part.content_type.startswith("text/html"):
            found.append(View(f"{label} as read", _html(part.data)))
            found.append(View(f"{label}, HTML source", _plain(part.data)))
        elif is_text(part.content_type):
            found.append(View(label, _plain(part.data)))
        else:
            found.append(View(label, _file(part)))
    return found or [View("text", lambda width: [Line("There is no text yet.", "quiet")])]


def shown_json(body: dict[str, Any]) -> dict[str, Any]:
    """A request to look at: data of a part that fills screens is cut, and says by how much."""
    message = dict(body["message"])
    message["parts"] = [{**part, "data": _cut(part["data"])} for part in message["parts"]]
    return {**body, "message": message}


def _cut(data: str) -> str:
    if len(data) <= MOST_DATA:
        return data
    return f"{data[:200]}… ({len(data) - 200:,} more characters are sent)"


def _people(receivers: list[Receiver]) -> Iterable[str]:
    yield from map(receiver_text, receivers[:MOST_RECEIVERS])
    if len(receivers) > MOST_RECEIVERS:
        yield f"and {plural(len(receivers) - MOST_RECEIVERS, 'more receiver', 'more receivers')}"


def _sender(message: Message) -> str:
    return message.sender.address if message.sender else "not given: the connection's own"


def _subject(message: Message, scheme: str) -> str:
    if not message.subject:
        return "none"
    return message.subject if scheme in MAIL else f"{message.subject}   (sent along; mail shows one)"


def _plain(text: str) -> Callable[[int], list[Line]]:
    return lambda width: [Line(text)]


def _html(text: str) -> Callable[[int], list[Line]]:
    def lines(width: int) -> list[Line]:
        from ue_console.rendering.html_text import html_to_text

        return [Line(html_to_text(text, max(width, 20)))]

    return lines


def _file(part: Part) -> Callable[[int], list[Line]]:
    how = "Goes as base64." if part.data else f"The file is {UNREAD}."
    return lambda width: [Line(part_line(part)), Line(how, "quiet")]
