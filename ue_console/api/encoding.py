"""Request bodies as bytes, within the service's limit (reference: introduction)."""

import json
from collections.abc import Mapping
from typing import Any, Final

from ue_console.errors import InputError, RequestTooLarge

MEGABYTE: Final = 1024 * 1024
REQUEST_LIMIT: Final = 10 * MEGABYTE
"""Bytes of JSON that the service takes in one request."""


def encode(body: Mapping[str, Any]) -> bytes:
    """Return ``body`` as the JSON that goes over the wire: compact UTF-8, at most 10 MB.

    Raises:
        InputError: A value has no JSON form (infinity, not-a-number).
        RequestTooLarge: The result is over the limit; nothing is sent.
    """
    try:
        content = _dump(body)
    except ValueError:
        content = b""
    if not content:
        raise InputError(
            "A number in the request is infinite or not a number; JSON can't hold it.",
            "Look through the substitutions and metadata for it.",
        )
    if len(content) > REQUEST_LIMIT:
        raise RequestTooLarge(
            f"The request is {len(content) / MEGABYTE:.1f} MB ({len(content):,} bytes); the limit is 10 MB.",
            "Send fewer recipients at once, or smaller attachments.",
        )
    return content


def _dump(body: Mapping[str, Any]) -> bytes:
    try:
        return json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        # Half of a surrogate pair, from a JSON file or from the service: UTF-8 has no form for it.
        return json.dumps(body, allow_nan=False, separators=(",", ":")).encode()
