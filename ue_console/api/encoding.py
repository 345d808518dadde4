"""Request bodies as bytes, within the service's limit (reference: introduction)."""

import json
from collections.abc import Mapping
from typing import Any, Final

from ue_console.errors import InputError, RequestTooLarge
from ue_console.models.secret import Secret

MEGABYTE: Final = 1024 * 1024
REQUEST_LIMIT: Final = 10 * MEGABYTE
"""Bytes of JSON that UniOne takes in one request."""


class Packed:
    """A request's body, ready to go; it may hold secrets, and its ``repr`` shows none of it."""

    __slots__ = ("_content",)

    def __init__(self, content: bytes) -> None:
        self._content = content

    def content(self) -> bytes:
        """The bytes themselves: for the wire only."""
        return self._content


def encode(body: Mapping[str, Any], limit: int | None = REQUEST_LIMIT) -> bytes:
    """Return ``body`` as the JSON that goes over the wire: compact UTF-8, 10 MB or ``limit`` at most.

    A ``Secret`` among its values goes in clear.

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
    if limit is not None and (size := len(content)) > limit:
        del content
        raise RequestTooLarge(
            f"The request is {size / MEGABYTE:.1f} MB ({size:,} bytes); the limit is {limit // MEGABYTE} MB.",
            "Send fewer recipients at once, or smaller attachments.",
        )
    return content


def _dump(body: Mapping[str, Any]) -> bytes:
    try:
        return _text(body, ascii_only=False).encode()
    except UnicodeEncodeError:
        # Half of a surrogate pair, from a JSON file or from the service: UTF-8 has no form for it.
        return _text(body, ascii_only=True).encode()


def _text(body: Mapping[str, Any], *, ascii_only: bool) -> str:
    return json.dumps(
        body, ensure_ascii=ascii_only, allow_nan=False, separators=(",", ":"), default=_revealed
    )


def _revealed(value: object) -> str:
    if isinstance(value, Secret):
        return value.reveal()
    raise TypeError(f"{type(value).__name__} has no JSON form")
