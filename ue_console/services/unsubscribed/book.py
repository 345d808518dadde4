"""What else is kept of the calls of a list, so that both tell the same when a console was killed."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TYPE_CHECKING, Final

from ue_console.services.unsubscribed.job import CHECKED, Entry, Job, State

if TYPE_CHECKING:
    from ue_console.models.account import Account
    from ue_console.services.recording import Recorder
    from ue_console.services.unsubscribed.agreeing import Difference
    from ue_console.store.activity_records import Exchanged, Facts, Result
    from ue_console.store.database import Database

Saved = Callable[[int], Awaitable[datetime]]
"""When the chunk of an entry's number was put on disk."""

FROM_THE_LIST: Final = "The console ended before this call was kept; its list knows of it."
_STATUS: Final[dict[State, int]] = {"done": 200, "refused": 400}
_RESULT: Final[dict[State, Result]] = {"done": "done", "refused": "refused"}
_CODE: Final = re.compile(r"(.*) \(code (\d+)\)", re.DOTALL)


class Book:
    """Keeps nothing beside the list."""

    async def mark(self) -> int:
        """Where it ends now."""
        return 0

    async def written(self) -> None:
        """Wait until all that has ended is in it."""

    async def agree(self, job: Job, mark: int, saved: Saved) -> set[int]:
        """Make list and book tell the same of every address.

        Args:
            job: The list as it is on disk, after a console was killed that worked on it.
            mark: Where the book ended when that began.
            saved: Tells when an entry was put on disk.

        Returns:
            The numbers of the entries of which the book knew more.

        Raises:
            StateError: It can't be read or written.
        """
        return set()

    async def look_back(self, job: Job) -> None:
        """Put into the entries of a list that is on disk no more what came of its calls."""


class ActivityBook(Book):
    """Activity, which is written beside the calls.

    Args:
        database: Where it is.
        recorder: What writes it.
        account: Whose lists they are.
    """

    def __init__(self, database: Database, recorder: Recorder, account: Account) -> None:
        self._database = database
        self._recorder = recorder
        self._account = account

    async def mark(self) -> int:
        """The newest row."""
        from ue_console.store.activity_of_list import last_call

        await self.written()
        return await last_call(self._database)

    async def written(self) -> None:
        """Wait for the recorder."""
        await self._recorder.drain()

    async def agree(self, job: Job, mark: int, saved: Saved) -> set[int]:
        """Keep in Activity what only the list knows, and take over what only Activity does."""
        from ue_console.services.unsubscribed.agreeing import differences
        from ue_console.store.activity_of_list import calls_of_list

        await self.written()
        kept = await calls_of_list(self._database, job.id)
        known = set()
        for each in await asyncio.to_thread(differences, job.entries, kept, mark):
            entry = job.entries[each.number]
            if each.mend == "settle":
                await self._recorder.settle(job.id, entry.address, entry.state == "done")
            elif each.mend == "add":
                await self._add(job.id, entry, await saved(each.number))
            else:
                await self._take(entry, each)
                known.add(each.number)
        return known

    async def look_back(self, job: Job) -> None:
        """Put into the entries what Activity has of their calls; the words of the answers stay there."""
        from ue_console.services.unsubscribed.agreeing import last_known
        from ue_console.store.activity_of_list import calls_of_list

        kept = await calls_of_list(self._database, job.id)
        await asyncio.to_thread(last_known, job.entries, kept)

    async def _add(self, part_of: str, entry: Entry, at: datetime) -> None:
        from ue_console.store.activity import Activity

        await Activity(self._database).add(*_call_of(self._account, part_of, entry, at))

    async def _take(self, entry: Entry, knows: Difference) -> None:
        """Have an entry tell what the row of its call does."""
        from ue_console.store.activity import Activity

        assert knows.mend in ("waiting", "asked", "done", "refused")
        found = (await Activity(self._database).exchanged([knows.call])).get(knows.call)
        answer = (found and found.answer) or {}
        told = ""
        if knows.mend == "done":
            told = str(answer.get("message") or CHECKED)
        elif knows.mend == "refused" and found:
            code = answer.get("code")
            told = found.cause if code is None else f"{found.cause} (code {code})"
        entry.state, entry.told = knows.mend, told


def _call_of(account: Account, part_of: str, entry: Entry, at: datetime) -> tuple[Facts, Exchanged]:
    """The call of an entry, as far as the list knows it."""
    from ue_console.services.unsubscribed.agreeing import METHOD, object_in_activity
    from ue_console.store.activity_records import Exchanged, Facts

    coded = _CODE.fullmatch(entry.told) if entry.state == "refused" else None
    facts = Facts(
        at=at,
        account=account.name,
        service=account.service.value,
        method=METHOD,
        what=object_in_activity(entry.address),
        result=_RESULT.get(entry.state, "unknown"),
        code=int(coded[2]) if coded else None,
        http_status=_STATUS.get(entry.state),
        milliseconds=0,
        part_of=part_of,
    )
    answer, cause = None, coded[1] if coded else entry.told
    if entry.state == "done":
        answer, cause = {"message": entry.told}, FROM_THE_LIST
    return facts, Exchanged(account.base_url, {"address": entry.address}, True, answer, cause)
