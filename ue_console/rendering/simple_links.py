"""Is a place in a text inside a link's address? Defaults and conditions don't work there."""

import re
from typing import Final

LOOK_BACK: Final = 2_000
"""Characters read before the place: a longer address is not recognised."""

_ATTRIBUTE: Final = re.compile(r"(?:href|src|action|background)\s*=\s*$", re.IGNORECASE)
_SCHEMES: Final = ("mailto:", "tel:", "www.")


def inside_link(source: str, offset: int) -> bool:
    """Tell whether ``offset`` is within a URL or the value of an attribute that holds one."""
    before = source[max(0, offset - LOOK_BACK) : offset]
    cut = max((before.rfind(mark) for mark in " \t\r\n\f\"'<>"), default=-1)
    address = before[cut + 1 :]
    if "://" in address or address.lower().startswith(_SCHEMES):
        return True
    if cut < 0 or before[cut] not in "\"'":
        return bool(_ATTRIBUTE.search(before[-40:]))
    return bool(_ATTRIBUTE.search(before[max(0, cut - 40) : cut]))
