"""Calls that are written down before they leave, and what became of them in the same place."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from ue_console.errors import StateError

if TYPE_CHECKING:
    from ue_console.models.account import Account
    from ue_console.store.activity_records import Exchanged, Facts
    from ue_console.store.database import Database

NO_WORD: Final = "No answer is noted: the call is under way in a console, or that console has ended."
"""Why it is not known what became of it."""


class Unwritten:
    """Writes no call down before it leaves."""

    def begun(
        self, account: Account, method: str, what: str, known: Iterable[str] | None = None
    ) -> AbstractAsyncContextManager[int]:
        """Keep a call before it leaves; gives the number of its row."""
        return nullcontext(0)

    async def kept(self, account: Account, user: str) -> None:
        """The secret of a user with this id is kept, or the user is gone."""

    def made(self, account: Account, user: str, number: int) -> None:
        """The call with this number made the user with this id."""


@dataclass(slots=True)
class Begun:
    """A call that is on disk before it has ended."""

    number: int
    """Of its row."""
    what: str
    """What it is about, as known before."""
    taken: bool = False
    """Its call has ended and is being written."""


class BegunCalls(Unwritten):
    """The calls of this process that are on disk and have not ended.

    Args:
        database: Where they are kept.
        now: The clock, in UTC.
        written: Waits until the calls that have ended are kept, so that rows are in the order of the calls.
    """

    def __init__(
        self, database: Database, now: Callable[[], datetime], written: Callable[[], Awaitable[None]]
    ) -> None:
        self._database = database
        self._now = now
        self._written = written
        self._open: dict[tuple[str, str], Begun] = {}
        self._numbers: dict[tuple[str, str], int] = {}
        """App and id of a user → the call that made it, whose row may not have its id yet."""

    @asynccontextmanager
    async def begun(
        self, account: Account, method: str, what: str, known: Iterable[str] | None = None
    ) -> AsyncIterator[int]:
        """Keep a call before it leaves; where it does not leave, it is forgotten again.

        Args:
            account: Whose call.
            method: ``user/create``; of one and the same, an account has one under way at a time.
            what: What it is about: its answer may be the first to name it.
            known: Of ``user/create``: the ids of the users that there are, where they are known.

        Yields:
            The number of its row.

        Raises:
            StateError: It can't be written down; then nothing is to leave.
        """
        from ue_console.store.activity_begun import BegunActivity
        from ue_console.store.activity_records import Exchanged, Facts

        await self._written()
        facts = Facts(
            self._now(), account.name, account.service.value, method, what, "unknown", None, None, 0
        )
        rest = Exchanged(account.base_url, {}, True, None, NO_WORD, _check(method))
        store, key = BegunActivity(self._database), (account.name, method)
        begun = self._open[key] = Begun(await store.begin(facts, rest, known), what)
        try:
            yield begun.number
        finally:
            self._open.pop(key, None)
            if not begun.taken:
                await store.forget(begun.number)

    def made(self, account: Account, user: str, number: int) -> None:
        """Remember which call made a user."""
        self._numbers[account.name, user] = number

    async def kept(self, account: Account, user: str) -> None:
        """The secret of a user is kept, or the user is gone: nothing is to be done about it any more."""
        from ue_console.store.new_users import NewUsers

        number = self._numbers.pop((account.name, user), 0)
        with suppress(StateError):  # where the list has its secret, or has it not, nothing is told either
            await NewUsers(self._database).kept(account.name, user, number)

    async def not_made(self, account: str) -> None:
        """The user that an app may have got last is not in its list.

        Raises:
            StateError: It can't be kept.
        """
        from ue_console.store.activity_begun import BegunActivity

        await BegunActivity(self._database).not_made(account)

    def take(self, account: str, method: str) -> Begun | None:
        """The call that was begun and has ended now; None where it was not written down before."""
        begun = self._open.pop((account, method), None)
        if begun is not None:
            begun.taken = True
        return begun

    async def end(self, begun: Begun, facts: Facts, rest: Exchanged) -> None:
        """Write what became of it; a user, and what has no answer, keeps the name it was begun under."""
        from ue_console.store.activity_begun import USER_CREATE, BegunActivity
        from ue_console.store.new_users import made_as

        what = facts.what or begun.what
        if facts.what and facts.method == USER_CREATE:
            what = made_as(begun.what, facts.what)
        known = replace(facts, what=what)
        await BegunActivity(self._database).end(begun.number, known, rest)


def _check(method: str) -> str:
    """What to do where the answer of a method is lost, one sentence."""
    from ue_console.api.methods import Method
    from ue_console.api.unification import methods

    known = (each for each in vars(methods).values() if isinstance(each, Method))
    return next((each.check for each in known if each.path == method), "")
