"""Something that is read again and again: what came last, when, and what went wrong since."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime, timedelta
from typing import Any, Final, Generic, TypeVar

from ue_console.errors import ApiError, ConsoleError, WireError

FRESH: Final = timedelta(minutes=1)
"""How long what was read counts as known, so that nothing is read again."""

GRACE: Final = 0.3
"""Seconds that are waited for all answers together; later ones are told one by one."""

T = TypeVar("T")


class NotYet(Exception):
    """It may be asked later only.

    Attributes:
        at: When, UTC.
    """

    def __init__(self, at: datetime) -> None:
        super().__init__()
        self.at = at


class Known(Generic[T]):
    """One thing that is read.

    Args:
        name: What it is, in the plural: ``webhooks``.
        noun: The API's word for it: a call that changes something of it makes what is known old.
        read: Reads it; raises a ConsoleError, or ``NotYet``.
    """

    def __init__(self, name: str, noun: str, read: Callable[[], Awaitable[T]]) -> None:
        self.name = name
        self.noun = noun
        self._read = read
        self.value: T | None = None
        """What came last, if anything did."""
        self.at: datetime | None = None
        """When it came, UTC."""
        self.tried: datetime | None = None
        """When it was asked for last, UTC."""
        self.error: ConsoleError | None = None
        """Why the last try brought nothing."""
        self.again: datetime | None = None
        """When it may be asked again, UTC, where that is not at once."""
        self.old = False
        """Whether it was changed since it was read."""

    def take(self, value: T, now: datetime) -> None:
        """It was read, here or elsewhere."""
        self.value, self.at, self.tried = value, now, now
        self.error, self.again, self.old = None, None, False

    def failed(self, error: ConsoleError, now: datetime) -> None:
        """It could not be asked for; what came before stays."""
        self.tried, self.error, self.again = now, error, None

    def due(self, now: datetime) -> bool:
        """Whether it is to be asked for: not within a minute of the last time, unless it was changed."""
        if self.tried is None or self.old:
            return True
        # What failed on this machine has cost the service nothing.
        if self.error is not None and not isinstance(self.error, ApiError | WireError):
            return True
        return self.again is not None or not self.tried <= now < self.tried + FRESH

    async def ask(self, now: Callable[[], datetime]) -> None:
        """Read it; what fails is kept beside what came before, what is changed meanwhile is old at once."""
        self.tried = now()
        before, self.old = self.old, False
        try:
            value = await self._read()
        except NotYet as later:
            self.again = later.at
        except ConsoleError as error:
            self.error, self.again = error, None
        else:
            before = self.old
            self.take(value, now())
        finally:
            self.old = self.old or before


async def ask_all(
    things: Iterable[Known[Any]], now: Callable[[], datetime], tell: Callable[[], None]
) -> None:
    """Read several things at once.

    Args:
        things: What to read.
        now: The clock, in UTC.
        tell: Called once when all have come soon; else then with what is there, and with each other one.
    """
    waiting = {asyncio.ensure_future(thing.ask(now)) for thing in things}
    seconds: float | None = GRACE
    try:
        while waiting:
            until = asyncio.ALL_COMPLETED if seconds else asyncio.FIRST_COMPLETED
            done, waiting = await asyncio.wait(waiting, timeout=seconds, return_when=until)
            seconds = None
            for task in done:
                task.result()
            tell()
    finally:
        for task in waiting:
            task.cancel()
