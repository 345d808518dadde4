"""Checks of the fields that a message and a template share (reference: email-send, template-set)."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from ue_console.sandbox import attachments, substitutions
from ue_console.sandbox.addresses import is_valid
from ue_console.sandbox.fields import flag, mapping, text
from ue_console.sandbox.refusal import Refusal

MOST_PART_BYTES: Final = 5 * 1024 * 1024
"""The largest part of a body, in UTF-8."""
MOST_HEADERS: Final = 50

_PARTS: Final = (("html", 1510, 1513), ("plaintext", 1511, 1514), ("amp", 1512, 1515))
_HEADER_NAME = re.compile(r"[!-9;-~]+")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_HTML_TAG = re.compile(r"<html[\s>]", re.IGNORECASE)
_BODY_TAG = re.compile(r"<body[\s/>]", re.IGNORECASE)


class Codes(NamedTuple):
    """The codes in which the two methods differ."""

    headers_type: int
    headers_number: int


SEND = Codes(headers_type=1506, headers_number=1507)
TEMPLATE = Codes(headers_type=2504, headers_number=2505)


def checked(given: Mapping[str, Any], codes: Codes) -> dict[str, Any]:
    """The known fields that are given, as the API keeps them; None counts as not given.

    Raises:
        Refusal: The code of the first field that is wrong.
    """
    engine = _engine(given.get("template_engine") or "simple")
    checks: dict[str, Callable[[Any], Any]] = {
        "template_engine": _engine,
        "subject": lambda value: text(value, 1522),
        "from_email": _from_email,
        "from_name": lambda value: text(value, 1521),
        "reply_to": _reply_to,
        "body": _body,
        "headers": lambda value: _headers(value, codes),
        "global_substitutions": lambda value: substitutions.substitutions(value, engine),
        "global_metadata": substitutions.metadata,
        "track_links": flag,
        "track_read": flag,
        "attachments": attachments.attachments,
        "inline_attachments": attachments.inline_attachments,
    }
    found = {name: check(given[name]) for name, check in checks.items() if given.get(name) is not None}
    # A flag that is none counts as not given.
    return {name: value for name, value in found.items() if value is not None}


def has_text(body: Mapping[str, Any] | None) -> bool:
    """Whether there is an html or plaintext part, the least a mail needs."""
    return bool(body and (body.get("html") or body.get("plaintext")))


def _engine(value: Any) -> str:
    if value not in ("simple", "velocity"):
        raise Refusal(1523)
    return str(value)


def _from_email(value: Any) -> str:
    if value != "" and (not isinstance(value, str) or not is_valid(value)):
        raise Refusal(205)
    return str(value)


def _reply_to(value: Any) -> str:
    if text(value, 1519) and not is_valid(value):
        raise Refusal(1520)
    return str(value)


def _body(value: Any) -> dict[str, str | None]:
    given = mapping(value, 1509)
    parts: dict[str, str | None] = {}
    for name, type_code, size_code in _PARTS:
        part = given.get(name)
        if part is not None and len(text(part, type_code).encode()) > MOST_PART_BYTES:
            raise Refusal(size_code)
        parts[name] = part
    html = parts["html"]
    if html and _HTML_TAG.search(html) and not _BODY_TAG.search(html):
        raise Refusal(221)
    return parts


def _headers(value: Any, codes: Codes) -> dict[str, str]:
    given = mapping(value, codes.headers_type)
    if len(given) > MOST_HEADERS:
        raise Refusal(codes.headers_number)
    return {name: _header(name, item, codes.headers_type) for name, item in given.items()}


def _header(name: str, value: Any, code: int) -> str:
    if not _HEADER_NAME.fullmatch(name):
        shown = _CONTROL.sub("?", name[:100])
        raise Refusal(code, says=f"A header's name has letters, digits and hyphens only: {shown}")
    # Clients send numbers, too.
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Refusal(code, says=f"The value of the header {name[:100]} must be a string or a number")
    if _CONTROL.search(str(value)):
        raise Refusal(
            code, says=f"The value of the header {name[:100]} holds a line break or control character"
        )
    return str(value)
