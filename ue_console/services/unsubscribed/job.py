"""A list of addresses that is being unsubscribed, and what became of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from ue_console.services.unsubscribed.places import KEY
from ue_console.store.owner import may_live

State = Literal["waiting", "asked", "done", "refused"]
"""``asked`` is on disk before a request leaves: without an answer, its outcome is unknown."""

BROKEN_OFF: Final = "The console ended before an answer came."
CHECKED: Final = "unsubscribed, as a check says"
"""Told of an address whose answer was lost, and which the service was asked about."""


@dataclass(slots=True)
class Entry:
    """One address and what became of it."""

    address: str
    state: State = "waiting"
    told: str = ""
    """The service's word for what was done, or why it was not or is not known; empty before the answer."""

    @property
    def under_way(self) -> bool:
        """True between its request and its answer."""
        return self.state == "asked" and not self.told


@dataclass(slots=True)
class Job:
    """Addresses in the order in which they were given."""

    id: str
    created: str
    """ISO 8601, UTC."""
    size: int
    """Entries of a chunk."""
    entries: list[Entry] = field(default_factory=list)
    owner: str = ""
    """The process that works on it; empty for none."""
    place: str = KEY
    """Which of ``PLACES`` it has."""

    def count(self, state: State) -> int:
        """How many are in this state."""
        return sum(1 for entry in self.entries if entry.state == state)

    @property
    def left(self) -> int:
        """How many wait or have an unknown outcome."""
        return self.count("waiting") + self.count("asked")

    @property
    def elsewhere(self) -> bool:
        """True while another console works on it."""
        return bool(self.owner) and may_live(self.owner)

    def chunk(self, number: int) -> list[Entry]:
        """The entries of one chunk."""
        return self.entries[number * self.size : (number + 1) * self.size]

    @property
    def chunks(self) -> int:
        """How many chunks there are."""
        return -(-len(self.entries) // self.size)
