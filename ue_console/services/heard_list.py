"""What one listening has heard last: its rows, and what became of the calls that were passed on."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ue_console.services.heard import Heard, rows_of
from ue_console.services.heard_folding import folded, refusals_folded
from ue_console.services.listening.values import Forwarded, Received

MOST: Final = 2_000
"""Rows in memory of what is proven, or could not be checked; older ones are in the file."""
MOST_DOUBTFUL: Final = 500
"""Rows of calls that prove nothing: anybody can send them, and they displace none of the others."""

_MOST_FATES: Final = 10_000
"""Calls of which it is known what the handler answered."""


class HeardList:
    """The newest rows, the newest first; a burst leaves some out."""

    def __init__(self) -> None:
        self.rows: list[Heard] = []
        self.cut = False
        """Whether older rows have given way."""
        self._fates: dict[int, Forwarded] = {}
        self._serial = 0

    def take(self, calls: Sequence[Received]) -> None:
        """Add calls, the newest last; a retry takes the row of the call that it repeats to the top."""
        new: list[Heard] = []
        for call in reversed(calls):
            self._serial += 1
            new += rows_of(call, self._serial)
        retried = any(row.retry_count for row in new)
        rows = new + self.rows
        if any(row.problem for row in new):
            rows = refusals_folded(rows)
        rows = folded(rows, first_key=True) if retried else rows
        self.rows = list(_newest(rows))
        # Of a burst some never come here, so that a full list is as good as a cut one.
        self.cut = self.cut or len(self.rows) < len(rows) or len(self.rows) >= MOST

    def passed_on(self, fates: Sequence[Forwarded]) -> None:
        """Note what the handler answered."""
        for fate in fates:
            self._fates[fate.number] = fate
        while len(self._fates) > _MOST_FATES:
            del self._fates[next(iter(self._fates))]

    @property
    def handled(self) -> bool:
        """Whether any call is, or was, passed on."""
        return bool(self._fates)

    def fate(self, number: int) -> Forwarded | None:
        """What became of a call that was passed on; None where it was not, or is on its way."""
        return self._fates.get(number)


def _newest(rows: Iterable[Heard]) -> Iterator[Heard]:
    """The first rows, and of those that prove nothing the first for themselves."""
    room = {False: MOST, True: MOST_DOUBTFUL}
    for row in rows:
        doubtful = row.doubtful
        if room[doubtful]:
            room[doubtful] -= 1
            yield row
