"""The ``auth`` of a webhook call: made as the service makes it, and checked (reference: callback-format).

It is the MD5 of the body's exact bytes in which the value of ``auth`` is replaced by the API key
of the account or project that the webhook belongs to. The service writes JSON as PHP does, so a
body that is parsed and written anew has another digest: the bytes count.
"""

import hmac
import json
import re
from collections.abc import Mapping
from enum import Enum
from hashlib import md5
from typing import Any, Final

from ue_console.models.secret import Secret

_AUTH: Final = re.compile(rb'"auth"\s*:\s*"([^"\\]{0,200})"')
_ESCAPED: Final = re.compile(rb"\\\\|\\u007f|/")
_PHP: Final = {b"\\u007f": b"\x7f", b"/": b"\\/"}


class Verdict(Enum):
    """What is known about a signature."""

    GOOD = "good"
    BAD = "bad"
    """Changed on the way, signed with another key, or no digest at all."""
    MISSING = "missing"
    """The body has no ``auth``."""
    UNCHECKED = "unchecked"
    """No key is at hand to check it with."""


def encode(payload: Mapping[str, Any]) -> bytes:
    r"""JSON as PHP's ``json_encode`` writes it: compact, ``\/``, ``\u00e9``, whole floats without point."""
    text = json.dumps(_whole(payload), separators=(",", ":"))
    return _ESCAPED.sub(lambda found: _PHP.get(found[0], found[0]), text.encode("ascii"))


def signed(payload: Mapping[str, Any], key: Secret) -> bytes:
    """The body of a call: ``auth`` first, then ``payload`` without its own."""
    rest = {name: value for name, value in payload.items() if name != "auth"}
    body = encode({"auth": "", **rest})
    start = body.index(b'""', len(b'{"auth":')) + 1
    return body[:start] + _digest(body, start, start, key).encode() + body[start:]


def renewed(body: bytes, key: Secret) -> bytes:
    """The same bytes with the digest that ``key`` gives.

    Raises:
        ValueError: The body has no ``auth``.
    """
    found = _AUTH.search(body)
    if found is None:
        raise ValueError("the body has no auth")
    start, end = found.span(1)
    return body[:start] + _digest(body, start, end, key).encode() + body[end:]


def check(body: bytes, key: Secret) -> Verdict:
    """Whether the body is as the holder of ``key`` signed it; takes as long wherever it differs.

    Returns:
        ``MISSING`` where no text ``auth`` is seen among the bytes: what is one in JSON, whoever reads
        that can tell.
    """
    found = _AUTH.search(body)
    if found is None:
        return Verdict.MISSING
    start, end = found.span(1)
    expected = _digest(body, start, end, key).encode()
    return Verdict.GOOD if hmac.compare_digest(expected, found[1].lower()) else Verdict.BAD


def _digest(body: bytes, start: int, end: int, key: Secret) -> str:
    digest = md5(body[:start], usedforsecurity=False)
    digest.update(key.reveal().encode())
    digest.update(memoryview(body)[end:])
    return digest.hexdigest()


def _whole(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, Mapping):
        return {name: _whole(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_whole(each) for each in value]
    return value
