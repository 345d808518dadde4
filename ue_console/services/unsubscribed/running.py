"""Unsubscribing many addresses: one call each, a few at once, each outcome on disk."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final

from ue_console.errors import (
    ConsoleError,
    NotTheService,
    OutcomeUnknown,
    Rejected,
    ServiceFault,
    Unreachable,
    WireError,
)
from ue_console.services.controls import Controls
from ue_console.services.unsubscribed.job import BROKEN_OFF, CHECKED
from ue_console.services.unsubscribed.jobs import Entry, Job, Jobs, State
from ue_console.services.unsubscribed.runs import Runs
from ue_console.services.unsubscribed.twins import Twin

if TYPE_CHECKING:
    from ue_console.api.unione.unsubscribed import UnsubscribedApi

AT_ONCE: Final = 4
"""Calls under way at the same time."""

UNKNOWN_IN_A_ROW: Final = 3
"""Lost answers, one after the other, that end a run: the next ones would be lost too."""

OnProgress = Callable[[int], None]
"""Told of the number of each entry that has changed."""

Settled = Callable[[str, str, bool], Awaitable[None]]
"""Told what a check said: the id of the list, the address, and whether it is unsubscribed."""

Step = Callable[[Entry], Awaitable[None]]


Begun = Callable[[], Awaitable[None]]
"""Told when the job is this process's, as it is on disk, and nothing is asked yet."""


def _quiet(number: int) -> None:
    """Tell nobody."""


async def _nobody() -> None:
    """Tell nobody."""


async def nobody(part_of: str, address: str, done: bool) -> None:
    """Tell nobody."""


class Unsubscribing:
    """Works off the job of one account.

    What is done is never asked again, nor by itself what may be done. A run ends early where an
    error concerns every address; those that were not asked go on waiting.

    Args:
        jobs: Where the job is kept.
        api: Opens the account's methods.
        settled: Told what was found out about an address whose outcome was unknown.
        runs: Those that the end of the console waits for.
    """

    def __init__(
        self,
        jobs: Jobs,
        api: Callable[[], Awaitable[UnsubscribedApi]],
        settled: Settled = nobody,
        runs: Runs | None = None,
    ) -> None:
        self._jobs = jobs
        self._api = api
        self._settled = settled
        self._runs = runs or Runs()

    async def run(
        self,
        job: Job,
        on_progress: OnProgress = _quiet,
        controls: Controls | None = None,
        begun: Begun = _nobody,
    ) -> None:
        """Unsubscribe every address that waits, and that the other job of the account does not.

        Raises:
            StateError: The job can't be kept, or another console works on it.
            ConsoleError: What ended the run early.
        """
        api = await self._api()
        with self._runs.one():
            await self._claim(job)
            twin = Twin(self._jobs, job.place)
            run = _Run(self._jobs, job, on_progress, controls or Controls(), twin)

            async def ask(entry: Entry) -> None:
                entry.told = (await api.set(entry.address, part_of=job.id)).message
                entry.state = "done"

            await run.all("waiting", ask, begun)

    async def settle(
        self,
        job: Job,
        on_progress: OnProgress = _quiet,
        controls: Controls | None = None,
        begun: Begun = _nobody,
    ) -> None:
        """Ask the service about every address whose outcome is unknown; nothing is changed there.

        Raises:
            StateError: The job can't be kept, or another console works on it.
            ConsoleError: What ended it early.
        """
        api = await self._api()
        with self._runs.one():
            await self._claim(job)
            run = _Run(self._jobs, job, on_progress, controls or Controls())

            async def look(entry: Entry) -> None:
                there = await api.check(entry.address)
                entry.state, entry.told = ("done", CHECKED) if there else ("waiting", "")
                await self._settled(job.id, entry.address, there)

            await run.all("asked", look, begun)

    async def _claim(self, job: Job) -> None:
        try:
            await _through(self._jobs.claim(job))
        except asyncio.CancelledError:
            await _through(self._jobs.release(job))
            raise


class _Run:
    """One walk through the entries of a job, several at once."""

    def __init__(
        self,
        jobs: Jobs,
        job: Job,
        on_progress: OnProgress,
        controls: Controls,
        twin: Twin | None = None,
    ) -> None:
        self._jobs = jobs
        self._job = job
        self._on_progress = on_progress
        self._controls = controls
        self._twin = twin
        self._left: list[int] = []
        """Those that are the other job's."""
        self._keeping = asyncio.Lock()
        self._unkept: set[int] = set()
        self._error: ConsoleError | None = None
        self._lost = 0

    async def all(self, state: State, step: Step, begun: Begun) -> None:
        """Take ``step`` with each entry in ``state``."""
        left = deque(number for number, entry in enumerate(self._job.entries) if entry.state == state)
        try:
            await begun()
            await asyncio.gather(*(self._work(left, step) for _ in range(AT_ONCE)))
            await self._look_again()
        finally:
            await _through(self._end())
        if self._error:
            raise self._error

    async def _end(self) -> None:
        await self._flush()
        await self._jobs.release(self._job)

    async def _look_again(self) -> None:
        """What was the other job's may be done by now."""
        for number in self._left if self._error is None else ():
            entry = self._job.entries[number]
            if entry.state == "waiting" and self._twin and await self._twin.takes(entry):
                self._unkept.add(number // self._job.size)
                self._on_progress(number)

    async def _work(self, left: deque[int], step: Step) -> None:
        # Where nothing is left there is nothing to hold.
        while self._error is None and left:
            try:
                if self._controls.paused:
                    # What is answered is on record, also for others that come to these addresses.
                    await self._kept()
                if not await self._controls.may_go_on():
                    return
                if left:
                    await self._one(left.popleft(), step)
            except ConsoleError as error:
                # The others end what they have begun: broken off, its outcome would be unknown.
                self._error = self._error or error

    async def _one(self, number: int, step: Step) -> None:
        entry = self._job.entries[number]
        before = entry.state
        if before != "asked" and not await self._begun(number):
            return
        try:
            await step(entry)
            self._lost = 0
        except ConsoleError as error:
            self._take(entry, before, error)
        except asyncio.CancelledError as ended:
            if before != "asked":
                left = isinstance(ended.__cause__, OutcomeUnknown)
                entry.state, entry.told = ("asked", BROKEN_OFF) if left else (before, "")
            raise
        finally:
            self._unkept.add(number // self._job.size)
            self._on_progress(number)

    async def _begun(self, number: int) -> bool:
        """Put on record that an address is asked; False where it is the other job's."""
        entry = self._job.entries[number]
        before = entry.state, entry.told
        entry.state, entry.told = "asked", ""
        try:
            await self._keep(number)
            self._on_progress(number)
            if self._twin is None or not await self._twin.takes(entry):
                return True
        except BaseException:
            entry.state, entry.told = before
            self._unkept.add(number // self._job.size)
            raise
        self._left.append(number)
        self._on_progress(number)
        await self._keep(number)
        return False

    def _take(self, entry: Entry, before: State, error: ConsoleError) -> None:
        """What an error means for an entry, and for the run."""
        if before == "asked":
            raise error
        if isinstance(error, Rejected):
            self._lost = 0
            code = f" (code {error.code})" if error.code is not None else ""
            entry.state, entry.told = "refused", f"{error.cause}{code}"
        elif _may_be_done(error):
            entry.told = error.cause
            self._lost += 1
            if self._lost >= UNKNOWN_IN_A_ROW:
                raise error
        else:
            entry.state = before
            raise error

    async def _keep(self, number: int) -> None:
        """Put an entry on disk; what others have to keep meanwhile goes with the next write."""
        self._unkept.add(number // self._job.size)
        await self._kept()

    async def _kept(self) -> None:
        async with self._keeping:
            await self._flush()

    async def _flush(self) -> None:
        while self._unkept:
            chunk = self._unkept.pop()
            try:
                await self._jobs.keep(self._job, chunk)
            except BaseException:
                self._unkept.add(chunk)
                raise


def _may_be_done(error: ConsoleError) -> bool:
    """Whether the service may have done what was asked for all that."""
    if isinstance(error, OutcomeUnknown | ServiceFault):
        return True
    return isinstance(error, WireError) and not isinstance(error, NotTheService | Unreachable)


async def _through(writing: Awaitable[None]) -> None:
    """Write to the end, however often the caller is cancelled meanwhile."""
    task = asyncio.ensure_future(writing)
    ended: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError as error:
            ended = error
    await task
    if ended:
        raise ended
