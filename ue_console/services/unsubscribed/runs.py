"""The walks through lists that go on in this process: what they came to is on disk before it ends."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class Runs:
    """Those under way, of all accounts."""

    def __init__(self) -> None:
        self._count = 0
        self._none = asyncio.Event()
        self._none.set()

    @contextmanager
    def one(self) -> Iterator[None]:
        """One of them, until its outcomes are on disk."""
        self._count += 1
        self._none.clear()
        try:
            yield
        finally:
            self._count -= 1
            if not self._count:
                self._none.set()

    async def ended(self) -> None:
        """Wait until all have ended; they have been cancelled."""
        await self._none.wait()
