"""Writing calls: all that wait go into one transaction, and the next gather meanwhile."""

import asyncio
import contextlib
from collections.abc import Callable
from datetime import datetime
from typing import Final, Self

from ue_console.errors import StateError
from ue_console.services.listening.values import Retention
from ue_console.store.event_records import NewCall
from ue_console.store.events import EventStore

_GATHER: Final = 0.005
"""Seconds from the first call that waits to its transaction: one for several costs a fraction."""

_BATCH: Final = 100
"""Calls in one transaction at the most."""

_PRUNED_AFTER: Final = 10_000
"""Calls kept between two looks at what is too old or too much."""

_UNPROVEN_AFTER: Final = 200
"""The same of calls that prove nothing: of these fewer are kept."""


class Keeper:
    """The only writer of a store.

    Args:
        store: Where calls go.
        retention: How much is kept.
        now: The time, with its zone (UTC).
    """

    def __init__(self, store: EventStore, retention: Retention, now: Callable[[], datetime]) -> None:
        self._store = store
        self._retention = retention
        self._now = now
        self._waiting: list[tuple[NewCall, asyncio.Future[int]]] = []
        self._writing: asyncio.Task[None] | None = None
        self._pruning: asyncio.Task[None] | None = None
        self._since = 0
        self._unproven = 0

    async def keep(self, call: NewCall) -> int:
        """Return the call's number once it is in the file.

        Raises:
            StateError: It can't be written.
        """
        written: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._waiting.append((call, written))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())
        return await written

    async def __aenter__(self) -> Self:
        self._prune()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Write what waits."""
        while self._writing is not None:
            await self._writing
        if self._pruning is not None:
            self._pruning.cancel()
            await asyncio.wait((self._pruning,))

    async def _write(self) -> None:
        try:
            while self._waiting:
                await asyncio.sleep(_GATHER if len(self._waiting) < _BATCH else 0)
                batch, self._waiting = self._waiting[:_BATCH], self._waiting[_BATCH:]
                await self._write_batch(batch)
                if self._since >= _PRUNED_AFTER or self._unproven >= _UNPROVEN_AFTER:
                    self._prune()
        finally:
            self._writing = None

    async def _write_batch(self, batch: list[tuple[NewCall, asyncio.Future[int]]]) -> None:
        try:
            numbers = await self._store.keep([call for call, _ in batch])
        except Exception as error:
            for _, written in batch:
                if not written.done():
                    written.set_exception(error)
            if not isinstance(error, StateError):
                raise
            return
        self._since += len(batch)
        self._unproven += sum(call.unproven for call, _ in batch)
        for (_, written), number in zip(batch, numbers, strict=True):
            if not written.done():
                written.set_result(number)

    def _prune(self) -> None:
        if self._pruning is None or self._pruning.done():
            self._since = self._unproven = 0
            self._pruning = asyncio.create_task(self._prune_all())

    async def _prune_all(self) -> None:
        kept = self._retention
        # What can't be deleted now is still too old or too much the next time.
        with contextlib.suppress(StateError):
            await self._store.prune(
                since=self._now() - kept.age, most_bytes=kept.most_bytes, most_unproven=kept.most_unproven
            )
