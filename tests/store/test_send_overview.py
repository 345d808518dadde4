"""The journal as a whole: what the service took on each day, and which sends wait for the operator."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.store.send_parts import NOON, Now, plan
from ue_console.store.database import Database
from ue_console.store.send_overview import SendOverview
from ue_console.store.send_records import BatchRecord, BatchState, JsonObject, SendRecord
from ue_console.store.sends import Sends

LONG_AGO = NOON - timedelta(days=60)
AGAIN = ("temporary_unavailable",)


class Journal:
    """A journal, its clock, and ways to write sends into it."""

    def __init__(self) -> None:
        self.db = Database(None)
        self.now = Now()
        self.sends = Sends(self.db, self.now)
        self.overview = SendOverview(self.db)

    async def send(
        self, name: str, *states: BatchState, answer: JsonObject | None = None, new: SendRecord | None = None
    ) -> None:
        """Record a send of two recipients a batch that ends with these states."""
        record = new or plan(name, len(states), fingerprint=name)
        await self.sends.record(record, twin_since=None)
        for batch, state in zip(record.batches, states, strict=True):
            if state != "planned":
                await self.sends.begin(name, batch.number)
                error = {"cause": "No.", "retry": True} if state == "refused" else {}
                done = BatchRecord(batch.number, (), state, answer=answer or {}, error=error)
                await self.sends.finish(name, done)
        await self.sends.close(name)

    async def days(self) -> dict[str, int]:
        return await self.overview.days("ACME", LONG_AGO)

    async def unsettled(self) -> list[str]:
        found = await self.overview.unsettled("ACME", NOON - timedelta(days=7), AGAIN)
        return [f"{send.id}?" for send in found.unknown] + [send.id for send in found.left_out]


@pytest.fixture
def journal() -> Journal:
    return Journal()


async def test_an_empty_journal(journal: Journal) -> None:
    assert (await journal.days(), await journal.unsettled()) == ({}, [])


@pytest.mark.parametrize(
    ("states", "count"),
    [
        (("sent", "sent"), 4),
        (("sent", "refused"), 2),
        (("sent", "planned"), 2),
        (("sent", "unknown"), 2),
        (("refused",), 0),
        (("unknown",), 0),
        (("planned",), 0),
    ],
)
async def test_recipients_whom_the_service_took_count(
    journal: Journal, states: tuple[BatchState, ...], count: int
) -> None:
    await journal.send("s", *states)
    assert await journal.days() == ({"2030-01-01": count} if count else {})


@pytest.mark.parametrize(
    "answer",
    [{"left_out": 1}, {"left_out": 1, "failed_emails": {}}, {"failed_emails": {"a1@example.com": "invalid"}}],
)
async def test_those_left_out_of_an_accepted_request_do_not(journal: Journal, answer: JsonObject) -> None:
    await journal.send("s", "sent", answer=answer)
    assert (await journal.sends.get("s")).summary.state == "partly"
    assert await journal.days() == {"2030-01-01": 1}


async def test_receivers_count_as_recipients_do(journal: Journal) -> None:
    channel = plan("s", 2)
    summary = replace(channel.summary, service="unification")
    await journal.send("s", "sent", "refused", new=replace(channel, summary=summary))
    assert await journal.days() == {"2030-01-01": 2}


async def test_each_day_of_the_account_has_its_own_sum(journal: Journal) -> None:
    for name, ago in (("a", 0), ("b", 0), ("c", 1), ("d", 40), ("e", 61)):
        journal.now.time = NOON - timedelta(days=ago)
        await journal.send(name, "sent")
    journal.now.time = NOON
    await journal.send("other", "sent", new=plan("other", 1, account="Shop"))
    assert await journal.days() == {"2030-01-01": 4, "2029-12-31": 2, "2029-11-22": 2}


async def test_a_send_under_way_counts_what_was_taken(journal: Journal) -> None:
    record = plan("s", 2)
    await journal.sends.record(record, twin_since=None)
    await journal.sends.begin("s", 1)
    await journal.sends.finish("s", replace(record.batches[0], state="sent"))
    assert await journal.days() == {"2030-01-01": 2}
    assert await journal.unsettled() == []


async def test_unknown_ones_wait_first_and_for_ever(journal: Journal) -> None:
    for name, ago, states in (
        ("old unknown", 300, ("unknown",)),
        ("old left", 8, ("sent", "planned")),
        ("new left", 6, ("sent", "planned")),
        ("new unknown", 5, ("unknown", "planned")),
        ("refused by half", 1, ("sent", "refused")),
        ("done", 0, ("sent",)),
        ("refused whole", 0, ("refused",)),
    ):
        journal.now.time = NOON - timedelta(days=ago)
        await journal.send(name, *states)
    waiting = ["new unknown?", "old unknown?", "refused by half", "new unknown", "new left"]
    assert await journal.unsettled() == waiting


@pytest.mark.parametrize(
    ("status", "waits"), [("temporary_unavailable", True), ("invalid", False), ("unsubscribed", False)]
)
async def test_an_address_that_is_refused_for_good_is_no_news(
    journal: Journal, status: str, waits: bool
) -> None:
    await journal.send("s", "sent", answer={"left_out": 1, "failed_emails": {"a1@example.com": status}})
    assert await journal.unsettled() == (["s"] if waits else [])


@pytest.mark.parametrize(("fingerprint", "parent"), [("other", "first"), ("first", "")])
async def test_what_a_newer_send_took_over_waits_no_more(
    journal: Journal, fingerprint: str, parent: str
) -> None:
    await journal.send("first", "sent", "planned")
    assert await journal.unsettled() == ["first"]
    again = plan("second", 1, fingerprint=fingerprint)
    summary = replace(again.summary, parent=parent)
    await journal.send("second", "sent", new=replace(again, summary=summary))
    assert await journal.unsettled() == []


async def test_a_settled_one_is_off_the_list(journal: Journal) -> None:
    await journal.send("s", "unknown")
    await journal.sends.settle("s", 1, arrived=True)
    assert await journal.unsettled() == []
