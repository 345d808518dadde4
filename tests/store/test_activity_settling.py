"""What the operator says of a batch whose answer was lost is noted at the call that was its request."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.store.send_parts import NOON, Now, plan
from ue_console.store.activity import Activity, Sought
from ue_console.store.activity_records import Exchanged, Facts, Settled
from ue_console.store.database import Database
from ue_console.store.sends import Sends

LOST = Facts(NOON, "ACME", "unione", "email/send", "2 recipients: Hello", "unknown", None, None, 9)
REST = Exchanged("https://eu1.unione.io/api", {}, True, None)


class Journal:
    """Sends and activity in one database, with a clock that every step moves by a second."""

    def __init__(self, database: Database) -> None:
        self._now = Now()
        self.sends = Sends(database, self._now)
        self.activity = Activity(database)

    def passed(self) -> None:
        """A second later."""
        self._now.time += timedelta(seconds=1)

    async def keep(self, **changes: Any) -> None:
        """A call ends now."""
        self.passed()
        await self.activity.add(replace(LOST, at=self._now.time, **changes), REST)

    async def begin(self, send_id: str, number: int) -> None:
        """A request leaves now."""
        self.passed()
        await self.sends.begin(send_id, number)

    async def finish(self, send_id: str, number: int) -> None:
        """Its batch is noted as unknown now."""
        self.passed()
        await self.sends.finish(send_id, replace(plan().batches[number - 1], state="unknown"))

    async def lost(self, send_id: str, number: int, **changes: Any) -> None:
        """A request from beginning to end."""
        await self.begin(send_id, number)
        await self.keep(**changes)
        await self.finish(send_id, number)

    async def settled(self, **sought: Any) -> list[Settled]:
        """What was found out about each call, oldest first."""
        return [each.facts.settled for each in await self.activity.newest(Sought(**sought), 20)][::-1]


@pytest.fixture
async def journal(database: Database) -> Journal:
    made = Journal(database)
    await made.sends.record(plan(), twin_since=None)
    await made.sends.record(plan("s2", fingerprint="g"), twin_since=None)
    return made


@pytest.mark.parametrize(
    ("arrived", "result", "settled"), [(True, "done", "accepted"), (False, "not sent", "not sent")]
)
async def test_the_call_of_a_settled_batch_is_settled(
    journal: Journal, arrived: bool, result: str, settled: str
) -> None:
    await journal.lost("s1", 1)
    await journal.sends.settle("s1", 1, arrived=arrived)
    [call] = await journal.activity.newest(Sought(text=settled), 9)
    assert (call.facts.result, call.facts.settled) == (result, settled)
    assert await journal.settled(text="unknown") == []
    assert await journal.settled(results=("unknown",)) == []


async def test_only_the_call_of_this_very_batch_is_settled(journal: Journal) -> None:
    await journal.keep()
    await journal.begin("s1", 1)
    await journal.keep(account="Other")
    await journal.keep(method="webhook/set")
    await journal.keep(result="refused")
    await journal.keep()
    await journal.finish("s1", 1)
    await journal.lost("s2", 1)
    await journal.lost("s1", 2)
    await journal.sends.settle("s1", 1, arrived=True)
    assert await journal.settled() == ["", "", "", "", "accepted", "", ""]
    await journal.sends.settle("s1", 2, arrived=False)
    assert await journal.settled() == ["", "", "", "", "accepted", "", "not sent"]


@pytest.mark.parametrize("kept", [True, False])
async def test_a_console_that_was_killed_leaves_the_next_call_alone(journal: Journal, kept: bool) -> None:
    await journal.begin("s1", 1)
    if kept:
        await journal.keep()
    await journal.sends.close("s1")
    await journal.lost("s2", 1)
    await journal.sends.settle("s1", 1, arrived=True)
    assert await journal.settled() == (["accepted", ""] if kept else [""])
