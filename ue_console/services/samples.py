"""Sample events of every kind, in the shape that the service reports them in (reference: callback-format)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from ue_console.errors import InputError
from ue_console.models.unione.event import MOST_EVENTS, SPAM_BLOCK_EVENT, STATUS_EVENT
from ue_console.models.unione.webhook import EMAIL_STATUSES
from ue_console.text import safe_line

JOB: Final = "1zSamp-0000Ev-nt"
"""The job that every sample belongs to; the service gave no mail this id."""

AGENT: Final = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36"
)
IP: Final = "203.0.113.7"
LINK: Final = "https://example.com/orders/7?from=mail"

_READ: Final = ("opened", "clicked", "unsubscribed")

_BOUNCES: Final = {
    "err_user_unknown": ("hard_bounced", "550 5.1.1 No such user here"),
    "err_user_inactive": ("hard_bounced", "550 5.2.1 The mailbox is disabled"),
    "err_will_retry": ("soft_bounced", "451 4.7.1 Greylisted, try again later"),
    "err_mailbox_discarded": ("hard_bounced", "550 5.1.6 The mailbox has been removed"),
    "err_mailbox_full": ("soft_bounced", "452 4.2.2 The mailbox is over its quota"),
    "err_spam_rejected": ("hard_bounced", "550 5.7.1 Rejected as spam"),
    "err_blacklisted": ("hard_bounced", "550 5.7.1 The sender's address is on a block list"),
    "err_too_large": ("hard_bounced", "552 5.3.4 The message is too large"),
    "err_unsubscribed": ("hard_bounced", ""),
    "err_unreachable": ("hard_bounced", ""),
    "err_skip_letter": ("hard_bounced", ""),
    "err_domain_inactive": ("hard_bounced", "The domain takes no mail"),
    "err_destination_misconfigured": ("hard_bounced", "550 5.4.6 A mail loop was found"),
    "err_delivery_failed": ("hard_bounced", "554 5.0.0 The delivery failed"),
    "err_spam_skipped": ("hard_bounced", ""),
    "err_lost": ("hard_bounced", ""),
}
"""Delivery status → the mail's status, and what the other server said."""

_BLOCKS: Final = {"spam_block": "blocked", "spam_unblock": "unblocked"}


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose webhook is called."""

    user_id: int = 1
    project_id: str = ""
    """Empty for an account's."""
    project_name: str = ""


def names() -> tuple[str, ...]:
    """What can be asked for: the statuses of a mail, the reasons of a bounce, spam blocks."""
    return (*EMAIL_STATUSES, *_BOUNCES, *_BLOCKS)


def payload(
    name: str, owner: Owner, now: datetime, *, count: int = 1, single: bool = False
) -> Mapping[str, Any]:
    """The JSON of a call, without its ``auth``.

    Args:
        name: Of :func:`names`.
        owner: Whose webhook it is.
        now: When it happened, in UTC.
        count: Events in it, 1 to 100; each has a recipient of its own.
        single: The flat form of ``single_event=1``, which has one event.

    Raises:
        InputError: There is no such event, or not that many fit.
    """
    if name not in names():
        raise InputError(f"There is no event {safe_line(name)}.", f"Give one of: {', '.join(names())}.")
    if not 1 <= count <= MOST_EVENTS:
        raise InputError(f"A call holds 1 to {MOST_EVENTS} events, not {count}.", "Give a number among them.")
    if single and count != 1:
        raise InputError("The single form holds one event.", "Leave the number out, or send them grouped.")
    project = {"project_name": owner.project_name, "project_id": owner.project_id} if owner.project_id else {}
    whose: dict[str, Any] = {"user_id": owner.user_id, **project}
    kind = SPAM_BLOCK_EVENT if name in _BLOCKS else STATUS_EVENT
    events = [_data(name, number, now) for number in range(1, count + 1)]
    if single:
        return {**whose, "event_name": kind, **events[0]}
    return {"events_by_user": [{**whose, "events": [_entry(kind, data) for data in events]}]}


def _entry(kind: str, data: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"event_name": kind, "event_data": data}


def _data(name: str, number: int, now: datetime) -> dict[str, Any]:
    time = now.strftime("%Y-%m-%d %H:%M:%S")
    if name in _BLOCKS:
        return {
            "block_time": time,
            "block_type": "one_smtp",
            "domain": "example.com",
            "SMTP_blocks_count": 1,
            "domain_status": _BLOCKS[name],
        }
    status, response = _BOUNCES.get(name, (name, ""))
    found: dict[str, Any] = {
        "job_id": JOB,
        "metadata": {"sample": str(number)},
        "email": f"sample-{number}@example.com",
        "status": status,
        "event_time": time,
    }
    if status == "clicked":
        found["url"] = LINK
    if delivery := _delivery(name, status, response):
        found["delivery_info"] = delivery
    return found


def _delivery(name: str, status: str, response: str) -> dict[str, str]:
    if status in _READ:
        return {"user_agent": AGENT, "ip": IP}
    if name in _BOUNCES:
        return {"delivery_status": name} | ({"destination_response": response} if response else {})
    if status in ("soft_bounced", "hard_bounced"):
        reason = "err_will_retry" if status == "soft_bounced" else "err_user_unknown"
        return {"delivery_status": reason, "destination_response": _BOUNCES[reason][1]}
    return {}
