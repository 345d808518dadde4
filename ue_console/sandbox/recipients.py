"""Checks of recipients, and who of them gets no mail (reference: email-send)."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from ue_console.sandbox import substitutions
from ue_console.sandbox.addresses import is_valid, mailbox_key, part_of
from ue_console.sandbox.refusal import Refusal

MOST: Final = 500


def checked(value: Any, engine: str) -> list[dict[str, Any]]:
    """The recipients with ``email``, ``substitutions`` and ``metadata``.

    Raises:
        Refusal: 204, 212, 216 to 219, 1524.
    """
    if not isinstance(value, list) or not value:
        raise Refusal(204)
    if len(value) > MOST:
        raise Refusal(1524)
    return [_checked(item, engine) for item in value]


def _checked(item: Any, engine: str) -> dict[str, Any]:
    email = item.get("email") if isinstance(item, dict) else None
    if not isinstance(email, str) or not email:
        raise Refusal(204)
    return {
        "email": email,
        "substitutions": substitutions.substitutions(_or_empty(item.get("substitutions")), engine),
        "metadata": substitutions.metadata(_or_empty(item.get("metadata"))),
    }


def _or_empty(value: Any) -> Any:
    return {} if value is None else value


def refused(
    emails: Iterable[str], is_unsubscribed: Callable[[str], bool]
) -> tuple[list[int], dict[str, str]]:
    """Sort addresses out.

    Returns:
        The positions of those that get mail, and address → reason for the others. The first of
        several spellings of an address is judged, the others are duplicates; an address that is
        repeated letter by letter stands on both sides.
    """
    accepted: list[int] = []
    failed: dict[str, str] = {}
    seen: set[str] = set()
    for position, email in enumerate(emails):
        key = mailbox_key(email)
        reason = "duplicate" if key in seen else _reason(email, is_unsubscribed)
        seen.add(key)
        if reason is None:
            accepted.append(position)
        else:
            failed.setdefault(email, reason)
    return accepted, failed


def _reason(email: str, is_unsubscribed: Callable[[str], bool]) -> str | None:
    if not is_valid(email):
        return "invalid"
    if is_unsubscribed(email):
        return "unsubscribed"
    return part_of(email)
