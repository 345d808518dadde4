"""A list that is worked off is on record, whole, and only one console works on it."""

from pathlib import Path

import pytest

from tests.services.unsubscribed.parts import ACCOUNT, addresses, jobs_in, now, states
from ue_console.errors import InputError, StateError
from ue_console.services.unsubscribed.jobs import KEY, Entry, Jobs
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
        await jobs.create(addresses(1))
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
    monkeypatch.setattr("ue_console.services.unsubscribed.jobs.may_live", lambda owner: True)
    with pytest.raises(StateError, match="Another console is unsubscribing"):
        await there.claim(seen)
    await here.release(job)
    await there.claim(seen)
    assert states(seen) == "asked waiting"
    await there.forget(seen)
    with pytest.raises(StateError, match="another list in the place"):
        await here.claim(job)


async def test_lists_are_each_accounts_own() -> None:
    database = Database(None)
    await jobs_in(database).create(addresses(1))
    assert await Jobs(Drafts(database), "Other", now).load() is None
