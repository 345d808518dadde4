"""What the connections of one receiver have in common, and which of them gives way where all are taken."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ue_console.receiver.messages import Handle, Limits, Refused

if TYPE_CHECKING:
    from ue_console.receiver.connection import Connection


@dataclass(slots=True)
class Shared:
    """Of one receiver; belongs to its loop."""

    handle: Handle
    limits: Limits
    refused: Callable[[Refused], None]
    open: set[Connection] = field(default_factory=set)
    buffered: int = 0
    """Bytes of bodies in memory."""
    ending: bool = False
    empty: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the last connection has gone."""

    def has_room(self, now: float) -> bool:
        """Whether one more connection is taken; the one that has waited longest may give way to it."""
        if len(self.open) < self.limits.connections:
            return True
        oldest = min(self.open, key=lambda each: each.waiting_since)
        if now - oldest.waiting_since < self.limits.patience:
            return False
        oldest.give_way()
        return True
