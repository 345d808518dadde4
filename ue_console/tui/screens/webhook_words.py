"""What webhooks say in their own words, told plainly: statuses, events, formats."""

from collections.abc import Mapping
from typing import Final

from ue_console.models.unione.webhook import EMAIL_STATUSES, Events
from ue_console.services.url_secrets import shown_url
from ue_console.text import cut_middle, plural

STATUSES: Final[Mapping[str, tuple[str, str, str]]] = {
    "active": ("●", "good", "called at every event"),
    "disabled": ("○", "", "not called; o switches it on"),
    "stopped": ("▲", "bad", "stopped by the service"),
}
"""Status of a webhook → symbol, tone, what it means."""

STOPPED: Final = (
    "For 24 hours every call of it failed, with 10 events or more: none was answered with 200 within "
    "3 seconds.",
    "The way back: mend the handler, ping it with t, then switch it on again with o.",
)
"""Why a webhook is stopped, and what to do."""

FORMATS: Final[Mapping[str, str]] = {"json_post": "JSON", "json_post_gzip": "JSON, gzip"}
"""``event_format`` → its words."""

EVENTS: Final[Mapping[str, str]] = {
    "sent": "on its way, not delivered yet",
    "delivered": "taken by the recipient's server",
    "opened": "opened by the recipient",
    "clicked": "a link in it was followed",
    "unsubscribed": "the recipient wants no more mail",
    "soft_bounced": "delayed; tried for 48 hours",
    "hard_bounced": "not delivered, and not tried again",
    "spam": "reported as spam by the recipient",
}
"""Status of a mail → what it means."""

NEWER: Final = "of a newer service; kept as it is"
"""What is told of a status that is not in :data:`EVENTS`."""

SPAM_BLOCKS: Final = "spam blocks"
BLOCKS_MEANING: Final = "a provider blocks mail, or no more"

LONGEST: Final = 44
"""Characters of a URL in a title or a sentence."""


def status_word(status: str) -> str:
    """``● active``."""
    symbol = STATUSES[status][0] if status in STATUSES else "?"
    return f"{symbol} {status}"


def statuses_of(events: Events) -> list[str]:
    """The statuses that are asked for: the known ones in the order of a mail's life, then newer ones."""
    asked = list(dict.fromkeys(events.email_status or ()))
    return [name for name in EMAIL_STATUSES if name in asked] + newer_of(events)


def newer_of(events: Events) -> list[str]:
    """The statuses that only a newer service knows."""
    return [name for name in dict.fromkeys(events.email_status or ()) if name not in EMAIL_STATUSES]


def events_word(events: Events) -> str:
    """In 12 cells: ``all``, ``8 statuses``, ``3 + blocks``, ``spam blocks``, ``none``."""
    count, blocks = len(statuses_of(events)), bool(events.spam_block)
    if blocks and count >= len(EMAIL_STATUSES):
        return "all"
    if not count:
        return SPAM_BLOCKS if blocks else "none"
    return f"{count} + blocks" if blocks else plural(count, "status", "statuses")


def named(url: str) -> str:
    """A URL in a title or a sentence: ``“https://shop…/unione”``."""
    return f"“{cut_middle(shown_url(url), LONGEST)}”"
