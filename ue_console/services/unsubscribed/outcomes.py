"""The words for what became of an address that was to be unsubscribed."""

from typing import Final

from ue_console.services.unsubscribed.jobs import State

_OUTCOMES: Final[dict[State, str]] = {
    "done": "unsubscribed",
    "refused": "refused",
    "asked": "unknown",
    "waiting": "waiting",
}


def outcome_of(state: State) -> str:
    """``unsubscribed``, ``refused``, ``unknown`` or ``waiting``."""
    return _OUTCOMES[state]
