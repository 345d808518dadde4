"""A few addresses beside a list that is under way: what is in both is set once, each outcome on record."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.services.unsubscribed.parts import Service, addresses, jobs_in, states
from ue_console.errors import OutcomeUnknown, Rejected
from ue_console.services.controls import Controls
from ue_console.services.unsubscribed import twins
from ue_console.services.unsubscribed.jobs import BESIDE, Job, Jobs
from ue_console.services.unsubscribed.running import AT_ONCE
from ue_console.services.unsubscribed.twins import (
    ASKED_BY_THE_LIST,
    BY_THE_FEW,
    BY_THE_LIST,
    LEFT_TO_THE_FEW,
)
from ue_console.store.database import Database

LOST = OutcomeUnknown("The answer is lost.", "Check it.")
NO = Rejected("The address is not valid.", "Correct it.", code=1001, http_status=400)


async def under_way(service: Service, jobs: Jobs, count: int) -> tuple[Job, asyncio.Future[None]]:
    """A list whose first calls have no answer yet."""
    job = await jobs.create(addresses(count))
    service.hold = asyncio.Event()
    running = asyncio.ensure_future(service.unsubscribing(jobs).run(job))
    await service.full.wait()
    return job, running


async def on_disk(jobs: Jobs, place: str) -> Job:
    found = await jobs.load(place)
    assert found is not None
    return found


async def comes(jobs: Jobs, place: str, ready: Callable[[str], bool]) -> None:
    """Wait until the states on disk are so."""
    for _ in range(1000):
        if ready(states(await on_disk(jobs, place))):
            return
        await asyncio.sleep(0.01)
    raise AssertionError(states(await on_disk(jobs, place)))


async def test_the_few_go_first_and_the_list_leaves_them_out() -> None:
    service, jobs = Service(), jobs_in(Database(None))
    job, running = await under_way(service, jobs, 12)
    hold, service.hold = service.hold, None
    few = await jobs.create(["urgent@example.com", "9@EXAMPLE.com"])
    assert few.place == BESIDE
    await service.unsubscribing(jobs).run(few)
    assert states(few) == "done done"
    assert states(job).count("waiting") == 12 - AT_ONCE
    assert hold is not None
    hold.set()
    await running
    assert sorted(service.asked) == sorted(
        [*(each for each in addresses(12) if each != "9@example.com"), "urgent@example.com", "9@EXAMPLE.com"]
    )
    assert {entry.state for entry in job.entries} == {"done"}
    assert job.entries[9].told == BY_THE_FEW
    assert (await on_disk(jobs, job.place)).entries == job.entries
    assert (await on_disk(jobs, BESIDE)).entries == few.entries


async def test_what_the_list_has_done_is_not_set_again() -> None:
    service, jobs, controls = Service(), jobs_in(Database(None)), Controls()
    job = await jobs.create(addresses(20))

    def hold_at_the_tenth(_: int) -> None:
        if len(service.there) == 10:
            controls.pause()

    running = asyncio.ensure_future(service.unsubscribing(jobs).run(job, hold_at_the_tenth, controls))
    await comes(jobs, job.place, lambda found: controls.paused and found.count("done") >= 10)
    few = await jobs.create(["0@example.com", "19@example.com"])
    await service.unsubscribing(jobs).run(few)
    assert [(entry.state, entry.told) for entry in few.entries] == [
        ("done", BY_THE_LIST),
        ("done", "unsubscribed"),
    ]
    controls.resume()
    await running
    assert sorted(service.asked) == sorted(addresses(20))
    assert states(job).count("done") == 20


async def test_the_few_wait_for_an_answer_that_the_list_is_about_to_get() -> None:
    service, jobs = Service(), jobs_in(Database(None))
    _, running = await under_way(service, jobs, 8)
    hold, service.hold = service.hold, None
    assert hold is not None
    few = await jobs.create(["0@example.com"])
    going = asyncio.ensure_future(service.unsubscribing(jobs).run(few))
    await comes(jobs, BESIDE, lambda found: found == "asked")
    hold.set()
    await asyncio.gather(running, going)
    assert [(entry.state, entry.told) for entry in few.entries] == [("done", BY_THE_LIST)]
    assert service.asked.count("0@example.com") == 1


async def test_where_the_list_gets_no_answer_the_outcome_is_unknown_and_a_check_tells(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(twins, "_LOOK_EVERY", 0)
    service, jobs = Service(), jobs_in(Database(None))
    _, running = await under_way(service, jobs, 4)
    hold, service.hold = service.hold, None
    few = await jobs.create(["0@example.com"])
    await service.unsubscribing(jobs).run(few)
    assert [(entry.state, entry.told) for entry in few.entries] == [("asked", ASKED_BY_THE_LIST)]
    assert hold is not None
    hold.set()
    await running
    await service.unsubscribing(jobs).settle(few)
    assert states(few) == "done"
    assert service.asked.count("0@example.com") == 1


async def test_what_the_list_could_not_do_the_few_may() -> None:
    service, jobs = Service({"0@example.com": LOST, "1@example.com": NO}), jobs_in(Database(None))
    job = await jobs.create(addresses(3))
    await service.unsubscribing(jobs).run(job)
    assert states(job) == "asked refused done"
    service.errors, service.asked = {}, []
    few = await jobs.create(["0@example.com", "1@example.com", "2@example.com"])
    await service.unsubscribing(jobs).run(few)
    assert states(few) == "done done done"
    assert sorted(service.asked) == ["0@example.com", "1@example.com"]


async def test_what_still_waits_beside_the_list_waits_in_it_too() -> None:
    service, jobs = Service(), jobs_in(Database(None))
    job = await jobs.create(addresses(3))
    few = await jobs.create(["1@example.com"])
    await service.unsubscribing(jobs).run(job)
    assert states(job) == "done waiting done"
    assert job.entries[1].told == LEFT_TO_THE_FEW
    assert await jobs.load() == job
    await service.unsubscribing(jobs).run(few)
    await service.unsubscribing(jobs).run(job)
    assert states(job) == "done done done"
    assert sorted(service.asked) == sorted(addresses(3))


async def test_given_up_beside_the_list_it_is_the_lists() -> None:
    service, jobs = Service(), jobs_in(Database(None))
    job = await jobs.create(addresses(3))
    few = await jobs.create(["1@example.com"])
    await service.unsubscribing(jobs).run(job)
    await jobs.forget(few)
    await service.unsubscribing(jobs).run(job)
    assert [(entry.state, entry.told) for entry in job.entries] == [("done", "unsubscribed")] * 3


async def test_those_that_went_before_stay_beside_the_list() -> None:
    service, jobs = Service(), jobs_in(Database(None))
    job = await jobs.create(addresses(4))
    for address in ("2@example.com", "late@example.com", "LATE@example.com"):
        few = await jobs.create([address])
        await service.unsubscribing(jobs).run(few)
    assert [entry.address for entry in few.entries] == ["LATE@example.com", "2@example.com"]
    assert states(few) == "done done"
    await service.unsubscribing(jobs).run(job)
    assert service.asked.count("2@example.com") == 1
    assert job.entries[2].told == BY_THE_FEW


@pytest.mark.parametrize("after", [1, 3, 6, 10, 15])
async def test_two_consoles_that_work_at_the_same_time_set_each_address_once(
    tmp_path: Path, after: int
) -> None:
    here, there = Database(tmp_path / "state.db"), Database(tmp_path / "state.db")
    service, jobs, others = Service(), jobs_in(here), jobs_in(there)
    job = await jobs.create(addresses(24))
    reached = asyncio.Event()
    hold = asyncio.Event()

    def wait_here(_: str) -> None:
        if len(service.asked) >= after - 1 and not reached.is_set():
            service.hold = hold
            reached.set()

    service.before = wait_here
    running = asyncio.ensure_future(service.unsubscribing(jobs).run(job))
    await reached.wait()
    few = await others.create([f"{number}@example.com" for number in range(after - 1, after + 8)])
    assert few.place == BESIDE
    service.hold = None
    hold.set()
    await asyncio.gather(running, service.unsubscribing(others).run(few))
    assert sorted(service.asked) == sorted(addresses(24))
    assert {entry.state for entry in few.entries} == {"done"}
    # What was left to the few at the last moment is done there; going on takes that over.
    await service.unsubscribing(jobs).run(job)
    assert {entry.state for entry in job.entries} == {"done"}
    assert sorted(service.asked) == sorted(addresses(24))
    await here.close()
    await there.close()
