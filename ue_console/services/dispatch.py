"""Sending a plan, whatever the service: on disk first, request by request, each outcome on disk.

No request is ever repeated. A batch whose answer was lost stays ``unknown`` until the operator
says what became of it; a retry takes only addresses that certainly got nothing.
"""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Generic, Protocol, TypeVar

from ue_console.errors import ConsoleError, InputError, StateError
from ue_console.services.controls import Controls
from ue_console.services.findings import Finding
from ue_console.services.outcomes import interrupted
from ue_console.services.reports import Report, build_report
from ue_console.services.twin_words import twin_warning
from ue_console.services.words import words_of
from ue_console.store.send_records import BatchRecord, BatchState, SendRecord
from ue_console.store.sends import Sends

TWIN_WINDOW: Final = timedelta(minutes=10)
"""A second send of the same content to the same addresses, or to a receiver on a channel, within this
time needs a word; while the first one's outcome is unknown, at any time."""


class AnyPlan(Protocol):
    """What is to leave this machine, in which requests."""

    @property
    def id(self) -> str:
        """Of the send."""

    @property
    def account(self) -> str:
        """The name of the account that sends."""

    @property
    def recipients(self) -> int:
        """Addresses that get something."""

    @property
    def requests(self) -> int:
        """How many requests there are."""

    def record(self) -> SendRecord:
        """The plan as the journal keeps it."""


P = TypeVar("P", bound=AnyPlan)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a send is."""

    batch: int
    """The number of the batch concerned."""
    batches: int
    state: BatchState
    done: int
    """Recipients of batches that have an outcome."""
    recipients: int


class TwinMet(InputError):
    """The same goes out now, or went out before.

    Args:
        finding: How that is said.
    """

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.cause, finding.remedy)
        self.finding = finding


OnProgress = Callable[[Progress], None]


def _quiet(progress: Progress) -> None:
    """Tell nobody."""


class Dispatch(ABC, Generic[P]):
    """Sends plans from one account.

    Args:
        sends: The journal.
        clock: The time, with its zone (UTC).
        account: Its name.
    """

    def __init__(self, sends: Sends, clock: Callable[[], datetime], account: str) -> None:
        self._sends = sends
        self._clock = clock
        self._account = account

    @abstractmethod
    async def deliver(self, plan: P, batch: BatchRecord) -> BatchRecord:
        """Make one request, once, and return the batch with its outcome; what goes wrong is raised."""

    @abstractmethod
    def failed(self, batch: BatchRecord, error: ConsoleError) -> BatchRecord:
        """The batch with what an error means for it."""

    @abstractmethod
    def goes_on(self, error: ConsoleError) -> bool:
        """Whether the next batch may go out after an error."""

    @abstractmethod
    async def retry_of(self, send: SendRecord, report: Report) -> P:
        """Plan what may be tried again by the report of a send; there is something."""

    async def prepare(self) -> None:
        """Read what is to be known before anything leaves; nothing, where a service needs none of it."""

    async def twin_finding(self, plan: P) -> Finding | None:
        """What is said when the same went out a moment ago, or is going now, to one of those who are to
        get it; an error in the second case."""
        await self._sends.unfinished()
        twin = await self._sends.twin(plan.record(), self._twin_since())
        return twin_warning(twin) if twin else None

    async def send(
        self,
        plan: P,
        on_progress: OnProgress = _quiet,
        *,
        controls: Controls | None = None,
        twin_confirmed: bool = False,
    ) -> Report:
        """Send a plan and return what became of each address.

        What the service or the wire refuse is part of the report. When cancelled, the batch under
        way becomes ``unknown`` and the rest stays unsent; the journal's report says so.

        Args:
            plan: Of this account.
            on_progress: Called after each change of a batch.
            controls: Pause and stop, between batches.
            twin_confirmed: The operator has said that the same is to go out once more.

        Raises:
            TwinMet: The same goes out now, or went out a moment ago and nobody has confirmed.
            StateError: The plan was sent before, or the journal can't be written; then nothing
                more leaves this machine.
        """
        if plan.account != self._account:
            raise StateError(f"The plan is of account {plan.account}.", "Plan it again for this account.")
        await self.prepare()
        await self._record(plan, None if twin_confirmed else self._twin_since())
        run = _Run(self, self._sends, plan, on_progress)
        try:
            await run.batches(controls or Controls())
        finally:
            await _through(self._sends.close(plan.id))
        return await self.report(plan.id)

    async def report(self, send_id: str) -> Report:
        """What the journal knows of a send.

        Raises:
            StateError: There is no such send.
        """
        return await self._report(await self._sends.get(send_id))

    async def plan_retry(self, send_id: str) -> P:
        """Plan the addresses of a send that certainly got nothing and may be taken now.

        An address that a newer send has taken over is left to that one's report.

        Raises:
            StateError: There is none, the send is still under way, of another account, or unknown
                to the journal.
        """
        send = await self._sends.get(send_id)
        if send.summary.account != self._account:
            name = send.summary.account
            raise StateError(f"This send is of account {name}.", f"Switch to {name}, then retry.")
        report = await self._report(send)
        if report.no_retry:
            raise report.no_retry
        return await self.retry_of(send, report)

    async def _report(self, send: SendRecord) -> Report:
        return await asyncio.to_thread(build_report, send, await self._sends.successors(send.summary.id))

    async def _record(self, plan: P, twin_since: str | None) -> None:
        """Put the plan on disk; cancelled meanwhile, it is closed again."""
        recording = asyncio.ensure_future(self._sends.record(plan.record(), twin_since=twin_since))
        try:
            twin = await asyncio.shield(recording)
        except asyncio.CancelledError:
            if await recording is None:
                await _through(self._sends.close(plan.id))
            raise
        if twin:
            raise TwinMet(twin_warning(twin))

    def _twin_since(self) -> str:
        return (self._clock() - TWIN_WINDOW).isoformat()


class _Run(Generic[P]):
    """One walk through the batches of a recorded plan."""

    def __init__(self, by: Dispatch[P], sends: Sends, plan: P, on_progress: OnProgress) -> None:
        self._by = by
        self._sends = sends
        self._plan = plan
        self._on_progress = on_progress
        self._done = 0

    async def batches(self, controls: Controls) -> None:
        """Send one batch after the other until the end, a stop, or an error that concerns all."""
        for batch in self._plan.record().batches:
            if not await controls.may_go_on() or not await self._batch(batch):
                return

    async def _batch(self, batch: BatchRecord) -> bool:
        """Send one batch; False when the next ones must not go out."""
        asked, more = False, True
        try:
            await self._sends.begin(self._plan.id, batch.number)
            self._tell(batch, "sending")
            asked = True
            outcome = await self._by.deliver(self._plan, batch)
        except StateError:
            raise
        except ConsoleError as error:
            outcome = self._by.failed(batch, error)
            more = self._by.goes_on(error)
        except BaseException as error:
            look = words_of(self._plan.record().summary.service).look
            lost = interrupted(batch, error, asked=asked, look=look)
            await _through(self._sends.finish(self._plan.id, lost))
            raise
        await self._write(outcome)
        if outcome.state != "planned":
            self._done += len(batch.recipients)
        self._tell(batch, outcome.state)
        return more

    async def _write(self, outcome: BatchRecord) -> None:
        """Write an outcome; if that fails, the error says what would be lost with it."""
        try:
            await _through(self._sends.finish(self._plan.id, outcome))
        except StateError as error:
            job = f" as job {outcome.job_id}" if outcome.job_id else ""
            raise StateError(
                f"Batch {outcome.number} is {outcome.state}{job}; the journal can't note it: {error.cause}",
                error.remedy,
            ) from error

    def _tell(self, batch: BatchRecord, state: BatchState) -> None:
        plan = self._plan
        self._on_progress(Progress(batch.number, plan.requests, state, self._done, plan.recipients))


async def _through(writing: Any) -> None:
    """Write to the journal to the end, even when the caller is cancelled meanwhile."""
    task = asyncio.ensure_future(writing)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await task
        raise
