"""Events in plain words: what happened, to whom, and why."""

from typing import Final, NamedTuple

from ue_console.models.unione.event import SPAM_BLOCK_EVENT, Event
from ue_console.text import plural, safe_line

REASONS: Final = {
    "err_user_unknown": "the address doesn't exist",
    "err_user_inactive": "the address is no longer used",
    "err_will_retry": "the other server put it off; it is tried again",
    "err_mailbox_discarded": "the mailbox was deleted",
    "err_mailbox_full": "the mailbox is full",
    "err_spam_rejected": "the other server took it for spam",
    "err_blacklisted": "the sender's domain or IP is on a blacklist",
    "err_too_large": "the mail is too large for the other server",
    "err_unsubscribed": "the recipient has unsubscribed",
    "err_unreachable": "the address failed too often, and is taken for unreachable",
    "err_skip_letter": "not tried: the address is unreachable for now",
    "err_domain_inactive": "the domain doesn't exist or takes no mail",
    "err_destination_misconfigured": "the domain's mail server is set up wrongly",
    "err_delivery_failed": "the delivery failed for another reason",
    "err_spam_skipped": "not tried: the mailing was stopped as spam",
    "err_lost": "lost by a fault in the mail's parts or in the service; send it again",
}
"""The documented values of ``delivery_status`` for what fails (reference: callback-format)."""

_STATUSES: Final = {
    "accepted": ("·", "accepted", ""),
    "sent": ("→", "sent", ""),
    "delivered": ("✓", "delivered", "good"),
    "opened": ("○", "opened", "good"),
    "clicked": ("●", "clicked", "good"),
    "subscribed": ("+", "subscribed", "good"),
    "unsubscribed": ("–", "unsubscribed", "warn"),
    "soft_bounced": ("◐", "soft bounce", "warn"),
    "hard_bounced": ("✗", "hard bounce", "bad"),
    "spam": ("▲", "spam", "bad"),
}
_BLOCKS: Final = {
    "blocked": ("▲", "blocks", "bad"),
    "unblocked": ("✓", "takes again", "good"),
}
_UNKNOWN: Final = "?"
_SAYS_NOTHING: Final = {"ok_sent", "ok_delivered", "ok_read", "ok_link_visited", "ok_unsubscribed"}
"""Internal values that only repeat the status."""


class EventWords(NamedTuple):
    """One event, each part on one line and fit for a terminal."""

    symbol: str
    word: str
    """``delivered``, ``hard bounce``; a status that is not known here as it came."""
    who: str
    """The address; for a spam block the domain."""
    why: str
    """The reason, the clicked URL, or empty."""
    tone: str
    """``good``, ``warn``, ``bad`` or empty."""


def said(event: Event) -> EventWords:
    """Put an event into words."""
    block = event.name == SPAM_BLOCK_EVENT
    known = (_BLOCKS if block else _STATUSES).get(event.status)
    symbol, word, tone = known or (_UNKNOWN, safe_line(event.status or event.name) or "no status", "")
    return EventWords(
        symbol, word, safe_line(event.email), safe_line(_block(event) if block else _why(event)), tone
    )


def reason(delivery_status: str) -> str:
    """A ``delivery_status`` in one clause; one without documented meaning as it came."""
    return REASONS.get(delivery_status, safe_line(delivery_status))


def _why(event: Event) -> str:
    match event.status:
        case "soft_bounced" | "hard_bounced":
            return _bounce(event)
        case "clicked":
            return event.url
        case "spam":
            return "reported as spam by the recipient"
        case "unsubscribed":
            return event.text("comment")
        case _:
            internal = str(event.delivery.get("delivery_status") or "")
            return "" if internal in _SAYS_NOTHING else reason(internal)


def _bounce(event: Event) -> str:
    """The reason, and in brackets what the other server said."""
    why = reason(str(event.delivery.get("delivery_status") or ""))
    answer = str(event.delivery.get("destination_response") or "").strip()
    if not answer:
        return why
    if why and (place := answer.lower().find(why.lower())) >= 0:  # said once is enough
        answer = f"{answer[:place].rstrip()}{answer[place + len(why) :]}".strip(" .:;-")
    return f"{why} ({answer})" if why and answer else why or answer


def _block(event: Event) -> str:
    """How much of the service a domain blocks."""
    if event.text("block_type") == "all_smtp":
        return "all of the service's servers"
    count = event.text("SMTP_blocks_count")
    number = int(count) if count.isdecimal() and len(count) < 6 else 1
    servers = f"{plural(max(number, 1), 'server')} of the service"
    return f"{servers}; others are tried" if event.status == "blocked" else servers
