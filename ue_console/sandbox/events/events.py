"""What happens to mail after it was sent; begins with the first mail."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from ue_console.sandbox.accounts import Caller, Keys
    from ue_console.sandbox.events.clock import Clock
    from ue_console.sandbox.events.courses import Courses
    from ue_console.sandbox.events.mails import Mailed
    from ue_console.sandbox.store import Store


class Events:
    """The lives of all mail, in the loop in which it was sent; nothing is imported for them before.

    Args:
        store: Where the webhooks are.
        keys: Who signs.
        now: The clock, in UTC.
        clock: How long everything takes.
        most_bytes: What may wait at once; None for the usual.
    """

    def __init__(
        self,
        store: Store,
        keys: Keys,
        now: Callable[[], datetime],
        clock: Clock,
        *,
        most_bytes: int | None = None,
    ) -> None:
        self._given = (store, keys, now, clock, most_bytes)

    @cached_property
    def _courses(self) -> Courses:
        from ue_console.sandbox.events.courses import Courses

        return Courses(*self._given)

    def mailed(self, caller: Caller, mails: Sequence[Mailed]) -> None:
        """Mail was accepted: its life begins."""
        self._courses.mailed(caller, mails)

    def halted(self, caller: Caller, url: str) -> None:
        """The webhook was disabled or deleted: what waits for it is dropped."""
        self._courses.halted(caller, url)

    def state(self) -> dict[str, Any]:
        """What is still to happen, what waits for which webhook, and the newest calls."""
        return self._courses.state()

    async def close(self) -> None:
        """Stop where it stands: what was not told by now is lost."""
        if "_courses" in self.__dict__:
            await self._courses.close()
