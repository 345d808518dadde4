"""The service's own refusals as errors, with cause and remedy from the catalogue of codes."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from ue_console.api.failed_emails import read_failed
from ue_console.api.methods import Method
from ue_console.api.outcome import Answer
from ue_console.api.peer import Peer
from ue_console.api.retry import retry_after
from ue_console.api_codes import ApiCode, lookup
from ue_console.errors import (
    ApiError,
    Forbidden,
    KeyRefused,
    NotServed,
    Rejected,
    RequestTooLarge,
    ServiceFault,
    TooManyRequests,
    WrongRegion,
)
from ue_console.models.account import REGIONS

OTHER_REGION: Final = 114
"""The code for a key whose owner lives in the other data centre."""

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
"""Cause and remedy where the catalogue has no entry."""


def refusal(answer: Answer, said: Mapping[str, Any], method: Method, peer: Peer) -> ApiError:
    """Return the error for ``said``, an error object of the service."""
    code = _code(said.get("code"))
    entry = lookup(code) if code is not None else None
    message = said.get("message")
    words = peer.clean(message, 300) if isinstance(message, str) else ""
    kind = _kind(answer.status, code, entry)
    cause, remedy = _sentences(kind, entry, words, method, peer)
    if code == OTHER_REGION:
        cause, remedy = _regions(peer)
    return kind(
        cause,
        _waiting(answer) or remedy,
        field=entry.field if entry else "",
        http_status=answer.status,
        code=code,
        said=words,
        failed_emails=_clean_failed(said.get("failed_emails"), peer),
    )


def front_refusal(answer: Answer, method: Method, peer: Peer) -> ApiError | None:
    """Return the error for a bare status that servers in front of the service give in its name."""
    if answer.status not in (413, 429, 503):
        return None
    kind = _kind(answer.status, None, None)
    cause, remedy = _sentences(kind, None, "", method, peer)
    return kind(cause, _waiting(answer) or remedy, http_status=answer.status)


def _kind(status: int, code: int | None, entry: ApiCode | None) -> type[ApiError]:
    if code == OTHER_REGION:
        return WrongRegion
    told = entry.http_status if entry and status < 400 else status
    return ServiceFault if told >= 500 else _CLASSES.get(told, Rejected)


def _sentences(
    kind: type[ApiError], entry: ApiCode | None, words: str, method: Method, peer: Peer
) -> tuple[str, str]:
    if entry:
        return entry.meaning, entry.remedy
    cause, remedy = _PLAIN.get(kind, _PLAIN[Rejected])
    told = cause.format(host=peer.host, method=method.path)
    return (f"{told}: {words.rstrip('.')}." if words else f"{told}."), remedy


def _regions(peer: Peer) -> tuple[str, str]:
    """Name both data centres, and which of them was asked."""
    here = next((name for name, url in REGIONS.items() if url == peer.base_url), "")
    others = [name for name in REGIONS if name != here]
    if not here:
        names = " and ".join(others)
        return (
            f"{peer.host} does not know the key's owner; accounts live in one of {names}.",
            f"Set the account's region to {' or '.join(others)}, where it was opened.",
        )
    return (
        f"The key's owner is not known in region {here}; the account may be in {others[0]}.",
        f"Change the account's region from {here} to {others[0]}.",
    )


def _waiting(answer: Answer) -> str:
    """Return the remedy that ``Retry-After`` implies, or an empty text."""
    seconds = retry_after(answer.retry_after, datetime.now(UTC)) if answer.retry_after else None
    return f"Wait {max(round(seconds), 1)} s, then try again." if seconds is not None else ""


def _code(value: object) -> int | None:
    """Return an API code given as integer or as digits."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else None


def _clean_failed(value: object, peer: Peer) -> dict[str, str]:
    return {address: peer.clean(reason) for address, reason in read_failed(value).items()}
