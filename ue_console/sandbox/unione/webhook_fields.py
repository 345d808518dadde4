"""Checks of what ``webhook/*`` is given, each with its code (reference: webhook-set, API Errors)."""

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from ue_console.models.unione.webhook import (
    EMAIL_STATUSES,
    FORMATS,
    LEAST_PARALLEL,
    MOST_PARALLEL,
    SPAM_BLOCK,
)
from ue_console.sandbox.refusal import Refusal
from ue_console.sandbox.store import Record

STATUSES: Final = ("active", "disabled")
"""What may be set; ``stopped`` is the service's own."""
NEWER_STATUSES: Final = ("subscribed", "accepted")
"""Of versions after v1.16."""

_PRINTED: Final = re.compile(r"[!-~]+")
_KINDS: Final = ("spam_block", "email_status")


def named_url(parameters: Mapping[str, Any]) -> str:
    """The URL that tells which webhook is meant.

    Raises:
        Refusal: 305, 2700, 2701.
    """
    url = parameters.get("url")
    if url is None:
        raise Refusal(305)
    if not isinstance(url, str):
        raise Refusal(2700)
    if not url.strip():
        raise Refusal(2701)
    return url


def callable_url(parameters: Mapping[str, Any]) -> str:
    """The URL of a webhook that is set: one that can be called.

    Raises:
        Refusal: 305, 2700, 2701; the table has no code for other forms, so that 305 is theirs, too.
    """
    url = named_url(parameters)
    if not url.isascii():
        raise Refusal(305, says="The field url must be ASCII: give its host in Punycode and encode the rest")
    if not (_PRINTED.fullmatch(url) and _has_host(url)):
        raise Refusal(305, says="The field url must be an http or https URL with a host and without blanks")
    return url


def settings(parameters: Mapping[str, Any]) -> Record:
    """The fields that are given, as the webhook has them; None counts as not given.

    Raises:
        Refusal: 303, 2703 to 2712, 2714, 2715.
    """
    checks = {
        "status": _status,
        "event_format": _format,
        "delivery_info": lambda value: _switch(value, 2704),
        "single_event": lambda value: _switch(value, 2705),
        "max_parallel": _parallel,
        "events": _events,
    }
    return {
        name: check(parameters[name]) for name, check in checks.items() if parameters.get(name) is not None
    }


def window(parameters: Mapping[str, Any]) -> tuple[int, int | None]:
    """Offset and limit of ``webhook/list``; without a limit all webhooks are meant.

    Raises:
        Refusal: 2702: the table has no other code for the two.
    """
    return _count(parameters, "offset") or 0, _count(parameters, "limit")


def _has_host(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _status(value: Any) -> str:
    if not isinstance(value, str):
        raise Refusal(2715)
    if value not in STATUSES:
        raise Refusal(2714)
    return value


def _format(value: Any) -> str:
    if not isinstance(value, str) or value not in FORMATS:
        raise Refusal(2703)
    return value


def _switch(value: Any, code: int) -> int:
    if not isinstance(value, bool | int) or value not in (0, 1):
        raise Refusal(code)
    return int(value)


def _parallel(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise Refusal(2706)
    if not LEAST_PARALLEL <= value <= MOST_PARALLEL:
        raise Refusal(2707)
    return value


def _events(value: Any) -> Record:
    if value in ({}, [], ""):
        raise Refusal(2709)
    if not isinstance(value, dict):
        raise Refusal(2708)
    for name in value:
        if name not in _KINDS:
            raise Refusal(303, name[:100])
    if value.get("email_status") is None:
        raise Refusal(2710)
    return {
        "spam_block": _spam_block(value.get("spam_block")),
        "email_status": _email_status(value["email_status"]),
    }


def _spam_block(value: Any) -> list[str]:
    # What was read may be set again: an empty list stands for no spam blocks in answers.
    if value is None or value == []:
        return []
    if value != SPAM_BLOCK:
        raise Refusal(2712)
    return list(SPAM_BLOCK)


def _email_status(value: Any) -> list[str]:
    if not isinstance(value, list):
        raise Refusal(2711)
    for status in value:
        if status in NEWER_STATUSES:
            raise Refusal(2711, f"{status} is of a version after v1.16")
        if status not in EMAIL_STATUSES:
            raise Refusal(2711, status[:100] if isinstance(status, str) else "each must be a string")
    return list(dict.fromkeys(value))


def _count(parameters: Mapping[str, Any], name: str) -> int | None:
    value = parameters.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise Refusal(2702, says=f"The field {name} must be an integer")
    if value < 0:
        raise Refusal(2702, says=f"The field {name} must be 0 or more")
    return value
