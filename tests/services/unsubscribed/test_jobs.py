"""A list that is worked off is on record, whole, and only one console works on it."""

import asyncio
from pathlib import Path

import pytest

from tests.services.unsubscribed.parts import ACCOUNT, addresses, jobs_in, now, owners_live, states
from ue_console.errors import InputError, StateError
from ue_console.services.unsubscribed.jobs import BESIDE, FEW, KEY, Entry, Jobs
from ue_console.store.database import Database
from ue_console.store.drafts import Drafts


async def test_a_list_is_there_after_a_restart(tmp_path: Path) -> None:
    first = Database(tmp_path / "state.db")
    job = await jobs_in(first).create(addresses(250))
    job.entries[120] = Entry("120@example.com", "refused", "No.")
    await jobs_in(first).keep(job, 1)
    await first.close()
    again = Database(tmp_path / "state.db")
    found = await jobs_in(again).load()
    assert found is not None
    assert [entry.address for entry in found.entries] == addresses(250)
    assert found.entries[120] == job.entries[120]
    assert states(found).count("waiting") == found.left == 249
    await again.close()


async def test_a_long_list_has_few_chunks() -> None:
    database = Database(None)
    job = await jobs_in(database).create(addresses(30_050))
    assert (job.size, job.chunks) == (151, 200)
    found = await jobs_in(database).load()
    assert found is not None
    assert len(found.entries) == 30_050


async def test_an_unfinished_list_is_not_replaced_and_a_finished_one_leaves_nothing() -> None:
    database = Database(None)
    drafts, jobs = Drafts(database), jobs_in(database)
    job = await jobs.create(addresses(101))
    assert await jobs.left() == 101
    with pytest.raises(InputError, match="101 addresses of the last list"):
        await jobs.create(addresses(FEW + 1))
    for entry in job.entries:
        entry.state = "done"
    await jobs.keep(job, 0)
    await jobs.keep(job, 1)
    await jobs.release(job)
    assert await jobs.left() == 0
    other = await jobs.create(["ann@example.com"])
    kept = {draft.key for draft in await drafts.list(ACCOUNT)}
    assert kept == {KEY, f"{KEY}:{other.id}:0"}
    await jobs.forget(other)
    assert await drafts.list(ACCOUNT) == ()
    assert await jobs.load() is None
    assert await jobs.left() == 0


async def test_one_console_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    database = Database(None)
    here, there = jobs_in(database), jobs_in(database)
    job = await here.create(addresses(2))
    seen = await there.load()
    assert seen is not None
    await here.claim(job)
    job.entries[0].state = "asked"
    await here.keep(job, 0)
    assert await there.left() == 2
    owners_live(monkeypatch, lambda owner: True)
    with pytest.raises(StateError, match="Another console is unsubscribing"):
        await there.claim(seen)
    await here.release(job)
    await there.claim(seen)
    assert states(seen) == "asked waiting"
    monkeypatch.undo()
    await there.forget(seen)
    with pytest.raises(StateError, match="has given this list up"):
        await here.claim(job)


async def test_no_console_deletes_a_list_that_another_works_on(monkeypatch: pytest.MonkeyPatch) -> None:
    database = Database(None)
    here, there = jobs_in(database), jobs_in(database)
    job = await here.create(addresses(150))
    seen = await there.load()
    assert seen is not None
    await here.claim(job)
    owners_live(monkeypatch, lambda owner: True)
    with pytest.raises(StateError, match="Another console is unsubscribing"):
        await there.forget(seen)
    job.entries[0] = Entry("0@example.com", "done")
    await here.keep(job, 0)
    found = await there.load()
    assert found is not None
    assert (found.id, len(found.entries), found.count("done")) == (job.id, 150, 1)


async def test_no_console_deletes_a_list_that_it_has_not_seen() -> None:
    database = Database(None)
    here, there = jobs_in(database), jobs_in(database)
    await here.create(addresses(2))
    seen, first = await there.load(), await here.load()
    assert seen is not None
    assert first is not None
    await here.forget(first)
    with pytest.raises(StateError, match="has given this list up"):
        await there.forget(seen)
    await here.create(["other@example.com"])
    with pytest.raises(StateError, match="another list in the place"):
        await there.forget(seen)
    assert await here.left() == 1


async def test_the_end_of_a_finished_list_does_not_write_over_the_next_one() -> None:
    database = Database(None)
    here, there = jobs_in(database), jobs_in(database)
    job = await here.create(addresses(1))
    await here.claim(job)
    job.entries[0].state = "done"
    await here.keep(job, 0)
    other = await there.create(["other@example.com"])
    await here.release(job)
    found = await there.load()
    assert found is not None
    assert (found.id, found.left) == (other.id, 1)


async def test_of_two_lists_at_once_one_is_kept() -> None:
    database = Database(None)
    both = [jobs_in(database).create(addresses(FEW + number)) for number in (1, 2)]
    results = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(type(each).__name__ for each in results) == ["InputError", "Job"]
    assert len(await Drafts(database).list(ACCOUNT)) == 2


async def test_a_few_go_beside_a_list_that_is_not_through() -> None:
    database = Database(None)
    jobs = jobs_in(database)
    job = await jobs.create(addresses(100))
    await jobs.claim(job)
    few = await jobs.create(["urgent@example.com"])
    assert [each.id for each in await jobs.all()] == [job.id, few.id]
    assert await jobs.left() == 101
    with pytest.raises(InputError, match="1 address beside the last list has"):
        await jobs.create(["another@example.com"])
    with pytest.raises(InputError, match="101 addresses of the last list"):
        await jobs.place_for(FEW + 1)
    await jobs.claim(few)
    few.entries[0].state = "done"
    await jobs.keep(few, 0)
    await jobs.release(few)
    assert await jobs.left() == 100
    found = await jobs.load()
    assert found is not None
    assert (found.id, found.owner, found.left) == (job.id, job.owner, 100)
    assert await jobs.place_for(FEW) == BESIDE
    again = await jobs.create(["another@example.com"])
    assert [entry.address for entry in again.entries] == ["another@example.com", "urgent@example.com"]
    assert [each.id for each in await jobs.all()] == [job.id, again.id]
    await jobs.forget(job)
    assert [each.id for each in await jobs.all()] == [again.id]
    last = await jobs.create(["last@example.com"])
    assert [each.id for each in await jobs.all()] == [last.id, again.id]
    await jobs.forget(last)
    await jobs.forget(again)
    assert await Drafts(database).list(ACCOUNT) == ()


async def test_a_new_list_has_nothing_finished_beside_it() -> None:
    database = Database(None)
    jobs = jobs_in(database)
    job, few = await jobs.create(["ann@example.com"]), await jobs.create(["bob@example.com"])
    for each in (job, few):
        each.entries[0].state = "done"
        await jobs.keep(each, 0)
        await jobs.release(each)
    new = await jobs.create(["cy@example.com"])
    assert [each.id for each in await jobs.all()] == [new.id]
    assert len(await Drafts(database).list(ACCOUNT)) == 2


async def test_of_two_consoles_at_once_one_has_the_list() -> None:
    database = Database(None)
    here, there = jobs_in(database), jobs_in(database)
    job = await here.create(addresses(2))
    seen = await there.load()
    assert seen is not None
    results = await asyncio.gather(here.claim(job), there.claim(seen), return_exceptions=True)
    assert [type(each).__name__ for each in results].count("StateError") == 1


async def test_lists_are_each_accounts_own() -> None:
    database = Database(None)
    await jobs_in(database).create(addresses(1))
    assert await Jobs(Drafts(database), "Other", now).load() is None
