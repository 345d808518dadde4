"""When a reading call is tried again, and after how long."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final, NamedTuple

from ue_console.api.methods import Method
from ue_console.api.outcome import Answer, Failure, Trouble

_PASSING: Final = (
    Trouble.NAME,
    Trouble.REFUSED,
    Trouble.ROUTE,
    Trouble.CONNECT_TIME,
    Trouble.READ_TIME,
    Trouble.BROKEN,
)
"""Troubles that a second attempt may not meet."""

_BUSY: Final = (429, 503)


class Retry(NamedTuple):
    """How patient a transport is. Times are seconds."""

    attempts: int = 3
    """In all, the first included."""
    base: float = 0.5
    """The first pause; each further one is twice as long."""
    longest: float = 20.0
    """A service that asks for a longer pause (``Retry-After``) is not called again."""

    def pause(
        self, method: Method, attempt: int, outcome: Answer | Failure, *, jitter: float, now: datetime
    ) -> float | None:
        """Return the seconds to wait before the next attempt, or None when there is none.

        Args:
            method: Only a repeatable one is ever repeated.
            attempt: The attempt just made, from 1.
            outcome: What it brought.
            jitter: 0 to 1; spreads the pause over half to the whole of its length.
            now: For a ``Retry-After`` that names a date.
        """
        if not method.repeatable or attempt >= self.attempts or not _may_pass(outcome):
            return None
        own = self.base * 2.0 ** (attempt - 1) * (0.5 + jitter / 2)
        asked = retry_after(outcome.retry_after, now) if isinstance(outcome, Answer) else None
        if asked is None:
            return own
        return max(own, asked) if asked <= self.longest else None


def retry_after(value: str, now: datetime) -> float | None:
    """Return the seconds that a ``Retry-After`` header asks for, or None when it says nothing usable."""
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max((moment - now).total_seconds(), 0.0)


def _may_pass(outcome: Answer | Failure) -> bool:
    if isinstance(outcome, Failure):
        return outcome.trouble in _PASSING
    return outcome.status in _BUSY
