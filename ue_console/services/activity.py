"""What was changed from this machine: looked through, exported, and done again where that is safe."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ue_console.errors import InputError, StateError
from ue_console.services.activity_again import AGAIN, why_not_again, why_not_this
from ue_console.services.activity_words import SENDS
from ue_console.services.curl import curl
from ue_console.store.activity import Activity
from ue_console.store.activity import Sought as Sought
from ue_console.store.activity_lists import FoldedActivity
from ue_console.store.activity_records import RESULTS as RESULTS
from ue_console.store.activity_records import Entry as Entry
from ue_console.store.activity_records import Exchanged as Exchanged
from ue_console.store.activity_records import Facts as Facts
from ue_console.store.activity_records import Result as Result
from ue_console.store.activity_records import Settled as Settled
from ue_console.store.activity_records import Together as Together

if TYPE_CHECKING:
    from ue_console.models.account import Account
    from ue_console.services.accounts import Accounts
    from ue_console.services.recording import Recorder
    from ue_console.store.database import Database

WINDOW: Final = 200
"""Calls read at a time."""


@dataclass(frozen=True, slots=True)
class Again:
    """A call that may be made again."""

    entry: Entry
    exchanged: Exchanged
    later: Entry | None
    """What was done to the same object from here since; None also where it was the same."""


class ActivityLog:
    """The calls that are kept.

    Args:
        accounts: Opens the client of a call that is made again.
        database: Where they are kept.
        recorder: What writes them.
    """

    def __init__(self, accounts: Accounts, database: Database, recorder: Recorder) -> None:
        self._accounts = accounts
        self._store = Activity(database)
        self._folded = FoldedActivity(database)
        self._recorder = recorder

    async def listed(self, sought: Sought, limit: int = WINDOW, *, before: int | None = None) -> list[Entry]:
        """As ``newest``, the calls of a list as one; those of the list that is sought one by one."""
        if sought.part_of:
            return await self.newest(sought, limit, before=before)
        await self._recorder.drain()
        return await self._folded.newest(sought, limit, before=before)

    async def newest(self, sought: Sought, limit: int = WINDOW, *, before: int | None = None) -> list[Entry]:
        """Calls, newest first; after the one with the id ``before``, if there is one."""
        await self._recorder.drain()
        return await self._store.newest(sought, limit, before=before)

    async def count(self, sought: Sought) -> int:
        """How many ``listed`` has in all."""
        return await (self._store if sought.part_of else self._folded).count(sought)

    async def kinds(self, sought: Sought) -> dict[str, int]:
        """How many there are of each kind, whichever is sought."""
        await self._recorder.drain()
        return await self._store.kinds(replace(sought, noun=""))

    async def exchanged(self, entry: Entry) -> Exchanged:
        """The request and the answer of a call.

        Raises:
            StateError: It is not kept any more.
        """
        found = await self._store.exchanged([entry.id])
        if entry.id not in found:
            raise StateError("This call is not kept any more.", "Press r to read the list again.")
        return found[entry.id]

    async def curl(self, entry: Entry) -> str:
        """The request as a curl command, without its key.

        Raises:
            StateError: It is not kept any more.
        """
        found, facts = await self.exchanged(entry), entry.facts
        return curl(facts.service, found.base_url, facts.method, found.request, whole=found.whole)

    async def send_of(self, entry: Entry) -> str:
        """The id of the send that a call was a request of; empty where the journal has none."""
        return await self._store.send_of(entry) if entry.facts.method in SENDS else ""

    async def again(self, entry: Entry) -> Again:
        """Look whether a call may be made again, and what was done since.

        Raises:
            InputError: It may not; the sentence says why.
            StateError: It is not kept any more.
        """
        active = self._accounts.active
        if active is None or why_not_again(entry.facts, active):
            raise InputError(why_not_again(entry.facts, active))
        exchanged = await self.exchanged(entry)
        if reason := why_not_this(exchanged, active):
            raise InputError(reason)
        later = await self._store.later(entry)
        same = later is not None and (await self.exchanged(later)).request == exchanged.request
        return Again(entry, exchanged, None if same else later)

    async def do_again(self, again: Again) -> None:
        """Make the call once more, exactly as it was; it is kept as another one.

        Raises:
            ApiError, WireError: What the service or the line to it says.
            ReadOnly: The account is read-only.
        """
        from ue_console.api import methods

        known = {
            method.path: method for method in vars(methods).values() if isinstance(method, methods.Method)
        }
        facts = again.entry.facts
        assert facts.method in AGAIN
        client = await self._accounts.client(self._of(facts))
        await client.again(known[facts.method], again.exchanged.request)

    def _of(self, facts: Facts) -> Account:
        active = self._accounts.active
        if active is None or active.name != facts.account:
            raise InputError(f"{facts.account} is not the active account any more.", "Press a to switch.")
        return active

    async def export(
        self, name: str, sought: Sought, told: Callable[[int], None] = lambda count: None
    ) -> tuple[Path, int]:
        """Write all calls that fit into a new file, mode 0600: CSV, or JSON with requests and answers.

        Args:
            name: As typed; its ending ``.json`` makes it JSON, anything else CSV.
            sought: What they must have.
            told: Called with how many are written so far.

        Returns:
            Where the file is, and how many calls it has.

        Raises:
            InputError: There is something of that name, or it can't be written.
        """
        from ue_console.services.activity_export import Export

        export = await asyncio.to_thread(Export.begun, name)
        count, before = 0, None
        try:
            while page := await self.newest(sought, WINDOW, before=before):
                full = await self._store.exchanged([entry.id for entry in page]) if export.full else {}
                await asyncio.to_thread(export.write, [(entry, full.get(entry.id)) for entry in page])
                count, before = count + len(page), page[-1].id
                told(count)
            await asyncio.to_thread(export.finish)
        except BaseException:
            export.give_up()
            raise
        return export.path, count
