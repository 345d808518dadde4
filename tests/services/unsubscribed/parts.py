"""What tests of unsubscribing share: a job on record, and a service that does as it is told."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import cast

import pytest

from ue_console.api.unione.unsubscribed import UnsubscribedApi
from ue_console.errors import ConsoleError
from ue_console.models.unione.unsubscribed import UnsubscribedSet
from ue_console.services.unsubscribed.jobs import Job, Jobs
from ue_console.services.unsubscribed.running import AT_ONCE, Unsubscribing
from ue_console.store.database import Database
from ue_console.store.drafts import Drafts

NOON = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
ACCOUNT = "ACME"


def now() -> datetime:
    return NOON


def jobs_in(database: Database) -> Jobs:
    return Jobs(Drafts(database, now), ACCOUNT, now)


def addresses(count: int) -> list[str]:
    return [f"{number}@example.com" for number in range(count)]


class Service:
    """Unsubscribes, or raises what is said for an address; knows what it was asked."""

    def __init__(self, errors: dict[str, ConsoleError] | None = None, *, wanted: int = AT_ONCE) -> None:
        self.wanted = wanted
        self.errors = errors or {}
        self.there: set[str] = set()
        self.asked: list[str] = []
        self.lists: set[str] = set()
        """The lists that it was asked for."""
        self.looked: list[str] = []
        self.under_way = self.most = 0
        self.full = asyncio.Event()
        """Set when as many calls as there may be are under way."""
        self.hold: asyncio.Event | None = None
        """What calls wait for."""
        self.before: Callable[[str], None] = lambda address: None

    async def set(self, address: str, *, part_of: str = "") -> UnsubscribedSet:
        self.lists.add(part_of)
        self.before(address)
        self.asked.append(address)
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        if self.under_way == self.wanted:
            self.full.set()
        try:
            await (self.hold.wait() if self.hold else asyncio.sleep(0))
        finally:
            self.under_way -= 1
        if error := self.errors.get(address):
            raise error
        self.there.add(address)
        return UnsubscribedSet(address=address, message="unsubscribed")

    async def check(self, address: str) -> bool:
        self.looked.append(address)
        if error := self.errors.get(address):
            raise error
        return address in self.there

    def unsubscribing(self, jobs: Jobs) -> Unsubscribing:
        async def api() -> UnsubscribedApi:
            return cast("UnsubscribedApi", self)

        return Unsubscribing(jobs, api)


def owners_live(monkeypatch: pytest.MonkeyPatch, live: Callable[[str], bool]) -> None:
    """Let ``live`` say whether the process that works on a list may still run."""
    for module in ("job", "jobs"):
        monkeypatch.setattr(f"ue_console.services.unsubscribed.{module}.may_live", live)


def states(job: Job) -> str:
    """``done done asked``: each entry's state, in their order."""
    return " ".join(entry.state for entry in job.entries)
