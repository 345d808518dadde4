"""Checks of attachments (reference: email-send, template-set)."""

import binascii
import re
from base64 import b64decode
from typing import Any, Final

from ue_console.sandbox.refusal import Refusal

MOST_BYTES: Final = 7 * 1024 * 1024
"""The largest file."""

_TYPE = re.compile(r"[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+[ \t]*(;[^\x00-\x1f\x7f]*)?")
_UNNAMEABLE = re.compile(r"[/\x00-\x1f\x7f-\x9f\u2028\u2029]")


def attachments(value: Any) -> list[dict[str, str]]:
    """The field ``attachments``; see :func:`checked`."""
    return checked(value, "attachments", 209)


def inline_attachments(value: Any) -> list[dict[str, str]]:
    """The field ``inline_attachments``, whose names must not be blank; see :func:`checked`."""
    found = checked(value, "inline_attachments", 210)
    if not all(item["name"].strip() for item in found):
        raise Refusal(2800, says="The field inline_attachments.name must not be blank")
    return found


def checked(value: Any, field: str, duplicate: int) -> list[dict[str, str]]:
    """The attachments with exactly ``type``, ``name`` and ``content``.

    Raises:
        Refusal: 199, 207, 223, 2800 to 2803, or ``duplicate`` for a name that comes twice.
    """
    if value == {}:
        return []
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise Refusal(223, says=f"The field {field} must be a list of objects")
    found = [_checked(item, field) for item in value]
    names = [item["name"] for item in found]
    if len(set(names)) < len(names):
        raise Refusal(duplicate)
    return found


def _checked(item: dict[str, Any], field: str) -> dict[str, str]:
    kind = _given(item, "type", field, missing=2802, other=2802)
    if not _TYPE.fullmatch(kind):
        raise Refusal(207, says=f"The field {field}.type is no MIME type: {kind[:100]}")
    # A blank name is sent by real clients and accepted; a slash is not.
    name = _given(item, "name", field, missing=2800, other=2801)
    if _UNNAMEABLE.search(name):
        raise Refusal(207, says=f"The field {field}.name must not hold '/' or control characters")
    content = _given(item, "content", field, missing=223, other=2803)
    _check_content(content, field)
    return {"type": kind, "name": name, "content": content}


def _given(item: dict[str, Any], name: str, field: str, *, missing: int, other: int) -> str:
    value = item.get(name)
    if value is None:
        raise Refusal(missing, says=f"The field {field}.{name} is missing")
    if not isinstance(value, str):
        raise Refusal(other, says=f"The field {field}.{name} must be a string")
    return value


def _check_content(value: str, field: str) -> None:
    if not value.strip():
        raise Refusal(223, says=f"The field {field}.content is empty")
    try:
        size = len(b64decode("".join(value.split()), validate=True))
    except (binascii.Error, ValueError) as error:
        raise Refusal(223, says=f"The field {field}.content is not base64") from error
    if size > MOST_BYTES:
        raise Refusal(199, says=f"A file in {field} exceeds 7 MB")
