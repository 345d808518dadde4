"""How much may wait."""

from typing import Final

MOST_BYTES: Final = 64 * 1024 * 1024
"""What mail and events that wait may take together, about."""


class Room:
    """Counts bytes in and out."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._taken = 0
        self.lost = 0
        """Events that did not fit; nobody was told of them."""

    def take(self, size: int) -> bool:
        """Whether this much fits; it is counted then."""
        fits = self._taken + size <= self._most
        self._taken += size if fits else 0
        return fits

    def give(self, size: int) -> None:
        """Count bytes out again."""
        self._taken -= size
