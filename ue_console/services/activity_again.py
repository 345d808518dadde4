"""Which calls may be made a second time: those that only say once more how something is to be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ue_console.models.account import Account
from ue_console.store.activity_records import Exchanged, Facts
from ue_console.text import cut_end

AGAIN: Final = frozenset(
    {
        "webhook/set",
        "project/update",
        "unsubscribed/set",
        "domain/get-dns-records",
        "domain/validate-verification-record",
        "domain/validate-dkim",
    }
)
"""Done twice, these leave the same behind as done once."""

_SENT: Final = "Nothing is sent twice from here; its report (enter) has what can be tried again."
_ANOTHER: Final = "It would make another one; use the screen where it was made."
_GONE: Final = "Nothing is deleted from here; use the screen where it is listed."
_REASONS: Final[Mapping[str, str]] = {
    "email/send": _SENT,
    "message/send": _SENT,
    "email/subscribe": "It sends a mail, and the service allows few of these a day.",
    "template/set": "It would write over what the template is now; save it in Templates (3).",
    "connection/refresh": "The token may be another one by now; renew it in Connections (4).",
    "connection/add": "It holds a token, which is not kept; add it in Connections (4).",
    "project/create": _ANOTHER,
    "user/create": _ANOTHER,
    "template/delete": _GONE,
    "project/delete": _GONE,
    "webhook/delete": _GONE,
    "user/delete": _GONE,
    "connection/remove": _GONE,
}
_UNKNOWN: Final = "Nobody has said that it is safe to do this twice."
_LONGEST: Final = 40


def why_not_again(facts: Facts, active: Account | None, exchanged: Exchanged | None = None) -> str:
    """Why a call can't be made again, one sentence; empty where it can, as far as is known.

    Args:
        facts: The call.
        active: The account that is worked as.
        exchanged: Its request; None while only its row has been read.
    """
    if facts.method not in AGAIN:
        return _REASONS.get(facts.method, _UNKNOWN)
    if active is None or active.name != facts.account:
        return f"It is of {cut_end(facts.account, _LONGEST)}; press a to switch to that account first."
    return why_not_this(exchanged, active) if exchanged else ""


def why_not_this(exchanged: Exchanged, active: Account) -> str:
    """Why this very request can't be made again; empty where it can."""
    if not exchanged.whole:
        return "Its request is not kept as it was sent: a secret or something very long was left out."
    if exchanged.base_url != active.base_url:
        return f"{cut_end(active.name, _LONGEST)} led to another URL then: {exchanged.base_url}."
    return ""
