"""The calls that were made: what ``GET /_sandbox/events`` shows of them."""

from collections import deque
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

MOST: Final = 1_000
"""Calls that are kept, the newest."""


class CallMade(NamedTuple):
    """One call and what came of it."""

    id: str
    """The header ``ID``."""
    time: str
    """When it was made, ``YYYY-MM-DD hh:mm:ss`` UTC."""
    url: str
    project_id: str | None
    events: int
    """How many it told of."""
    retry_count: int
    status: int | None
    """Of the handler's answer; None without one."""
    problem: str
    """Why there was no answer."""


class CallLog:
    """The newest calls of all webhooks."""

    def __init__(self) -> None:
        self._calls: deque[CallMade] = deque(maxlen=MOST)

    def add(self, call: CallMade) -> None:
        """Keep a call."""
        self._calls.append(call)

    def rows(self) -> Sequence[dict[str, Any]]:
        """As JSON, oldest first."""
        return [call._asdict() for call in self._calls]
