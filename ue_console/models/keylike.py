"""What is an API key by its looks, wherever it was put."""

import re
from typing import Final

_KEY: Final = re.compile(r"(?=.*[0-9])(?=.*[A-Za-z])[A-Za-z0-9]{16,}")
_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I)
_JWT: Final = re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]*", re.ASCII)
_BOT: Final = re.compile(r"(?:bot)?[0-9]{5,}:[\w-]{8,}", re.I)
"""A bot's number and its secret."""
_WORD: Final = re.compile("[A-Za-z0-9]+")
_LETTERS: Final = "(?:[A-Z]?[a-z]+|[A-Z]+)(?:[A-Z][a-z]{2,})*(?:[A-Z]{2,4}s?)?"
_USUAL: Final = re.compile(f"{_LETTERS}[0-9]*|[0-9]+[A-Za-z]{{0,3}}|{_LETTERS}[0-9]{_LETTERS}")
"""What people write between dashes: ``new``, ``newOrder``, ``v2``, ``2026``, ``24h``, ``oauth2callback``."""
_DIGIT: Final = re.compile("[0-9]")
_SHORTEST: Final = 16
"""Letters and digits of a token at the least."""


def is_keylike(text: str) -> bool:
    """True for 16 letters and digits or more, mixed and with nothing between: a key, or half of one.

    UniOne's ids are digits, and those of UnificationEngine's users are UUIDs, which have dashes
    (references: system-info, project-list; user/list).
    """
    return _KEY.fullmatch(text) is not None


def is_keylike_host(host: str) -> bool:
    """True for a host without a domain that looks like a key, or like a user's secret, a UUID."""
    return is_keylike(host) or _UUID.fullmatch(host) is not None


def without_uuids(text: str) -> str:
    """The text with each UUID left out: many a handler has one in its path as its name."""
    return _UUID.sub("", text)


def is_tokenlike(text: str) -> bool:
    """True for what has a key in it, and for a token that ``- _ . :`` divide: a UUID, a JWT, a bot's.

    Words and numbers with dashes between are none, however many they are.
    """
    words = _WORD.findall(text)
    if any(map(is_keylike, words)) or any(kind.search(text) for kind in (_UUID, _JWT, _BOT)):
        return True
    long = sum(map(len, words)) >= _SHORTEST and _DIGIT.search(text) is not None
    return long and not all(map(_USUAL.fullmatch, words))
