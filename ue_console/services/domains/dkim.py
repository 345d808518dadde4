"""DKIM key records: read, and compared with the service's key (RFC 6376, 3.6.1)."""

import re
from typing import Final

from ue_console.services.domains.views import Difference

_TAG: Final = re.compile(r"\s*([A-Za-z][A-Za-z0-9_]*)\s*=\s*(.*?)\s*", re.DOTALL)
_KEY: Final = re.compile(r"[A-Za-z0-9+/]+={0,2}")


def tags(value: str) -> dict[str, str] | None:
    """The record's tags; None where it isn't made of tags."""
    found: dict[str, str] = {}
    for part in value.split(";"):
        if not part.strip():
            continue
        tag = _TAG.fullmatch(part)
        if tag is None or tag[1] in found:
            return None
        found[tag[1]] = tag[2]
    return found


def key_of(value: str) -> str:
    """What stands behind ``p=``, without spaces; empty where there is none."""
    return "".join((tags(value) or {}).get("p", "").split())


def compared(wanted: str, value: str) -> tuple[Difference | None, str]:
    """How a published record differs from the wanted one, and why it won't do.

    Spaces within the key don't matter, nor do other tags that leave it an RSA key.

    Returns:
        None and an empty sentence when it will do.
    """
    found = tags(value)
    if found is None or "p" not in found:
        return Difference(wanted, value), _malformed(value)
    if found.get("v", "DKIM1") != "DKIM1":
        return Difference(wanted, value), f"Its version is {found['v']}; only DKIM1 is one."
    if found.get("k", "rsa") != "rsa":
        return Difference(wanted, value), f"Its kind of key is {found['k']}; the service's is rsa."
    mine, key = key_of(wanted), key_of(value)
    if key == mine:
        return None, ""
    if not key:
        return Difference(mine, key), "Its key is empty, which means that it was withdrawn."
    if not _KEY.fullmatch(key):
        return Difference(mine, key), "Its key has characters that no key has."
    if mine.startswith(key):
        return Difference(mine, key), f"Its key is cut off after {len(key)} of {len(mine)} characters."
    return Difference(mine, key), "It holds another key."


def _malformed(value: str) -> str:
    if re.search(r"rsa\s*,", value):
        return "A comma stands behind k=rsa where a semicolon belongs."
    if '"' in value or "\\" in value:
        return "Quotes or backslashes are part of it: publish it without them."
    return "It has no p= with the key."
