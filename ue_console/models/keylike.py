"""What is an API key by its looks, wherever it was put."""

import re
from typing import Final

_KEY: Final = re.compile(r"(?=.*[0-9])(?=.*[A-Za-z])[A-Za-z0-9]{16,}")
_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I)


def is_keylike(text: str) -> bool:
    """True for 16 letters and digits or more, mixed and with nothing between: a key, or half of one.

    UniOne's ids are digits, and those of UnificationEngine's users are UUIDs, which have dashes
    (references: system-info, project-list; user/list).
    """
    return _KEY.fullmatch(text) is not None


def is_keylike_host(host: str) -> bool:
    """True for a host without a domain that looks like a key, or like a user's secret, a UUID."""
    return is_keylike(host) or _UUID.fullmatch(host) is not None
