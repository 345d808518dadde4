"""An address that is both in the list and among the few beside it: one of the two unsubscribes it.

Each puts an address on record as asked first, and only then looks at the other: so at least one of
two that come to it at the same moment sees that of the other. The list gives way to the few, which
somebody waits for; the few wait for an answer that the list is about to get.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Final

from ue_console.services.addresses import same_key
from ue_console.services.unsubscribed.jobs import BESIDE, KEY, Entry, Job, Jobs

BY_THE_LIST: Final = "by the last list"
"""Told of one of the few that the list came to before."""
BY_THE_FEW: Final = "beside the list"
LEFT_TO_THE_FEW: Final = "goes beside the list"
"""Told of an address of the list that still waits because it is among the few."""
ASKED_BY_THE_LIST: Final = "The last list asks about it now."
_LOOKS: Final = 20
_LOOK_EVERY: Final = 0.1
"""Seconds."""


class Twin:
    """The other job of an account, asked about one address at a time.

    Args:
        jobs: Where both are kept.
        place: That of the job that asks.
    """

    def __init__(self, jobs: Jobs, place: str) -> None:
        self._jobs = jobs
        self._is_list = place == KEY
        self._other: Job | None = None
        self._numbers: dict[str, int] = {}
        self._reading = asyncio.Lock()

    async def takes(self, entry: Entry) -> bool:
        """Whether an address that is on record as asked is the other one's; its entry tells then.

        Raises:
            StateError: The other job can't be read.
        """
        other = await self._find(entry.address)
        if not self._is_list:
            for _ in range(_LOOKS):
                if other is None or not other.under_way:
                    break
                await asyncio.sleep(_LOOK_EVERY)
                other = await self._find(entry.address)
        if other is None or other.state == "refused":
            return False
        if other.state == "done":
            entry.state, entry.told = "done", BY_THE_FEW if self._is_list else BY_THE_LIST
        elif self._is_list:
            entry.state, entry.told = "waiting", LEFT_TO_THE_FEW
        elif other.under_way:
            entry.told = ASKED_BY_THE_LIST
        else:
            # The list, when it comes to it, sees that it is asked here.
            return False
        return True

    async def _find(self, address: str) -> Entry | None:
        """The other job's entry as it is on disk now; None where it has none."""
        place = BESIDE if self._is_list else KEY
        async with self._reading:
            there = await self._jobs.id_at(place)
            if there is None:
                return None
            if self._other is None or self._other.id != there:
                self._other = await self._jobs.load(place)
                entries = self._other.entries if self._other else []
                self._numbers = await asyncio.to_thread(_numbered, entries)
        number = self._numbers.get(same_key(address))
        if self._other is None or number is None:
            return None
        return await self._jobs.look(self._other, number)


def _numbered(entries: Sequence[Entry]) -> dict[str, int]:
    return {same_key(entry.address): number for number, entry in enumerate(entries)}
