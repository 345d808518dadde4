"""Halves of surrogate pairs, which a service's JSON can bring and SQLite's texts can't hold."""

from dataclasses import replace
from datetime import UTC, datetime

from tests.store.send_parts import plan
from ue_console.store.database import Database
from ue_console.store.drafts import Drafts
from ue_console.store.sends import Sends

HALF = "a\ud83db"
SHOWN = "a\ufffdb"


async def test_a_send_is_written_down_with_the_halves_replaced(database: Database) -> None:
    sends = Sends(database, lambda: datetime(2030, 1, 1, tzinfo=UTC))
    record = plan(batches=1)
    named = replace(record, summary=replace(record.summary, subject=HALF, template_name=HALF))
    await sends.record(named, twin_since=None)
    await sends.begin("s1", 1)
    answer = {"failed_emails": {HALF: HALF}}
    await sends.finish("s1", replace(record.batches[0], state="sent", job_id=HALF, answer=answer))
    found = await sends.get("s1")
    assert (found.summary.subject, found.summary.template_name) == (SHOWN, SHOWN)
    assert (found.batches[0].state, found.batches[0].job_id) == ("sent", SHOWN)
    assert found.batches[0].answer == answer


async def test_a_draft_is_found_again_by_the_key_it_was_kept_under(database: Database) -> None:
    drafts = Drafts(database)
    await drafts.save("ACME", HALF, {"text": HALF})
    assert await drafts.load("ACME", HALF) == {"text": HALF}
    await drafts.delete("ACME", HALF)
    assert await drafts.load("ACME", HALF) is None
