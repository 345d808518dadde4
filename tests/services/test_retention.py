"""What is too old goes; a send stays as long as anything of it is open, unknown, or can be tried again."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.store.send_parts import NOON, Now, plan
from ue_console.services.reports import build_report
from ue_console.services.retention import forget_old
from ue_console.store.activity import Activity, Sought
from ue_console.store.activity_records import Exchanged, Facts
from ue_console.store.database import Database
from ue_console.store.send_records import BatchState, SendRecord
from ue_console.store.sends import Sends

LATER = NOON + timedelta(days=91)
PASSES = {"cause": "Too many calls.", "retry": True}
"""What may be taken the next time."""


class Journal:
    """A journal whose clock is moved."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.now = Now()
        self.sends = Sends(database, self.now)

    async def send(
        self,
        name: str,
        *states: BatchState | None,
        retry: bool = False,
        fingerprint: str = "",
        parent: str = "",
    ) -> None:
        """Record a send whose requests end so; None leaves one waiting."""
        new = plan(name, len(states), fingerprint)
        await self.sends.record(replace(new, summary=replace(new.summary, parent=parent)), twin_since=None)
        for batch, state in zip(new.batches, states, strict=True):
            if state:
                error = {"cause": "No.", "retry": retry} if state == "refused" else {}
                await self.sends.begin(name, batch.number)
                await self.sends.finish(name, replace(batch, state=state, error=error))
        await self.sends.close(name)

    async def left(self, days: int = 90) -> list[str]:
        """Forget, and return what is left, oldest first."""
        await forget_old(self.database, days, LATER)
        return [send.id for send in reversed(await self.sends.list())]


@pytest.fixture
async def journal(tmp_path: Path) -> AsyncIterator[Journal]:
    database = Database(tmp_path / "state.db")
    yield Journal(database)
    await database.close()


async def test_sends_that_have_ended_go_with_their_requests(journal: Journal) -> None:
    await journal.send("done", "sent", "sent")
    await journal.send("partly", "sent", "refused")
    await journal.send("refused", "refused")
    assert await journal.left() == []
    rows = await journal.database.read(lambda db: db.execute("SELECT count(*) FROM batches").fetchone())
    assert rows == (0,)


async def test_what_may_still_be_needed_stays(journal: Journal) -> None:
    await journal.send("unknown", "sent", "unknown")
    await journal.send("stopped", "sent", None)
    await journal.send("curable", "sent", "refused", retry=True)
    await journal.sends.record(plan("open"), twin_since=None)
    await journal.sends.begin("open", 1)
    assert await journal.left() == ["unknown", "stopped", "curable", "open"]


async def test_what_is_young_enough_stays(journal: Journal) -> None:
    journal.now.time = LATER - timedelta(days=90)
    await journal.send("young", "sent")
    journal.now.time = LATER - timedelta(days=90, seconds=1)
    await journal.send("old", "sent")
    assert await journal.left() == ["young"]


async def test_without_a_number_of_days_all_stays(journal: Journal) -> None:
    await journal.send("done", "sent")
    assert await journal.left(days=0) == ["done"]


def retryable(send: SendRecord, newer: Sequence[SendRecord]) -> tuple[str, ...]:
    return build_report(send, newer).retryable


async def test_a_send_that_took_over_stays_as_long_as_what_it_took_over_from(journal: Journal) -> None:
    await journal.send("first", "refused", "refused", retry=True, fingerprint="f")
    await journal.send("retry of a part", "sent", parent="first")
    first = await journal.sends.get("first")
    left = retryable(first, await journal.sends.successors("first"))
    assert left == ("a2@example.com", "b2@example.com")
    assert await journal.left() == ["first", "retry of a part"]
    assert retryable(first, await journal.sends.successors("first")) == left, "nobody gets it twice"


async def test_a_chain_that_is_done_goes_whole(journal: Journal) -> None:
    await journal.send("first", "refused", retry=True, fingerprint="f")
    await journal.send("second", "refused", retry=True, fingerprint="f", parent="first")
    await journal.send("third", "sent", fingerprint="f", parent="second")
    assert await journal.left() == []


async def test_a_retry_of_the_same_is_kept_with_a_doubt_before_it(journal: Journal) -> None:
    await journal.send("doubt", "unknown", fingerprint="f")
    await journal.send("again", "sent", fingerprint="f")
    assert await journal.left() == ["doubt", "again"]


async def test_old_activity_goes_too(journal: Journal) -> None:
    activity = Activity(journal.database)
    facts = Facts(NOON, "ACME", "unione", "webhook/set", "x", "unknown", None, None, 1)
    for at in (NOON, LATER):
        await activity.add(replace(facts, at=at), Exchanged("", {}, True, None))
    assert await forget_old(journal.database, 90, LATER) == (1, 0)
    assert [entry.facts.at for entry in await activity.newest(Sought(), 9)] == [LATER]
