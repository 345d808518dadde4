"""What can happen to a mail, in which order, and what the receiving server says about it."""

from collections.abc import Mapping
from typing import Final, NamedTuple, TypeAlias

BLOCKED: Final = "blocked"
UNBLOCKED: Final = "unblocked"


class Step(NamedTuple):
    """One event of a mail's life."""

    status: str
    """A status of a mail, or :data:`BLOCKED` or :data:`UNBLOCKED` for a spam block of its domain."""
    seconds: float
    """How long it really takes from the event before it."""
    reason: str = ""
    """``delivery_status`` of a bounce."""
    response: str = ""
    """``destination_response`` of a bounce: what the receiving server says."""


Life: TypeAlias = tuple[Step, ...]

ANSWERS: Final[Mapping[str, str]] = {
    "err_user_unknown": "550 5.1.1 No such user here",
    "err_user_inactive": "550 5.2.1 The mailbox is disabled",
    "err_will_retry": "451 4.7.1 Greylisted, try again later",
    "err_mailbox_discarded": "550 5.1.6 The mailbox does not exist any more",
    "err_mailbox_full": "452 4.2.2 The mailbox is full",
    "err_spam_rejected": "554 5.7.1 The message looks like spam",
    "err_blacklisted": "554 5.7.1 The sending server is on a block list",
    "err_too_large": "552 5.3.4 The message is larger than this server takes",
    "err_unsubscribed": "550 5.7.1 The recipient has unsubscribed",
    "err_unreachable": "550 5.4.1 The recipient could not be reached many times",
    "err_skip_letter": "550 5.7.0 The message was skipped",
    "err_domain_inactive": "550 5.1.2 The domain takes no mail",
    "err_destination_misconfigured": "554 5.4.6 Mail loops between the servers of the domain",
    "err_delivery_failed": "550 5.0.0 The delivery failed",
    "err_spam_skipped": "554 5.7.1 Not tried: like messages were rejected as spam",
    "err_lost": "554 5.3.0 The message was lost after it was taken",
}
"""Every documented ``delivery_status`` of a bounce → what a server might say."""

SOFT: Final = ("err_will_retry", "err_mailbox_full")
"""Those that pass: the mail is delivered at a later try. The others are final."""

_MINUTE: Final = 60.0
_HOUR: Final = 3_600.0

SENT: Final = Step("sent", 1.0)
DELIVERED: Final = Step("delivered", 4.0)
OPENED: Final = Step("opened", 3 * _MINUTE)
CLICKED: Final = Step("clicked", 40.0)

_UNSUBSCRIBED: Final = Step("unsubscribed", _MINUTE)
_SPAM: Final = Step("spam", 10 * _MINUTE)
_RETRIED: Final = Step("delivered", 30 * _MINUTE)
_FULL_AT_LAST: Final = Step("hard_bounced", 48 * _HOUR, "err_mailbox_full", "552 5.2.2 The mailbox is full")

USUAL: Final[Life] = (SENT, DELIVERED, OPENED, CLICKED)
"""Of an address without a rule."""


def _bounced(reason: str) -> Step:
    status = "soft_bounced" if reason in SOFT else "hard_bounced"
    return Step(status, 5.0, reason, ANSWERS[reason])


def _bounce(reason: str) -> Life:
    end = (_RETRIED,) if reason in SOFT else ()
    return (SENT, _bounced(reason), *end)


LIVES: Final[Mapping[str, Life]] = {
    "sent": (SENT,),
    "delivered": (SENT, DELIVERED),
    "opened": (SENT, DELIVERED, OPENED),
    "clicked": USUAL,
    "unsubscribed": (SENT, DELIVERED, OPENED, _UNSUBSCRIBED),
    "spam": (SENT, DELIVERED, _SPAM),
    "soft_bounced": _bounce("err_will_retry"),
    "soft_then_hard": (SENT, _bounced("err_mailbox_full"), _FULL_AT_LAST),
    "hard_bounced": _bounce("err_user_unknown"),
    "spam_block": (SENT, Step(BLOCKED, 2.0), Step(UNBLOCKED, _HOUR), DELIVERED),
    **{reason: _bounce(reason) for reason in ANSWERS},
}
"""The word that an address begins with → what happens to its mail."""
