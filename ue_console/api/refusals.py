"""What the refusals of both services have in common: the error's class, its words, the wait it asks for."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from ue_console.api.methods import Method
from ue_console.api.outcome import Answer
from ue_console.api.peer import Peer
from ue_console.api.retry import retry_after
from ue_console.errors import (
    ApiError,
    Forbidden,
    KeyRefused,
    NotServed,
    Rejected,
    RequestTooLarge,
    ServiceFault,
    TooManyRequests,
)

_CLASSES: Final[Mapping[int, type[ApiError]]] = {
    400: Rejected,
    401: KeyRefused,
    403: Forbidden,
    404: NotServed,
    413: RequestTooLarge,
    429: TooManyRequests,
}

_PLAIN: Final[Mapping[type[ApiError], tuple[str, str]]] = {
    Rejected: ("{host} rejects {method}", "Read the service's own message for the field."),
    KeyRefused: ("{host} does not accept the key", "Check the key in Accounts."),
    Forbidden: ("{host} does not allow {method} to this key", "Check the key's rights and the plan."),
    NotServed: ("{host} has no method {method}", "Check the account's base URL."),
    RequestTooLarge: ("{host} finds the request too large", "Send fewer recipients or smaller files."),
    TooManyRequests: ("{host} asks for fewer calls", "Wait a minute, then try again."),
    ServiceFault: ("{host} has a fault of its own", "Try again later, or ask the service's support."),
}
"""Cause and remedy where a catalogue has no entry."""


def front_refusal(answer: Answer, method: Method, peer: Peer) -> ApiError | None:
    """Return the error for a bare status that servers in front of the service give in its name."""
    if answer.status not in (413, 429, 503):
        return None
    kind = class_of(answer.status)
    cause, remedy = plain(kind, "", method, peer)
    return kind(cause, waiting(answer) or remedy, http_status=answer.status)


def class_of(http_status: int) -> type[ApiError]:
    """Return the error's class for an HTTP status."""
    return ServiceFault if http_status >= 500 else _CLASSES.get(http_status, Rejected)


def plain(kind: type[ApiError], words: str, method: Method, peer: Peer) -> tuple[str, str]:
    """Return cause and remedy without a catalogue; ``words`` are the service's own, cleaned, or empty."""
    cause, remedy = _PLAIN.get(kind, _PLAIN[Rejected])
    told = cause.format(host=peer.host, method=method.path)
    return (f"{told}: {words.rstrip('.')}." if words else f"{told}."), remedy


def waiting(answer: Answer) -> str:
    """Return the remedy that ``Retry-After`` implies, or an empty text."""
    seconds = retry_after(answer.retry_after, datetime.now(UTC)) if answer.retry_after else None
    return f"Wait {max(round(seconds), 1)} s, then try again." if seconds is not None else ""


def code_of(value: object) -> int | None:
    """Return an API code given as integer or as digits."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else None
