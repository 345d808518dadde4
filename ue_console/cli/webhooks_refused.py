"""Calls that are refused over and over: the first of a kind is told at once, then how many followed."""

import asyncio
from collections.abc import AsyncIterator
from typing import Final

from ue_console.services.listening.values import Received

EVERY: Final = 10.0
"""Seconds between two lines about the same."""
_MOST: Final = 1_000
"""Kinds that are counted at once; one beyond is told each time."""

_Kind = tuple[str, str]


class Refusals:
    """Counts what was told already: the same reason from the same address."""

    def __init__(self) -> None:
        self._counted: dict[_Kind, tuple[Received, int]] = {}
        self._begun = asyncio.Event()

    def told(self, call: Received) -> bool:
        """Whether a line of the same kind stands there that is not old; then this call is counted."""
        if not call.problem:
            return False
        kind = (call.peer, call.problem)
        if known := self._counted.get(kind):
            self._counted[kind] = (call, known[1] + 1)
            return True
        if len(self._counted) < _MOST:
            self._counted[kind] = (call, 0)
            self._begun.set()
        return False

    async def counts(self) -> AsyncIterator[tuple[Received, int]]:
        """Every :data:`EVERY` seconds, as long as there are any: the last of a kind, and how many came."""
        while True:
            await self._begun.wait()
            await asyncio.sleep(EVERY)
            for count in self.taken():
                yield count
            if not self._counted:
                self._begun.clear()

    def taken(self) -> list[tuple[Received, int]]:
        """What was counted and not told yet; the rest is forgotten."""
        found = {kind: known for kind, known in self._counted.items() if known[1]}
        self._counted = {kind: (call, 0) for kind, (call, _) in found.items()}
        return list(found.values())
