"""The addresses that are being unsubscribed, kept on this machine until the last one has its outcome.

An account has one such job, and beside one that isn't through another of a few addresses. A job is
kept in chunks, so that an outcome costs one small write however long the list is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any, Final
from uuid import uuid4

from ue_console.errors import InputError, StateError
from ue_console.services.addresses import same_key
from ue_console.services.unsubscribed.book import Book
from ue_console.services.unsubscribed.job import BROKEN_OFF as BROKEN_OFF
from ue_console.services.unsubscribed.job import Entry as Entry
from ue_console.services.unsubscribed.job import Job as Job
from ue_console.services.unsubscribed.job import State as State
from ue_console.services.unsubscribed.places import BESIDE as BESIDE
from ue_console.services.unsubscribed.places import KEY as KEY
from ue_console.services.unsubscribed.places import PLACES
from ue_console.services.unsubscribed.room import few_are_left, list_is_left
from ue_console.store.drafts import Drafts
from ue_console.store.owner import is_own, may_live, new_owner

FEW: Final = 50
"""Addresses that go beside a list."""
_SMALLEST: Final = 100
_MOST_CHUNKS: Final = 200


class Jobs:
    """The jobs of one account.

    Args:
        drafts: Where it is kept.
        account: The account's name.
        now: The clock, in UTC.
        book: What else is kept of their calls; nothing by default.
    """

    def __init__(
        self, drafts: Drafts, account: str, now: Callable[[], datetime], book: Book | None = None
    ) -> None:
        self._drafts = drafts
        self._account = account
        self._now = now
        self._book = book or Book()

    async def load(self, place: str = KEY) -> Job | None:
        """The job as it is on disk; None where there was never one.

        Raises:
            StateError: The database can't be read.
        """
        head = await self._head(place)
        return await self._read(head, place) if head else None

    async def id_at(self, place: str) -> str | None:
        """The id of the job at a place, without reading it; None where there is none."""
        head = await self._head(place)
        return str(head["id"]) if head else None

    async def look(self, job: Job, number: int) -> Entry | None:
        """One entry as it is on disk now, under way also in this console; None where the job is gone."""
        head = await self._head(job.place)
        if head is None or head["id"] != job.id:
            return None
        works = is_own(head["owner"]) or may_live(head["owner"])
        found = await self._drafts.load(self._account, _key(job, number // job.size)) or {}
        rows = found.get("rows", ())[number % job.size :]
        return _entry(*rows[0], broken=not works) if rows else None

    async def all(self) -> list[Job]:
        """Every job that there is: the list, and the few beside it."""
        return [job for place in PLACES if (job := await self.load(place))]

    async def left(self) -> int:
        """How many addresses have no outcome yet, without reading them all.

        Raises:
            StateError: The database can't be read.
        """
        return sum([await self._left(place) for place in PLACES])

    async def _left(self, place: str) -> int:
        head = await self._head(place)
        if head is None:
            return 0
        if not head["owner"]:
            return int(head["left"])
        # A console that was killed has noted nothing in the head.
        return (await self._read(head, place)).left

    async def create(self, addresses: Sequence[str]) -> Job:
        """Begin a job in place of a finished one, or beside one that isn't; nothing is asked yet.

        Those that went beside a list before stay beside it, with their outcomes.

        Raises:
            InputError: The last one is not finished, and these are too many to go beside it.
            StateError: The database can't be written; the last one stays.
        """
        await self.mend()
        job = await self._created(addresses, KEY)
        if job is not None:
            await self._forget_finished()
        elif len(addresses) <= FEW:
            job = await self._created(addresses, BESIDE)
        if job is None:
            raise await self._no_room(len(addresses))
        return job

    async def place_for(self, count: int) -> str:
        """Where a new job of so many addresses would go now.

        Raises:
            InputError: There is no room for them.
        """
        if not await self._left(KEY):
            return KEY
        if count > FEW or await self._left(BESIDE):
            raise await self._no_room(count)
        return BESIDE

    async def _no_room(self, count: int) -> InputError:
        if count > FEW:
            return list_is_left(await self.left(), FEW)
        return few_are_left(await self._left(BESIDE))

    async def _created(self, addresses: Sequence[str], place: str) -> Job | None:
        """A new job, unless there is one at its place that isn't finished."""
        head = await self._head(place)
        last = await self._read(head, place) if head else None
        if last is not None and last.left:
            return None
        entries = await asyncio.to_thread(lambda: list(map(Entry, addresses)))
        if last is not None and place == BESIDE:
            # The list, when it comes to those before them, is to see that they are done.
            keys = set(map(same_key, addresses))
            entries += [entry for entry in last.entries if same_key(entry.address) not in keys]
        size = max(_SMALLEST, -(-len(entries) // _MOST_CHUNKS))
        job = Job(uuid4().hex, self._now().isoformat(), size, entries, place=place)
        for number in range(job.chunks):
            await self.keep(job, number)
        # The head comes last: until then the job before it is the one that there is.
        if not await self._drafts.replace(self._account, place, head, _head_of(job)):
            await self._drop_chunks(job)
            return None
        await self._drop_chunks(last)
        return job

    async def _forget_finished(self) -> None:
        """A new list has nothing beside it, unless that still waits."""
        head = await self._head(BESIDE)
        last = await self._read(head, BESIDE) if head else None
        if (
            last is not None
            and not last.left
            and await self._drafts.replace(self._account, BESIDE, head, None)
        ):
            await self._drop_chunks(last)

    async def keep(self, job: Job, number: int) -> None:
        """Put one chunk on disk.

        Raises:
            StateError: The database can't be written.
        """
        rows = [[entry.address, entry.state, entry.told] for entry in job.chunk(number)]
        await self._drafts.save(self._account, _key(job, number), {"rows": rows})

    async def claim(self, job: Job) -> None:
        """Make this process the one that works on the job, as it is on disk now.

        Raises:
            StateError: Another console works on it, has given it up, or has put another in its place.
        """
        head = await self._head(job.place)
        if head is None:
            raise StateError(
                "Another console has given this list up.", "Go back; nothing of it is left here."
            )
        if head["id"] != job.id:
            raise StateError(
                "Another console has put another list in the place of this one.", "Go back and press u."
            )
        there, mark = head["owner"], await self._book.mark()
        # While what was broken off is made good, its own beginning is what counts.
        own = {**head, "owner": new_owner(), "mark": head.get("mark") if there else mark}
        taken = not (there and may_live(there)) and await self._drafts.replace(
            self._account, job.place, head, own
        )
        if not taken:
            raise StateError(
                "Another console is unsubscribing these addresses now.", "Press r to see how far it is."
            )
        # Read after it is taken: nobody else changes it from here on.
        job.entries, job.owner = (await self._read(head, job.place)).entries, own["owner"]
        if there and own["mark"] is not None:
            await self._make_good(job, own["mark"])
            await self._drafts.replace(self._account, job.place, own, {**own, "mark": mark})

    async def _make_good(self, job: Job, mark: int) -> None:
        """Have the list and what else is kept of its calls tell the same."""

        async def saved(number: int) -> datetime:
            draft = await self._drafts.find(self._account, _key(job, number // job.size))
            return draft.updated if draft else self._now()

        for chunk in {number // job.size for number in await self._book.agree(job, mark, saved)}:
            await self.keep(job, chunk)

    async def mend(self) -> None:
        """Make good what a console has left behind that was killed while it worked on a job.

        Raises:
            StateError: The database can't be read.
        """
        for place in PLACES:
            head = await self._head(place)
            owner = head["owner"] if head else ""
            if head and owner and not is_own(owner) and not may_live(owner):
                job = await self._read(head, place)
                # Another console that takes it meanwhile makes it good itself.
                with suppress(StateError):
                    await self.claim(job)
                    await self.release(job)

    async def release(self, job: Job) -> None:
        """No process works on it any more."""
        await self._book.written()
        head = await self._head(job.place)
        job.owner = ""
        # A finished list may have been replaced by another console since.
        if head is not None and head["id"] == job.id:
            await self._drafts.replace(self._account, job.place, head, _head_of(job))

    async def forget(self, job: Job) -> None:
        """Give a job up: those that wait are not asked any more.

        Raises:
            StateError: Another console works on it, has given it up, or has put another in its place.
        """
        await self.claim(job)
        head = await self._head(job.place)
        if head is not None and head["owner"] == job.owner:
            await self._drafts.replace(self._account, job.place, head, None)
        await self._drop_chunks(job)

    async def look_back(self, job: Job) -> None:
        """Have a job that another console has given up tell what it came to, as far as that is known."""
        job.owner = ""
        await self._book.look_back(job)

    async def _head(self, place: str) -> dict[str, Any] | None:
        return await self._drafts.load(self._account, place)

    async def _read(self, head: dict[str, Any], place: str) -> Job:
        job = Job(head["id"], head["created"], head["size"], owner=head["owner"], place=place)
        broken = not job.elsewhere
        for number in range(head["chunks"]):
            rows = await self._drafts.load(self._account, _key(job, number)) or {}
            job.entries += [_entry(*row, broken=broken) for row in rows.get("rows", ())]
        return job

    async def _drop_chunks(self, job: Job | None) -> None:
        if job is not None:
            for number in range(job.chunks):
                await self._drafts.delete(self._account, _key(job, number))


def _head_of(job: Job) -> dict[str, Any]:
    head: dict[str, Any] = {"id": job.id, "created": job.created, "size": job.size, "owner": job.owner}
    return {**head, "chunks": job.chunks, "left": job.left}


def _entry(address: str, state: State, told: str, *, broken: bool) -> Entry:
    """One row; without an answer, its request was broken off unless a console still waits for it."""
    return Entry(address, state, BROKEN_OFF if broken and state == "asked" and not told else told)


def _key(job: Job, number: int) -> str:
    return f"{KEY}:{job.id}:{number}"
