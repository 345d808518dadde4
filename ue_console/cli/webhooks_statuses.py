"""The statuses that events have, told where one is sought that none has."""

from typing import Final

from ue_console.models.unione.webhook import EMAIL_STATUSES

_STATUSES: Final = (*EMAIL_STATUSES, "blocked", "unblocked")
"""Of mails, and of spam blocks."""


def unknown(status: str) -> str:
    """What is told of a status that no event is known to have, a line; empty of another one, and of none."""
    if not status or status.strip().lower() in _STATUSES:
        return ""
    return f"The statuses are {', '.join(_STATUSES)}.\n"
