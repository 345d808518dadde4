"""Checks of attachments (reference: email-send, template-set)."""

import binascii
import re
from base64 import b64decode
from typing import Any, Final

from ue_console.sandbox.fields import text
from ue_console.sandbox.refusal import Refusal

MOST_BYTES: Final = 7 * 1024 * 1024
"""The largest file."""

_TYPE = re.compile(r"[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+[ \t]*(;[^\x00-\x1f\x7f]*)?")
_UNNAMEABLE = re.compile(r"[/\x00-\x1f\x7f]")


def checked(value: Any, duplicate: int) -> list[dict[str, str]]:
    """The attachments with exactly ``type``, ``name`` and ``content``.

    Raises:
        Refusal: 199, 207, 223, 2801, 2802, or ``duplicate`` for a name that comes twice.
    """
    if value == {}:
        return []
    if not isinstance(value, list):
        raise Refusal(223)
    found = [_checked(item) for item in value]
    names = [item["name"] for item in found]
    if len(set(names)) < len(names):
        raise Refusal(duplicate)
    return found


def _checked(item: Any) -> dict[str, str]:
    if not isinstance(item, dict):
        raise Refusal(223)
    kind = text(item.get("type", "application/octet-stream"), 2802)
    if not _TYPE.fullmatch(kind):
        raise Refusal(207, kind[:100])
    # A blank name is sent by real clients and accepted; a slash is not.
    name = text(item.get("name", ""), 2801)
    if _UNNAMEABLE.search(name):
        raise Refusal(207, "a name must not hold '/' or control characters")
    return {"type": kind, "name": name, "content": _content(item.get("content"))}


def _content(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Refusal(223)
    try:
        size = len(b64decode("".join(value.split()), validate=True))
    except (binascii.Error, ValueError) as error:
        raise Refusal(223, "the content is not base64") from error
    if size > MOST_BYTES:
        raise Refusal(199, "an attachment exceeds 7 MB")
    return value
