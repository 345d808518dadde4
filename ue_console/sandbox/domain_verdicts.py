"""What records of DNS are worth: pure judgement, by the codes of the API."""

import re
from base64 import b64decode
from collections.abc import Sequence
from typing import Final

from ue_console.sandbox.dns_lookup import Seen

MALFORMED: Final = 123
DIFFERENT: Final = 124
MISSING: Final = 122
NO_DOMAIN: Final = 1401

CERTAIN: Final = (MISSING, MALFORMED, DIFFERENT, NO_DOMAIN)
"""Codes that say what DNS has; the others say that nobody could tell."""

_FAILURES: Final[dict[str, int]] = {"broken": 120, "timeout": 121, "failed": 129}
_SPACE: Final = re.compile(r"\s+")


def is_verified(values: Sequence[str], wanted: str) -> bool:
    """Whether one of the TXT records is the wanted one, letter by letter."""
    return wanted in values


def failure_code(seen: Seen) -> int:
    """Why DNS could not be asked; 0 where it could."""
    return _FAILURES.get(seen.state, 0)


def dkim_code(values: Sequence[str], key: str) -> int:
    """What is wrong with the TXT records of a DKIM selector; 0 for nothing.

    One with the wanted key is enough; otherwise one with another key counts before those that are none.
    """
    keys = [_key(value) for value in values]
    if key in keys:
        return 0
    if any(each is not None for each in keys):
        return DIFFERENT
    return MALFORMED if values else MISSING


def _key(value: str) -> str | None:
    """The key of a DKIM record for RSA (RFC 6376, 3.6.1); None where it is no such record."""
    tags: dict[str, str] = {}
    for part in filter(str.strip, value.split(";")):
        name, equals, text = part.partition("=")
        if not equals or name.strip() in tags:
            return None
        tags[name.strip()] = _SPACE.sub("", text)
    key = tags.get("p")
    if key is None or tags.get("k", "rsa") != "rsa" or tags.get("v", "DKIM1") != "DKIM1":
        return None
    try:
        b64decode(key, validate=True)
    except ValueError:
        return None
    return key
