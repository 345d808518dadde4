"""Answers that are not the API's: a proxy's page, a captive portal, another service, nothing at all."""

import html
from typing import Final
from urllib.parse import urlsplit

from ue_console.api.outcome import Answer
from ue_console.api.peer import Peer

_LOOK: Final = 64 * 1024
"""Bytes of a page that are searched for its title."""
_WORDS: Final = 60
"""Characters of a page that are shown."""


def describe(answer: Answer, peer: Peer) -> str:
    """Return what came, as part of a sentence: ``HTTP 502 with the page “Bad Gateway”``."""
    if 300 <= answer.status < 400:
        return f"HTTP {answer.status}, a redirect{_target(answer.location, peer)} that is not followed"
    text = answer.body[:_LOOK].decode("utf-8", "replace").strip()
    if not text:
        return f"HTTP {answer.status} with nothing in it"
    if text[0] in "{[":
        return f"HTTP {answer.status} with JSON of another or a broken form"
    words = peer.clean(html.unescape(_title(text) or _plain(text)), _WORDS)
    return f"HTTP {answer.status} with the page “{words}”" if words else f"HTTP {answer.status} with a page"


def _target(location: str, peer: Peer) -> str:
    """Name the host of ``location`` only: its path and query may repeat what was sent."""
    try:
        host = urlsplit(location).hostname or ""
    except ValueError:
        host = ""
    return f" to {peer.clean(host, _WORDS)}" if host else ""


def _title(page: str) -> str:
    """Return the text of the first ``<title>``; plain searches only, as the page is foreign."""
    lower = page.lower()
    start = lower.find("<title")
    start = lower.find(">", start) + 1 if start >= 0 else 0
    end = lower.find("</title", start) if start > 0 else -1
    return page[start:end] if end >= 0 else ""


def _plain(page: str) -> str:
    """Return ``page`` without what stands between angle brackets."""
    parts = page.split("<")
    return " ".join([parts[0], *(part.partition(">")[2] for part in parts[1:])])
