"""Whose zone a domain's records are written in: its owner's, or a registry's, where nobody can write."""

import re
from typing import Final

_COUNTRY: Final = 2
"""Letters of a country's top level."""

_SECOND_LEVEL: Final = re.compile(
    "ac|co|com|edu|gen|go|gob|gouv|govt?|gv|id|info|ltd|me|mil|name|net?|nic|nom|org?|plc|pro|sch|school|web"
)
"""What registries of countries call the levels below which they register: ``co.uk``, ``com.au``."""


def of_registry(zone: str) -> bool:
    """Whether names directly below a zone are registered, not written by whoever owns the zone.

    Told by the zone's own name: ``com``, ``co.uk``. There are others, which only a list could tell.
    """
    above, _, top = zone.rpartition(".")
    return not above or (len(top) == _COUNTRY and _SECOND_LEVEL.fullmatch(above) is not None)


def place_of(zone: str, *, exists: bool | None) -> str:
    """The zone in which a domain's records are written; empty where that can't be told.

    A name that DNS doesn't know yet is written into the zone above it, unless it has to be registered
    there first.

    Args:
        zone: The closest zone that has name servers; empty where none is known.
        exists: Whether DNS knows the domain's name; None where nobody can tell.
    """
    if exists is None or (exists is False and of_registry(zone)):
        return ""
    return zone
