"""What a check comes to, in one word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from ue_console.services.domains.records import Purpose

if TYPE_CHECKING:
    from ue_console.services.domains.views import DomainCheck

Verdict = Literal["ready", "missing", "different", "unknown"]

SYMBOLS: Final = {"ready": "✓", "found": "✓", "missing": "✗", "different": "≠", "unknown": "?"}
"""A verdict, or the state of a record → its symbol."""

NAMES: Final = {
    Purpose.VERIFICATION: "Ownership",
    Purpose.DKIM: "DKIM key",
    Purpose.MAIL: "MX or A",
    Purpose.SPF: "SPF",
    Purpose.DMARC: "DMARC",
}
"""What each record is called."""


def verdict(check: DomainCheck) -> Verdict:
    """``ready`` when DNS has all that the service wants; else what is wrong, the worst first."""
    if check.ready:
        return "ready"
    states = [record.state for record in check.records if record.wanted.needed]
    if "different" in states:
        return "different"
    return "missing" if "missing" in states else "unknown"
