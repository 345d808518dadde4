"""Many addresses: a few at once, each asked once, and what may have been done never again by itself."""

import asyncio
from pathlib import Path

import pytest

from tests.services.unsubscribed.parts import Service, addresses, jobs_in, states
from ue_console.errors import (
    ConsoleError,
    Forbidden,
    KeyRefused,
    NotTheService,
    OutcomeUnknown,
    ReadOnly,
    Rejected,
    ServiceFault,
    StateError,
    TooManyRequests,
    Unreachable,
)
from ue_console.services.controls import Controls
from ue_console.services.unsubscribed.jobs import BROKEN_OFF, Job
from ue_console.services.unsubscribed.running import AT_ONCE, UNKNOWN_IN_A_ROW
from ue_console.store.database import Database

LOST = OutcomeUnknown("The answer is lost.", "Check it.")
NO = Rejected("The address is not valid.", "Correct it.", code=1001, http_status=400)


async def test_each_is_asked_once_a_few_at_a_time() -> None:
    service, jobs = Service(), jobs_in(Database(None))
    job = await jobs.create(addresses(250))
    told: list[int] = []
    await service.unsubscribing(jobs).run(job, told.append)
    assert sorted(service.asked) == sorted(addresses(250))
    assert sorted(told) == sorted([*range(250)] * 2)
    assert {(entry.state, entry.told) for entry in job.entries} == {("done", "unsubscribed")}
    assert await jobs.load() == job
    await service.unsubscribing(jobs).run(job)
    assert len(service.asked) == 250


async def test_a_few_at_a_time_and_no_more() -> None:
    service, jobs = Service(), jobs_in(Database(None))
    job = await jobs.create(addresses(40))
    service.hold = asyncio.Event()
    running = asyncio.ensure_future(service.unsubscribing(jobs).run(job))
    await service.full.wait()
    service.hold.set()
    await running
    assert service.most == AT_ONCE == 4
    assert states(job).count("done") == 40


async def test_a_refusal_and_a_lost_answer_concern_one_address() -> None:
    service, jobs = Service({"1@example.com": NO, "2@example.com": LOST}), jobs_in(Database(None))
    job = await jobs.create(addresses(9))
    await service.unsubscribing(jobs).run(job)
    assert states(job) == "done refused asked done done done done done done"
    assert job.entries[1].told == "The address is not valid. (code 1001)"
    assert job.entries[2].told == "The answer is lost."
    await service.unsubscribing(jobs).run(job)
    assert len(service.asked) == 9
    assert await jobs.left() == 1


async def test_a_check_settles_what_is_unknown() -> None:
    errors: dict[str, ConsoleError] = {"0@example.com": LOST, "2@example.com": ServiceFault("A fault.")}
    service, jobs = Service(errors), jobs_in(Database(None))
    job = await jobs.create(addresses(4))
    await service.unsubscribing(jobs).run(job)
    assert states(job) == "asked done asked done"
    service.errors, service.asked = {}, []
    service.there.add("2@example.com")
    await service.unsubscribing(jobs).settle(job)
    assert states(job) == "waiting done done done"
    assert sorted(service.looked) == ["0@example.com", "2@example.com"]
    assert service.asked == []
    assert await jobs.load() == job
    await service.unsubscribing(jobs).run(job)
    assert service.asked == ["0@example.com"]


@pytest.mark.parametrize("error", [Unreachable("Nobody is there."), ServiceFault("A fault."), NO])
async def test_a_check_that_fails_settles_nothing(error: ConsoleError) -> None:
    service, jobs = Service({"0@example.com": LOST}), jobs_in(Database(None))
    job = await jobs.create(addresses(1))
    await service.unsubscribing(jobs).run(job)
    service.errors = {"0@example.com": error}
    with pytest.raises(type(error)):
        await service.unsubscribing(jobs).settle(job)
    assert states(job) == "asked"


@pytest.mark.parametrize(
    "error",
    [
        Unreachable("No way."),
        NotTheService("A proxy."),
        ReadOnly("Read-only."),
        KeyRefused("No key."),
        Forbidden("No right."),
        TooManyRequests("Slow down."),
    ],
    ids=lambda error: type(error).__name__,
)
async def test_what_concerns_all_ends_it_and_nothing_is_lost(error: ConsoleError) -> None:
    everyone = addresses(100)
    service, jobs = Service(dict.fromkeys(everyone[10:], error)), jobs_in(Database(None))
    job = await jobs.create(everyone)
    with pytest.raises(type(error)):
        await service.unsubscribing(jobs).run(job)
    assert states(job).count("done") == 10
    assert states(job).count("waiting") == 90
    assert len(service.asked) <= 10 + AT_ONCE
    service.errors = {}
    await service.unsubscribing(jobs).run(job)
    assert states(job).count("done") == 100
    assert len(service.there) == 100


async def test_a_service_that_loses_every_answer_is_left_alone() -> None:
    service, jobs = Service(dict.fromkeys(addresses(100), LOST)), jobs_in(Database(None))
    job = await jobs.create(addresses(100))
    with pytest.raises(OutcomeUnknown):
        await service.unsubscribing(jobs).run(job)
    unknown = states(job).count("asked")
    assert UNKNOWN_IN_A_ROW <= unknown == len(service.asked) < UNKNOWN_IN_A_ROW + AT_ONCE
    assert states(job).count("waiting") == 100 - unknown


async def test_a_stop_ends_it_between_two_addresses() -> None:
    service, jobs, controls = Service(), jobs_in(Database(None)), Controls()
    job = await jobs.create(addresses(50))

    def stop_at_the_tenth(_: int) -> None:
        if len(service.asked) >= 10:
            controls.stop()

    await service.unsubscribing(jobs).run(job, stop_at_the_tenth, controls)
    assert len(service.there) == states(job).count("done") < 10 + AT_ONCE
    assert states(job).count("asked") == 0


async def test_where_nothing_is_left_nothing_is_held() -> None:
    service, jobs, controls = Service(), jobs_in(Database(None)), Controls()
    job = await jobs.create(addresses(AT_ONCE))
    service.hold = asyncio.Event()
    running = asyncio.ensure_future(service.unsubscribing(jobs).run(job, controls=controls))
    await service.full.wait()
    controls.pause()
    service.hold.set()
    async with asyncio.timeout(20):
        await running
    assert states(job).count("done") == AT_ONCE


async def test_it_is_on_record_before_it_is_asked() -> None:
    database = Database(None)
    service, jobs = Service(wanted=1), jobs_in(database)
    job = await jobs.create(addresses(1))
    service.hold = asyncio.Event()
    running = asyncio.ensure_future(service.unsubscribing(jobs).run(job))
    await service.full.wait()
    found = await jobs_in(database).load()
    assert found is not None
    assert states(found) == "asked"
    service.hold.set()
    await running


async def killed(path: Path) -> Job:
    """What is on disk of a run of six that never gets the answers to the last four."""
    database = Database(path)
    service, jobs = Service(), jobs_in(database)
    job = await jobs.create(addresses(8))

    def hold(address: str) -> None:
        if address == "2@example.com":
            service.hold = asyncio.Event()
            service.full.clear()

    service.before = hold
    running = asyncio.ensure_future(service.unsubscribing(jobs).run(job))
    await service.full.wait()
    other = Database(path)
    found = await jobs_in(other).load()
    await other.close()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await database.close()
    assert found is not None
    return found


async def test_after_a_kill_nothing_is_repeated_by_itself(tmp_path: Path) -> None:
    found = await killed(tmp_path / "state.db")
    done, asked = states(found).count("done"), states(found).count("asked")
    assert asked >= AT_ONCE
    assert done + asked + states(found).count("waiting") == 8
    assert {entry.told for entry in found.entries if entry.state == "asked"} == {BROKEN_OFF}
    database = Database(tmp_path / "state.db")
    service, jobs = Service(), jobs_in(database)
    job = await jobs.load()
    assert job is not None
    waiting = [entry.address for entry in job.entries if entry.state == "waiting"]
    await service.unsubscribing(jobs).run(job)
    assert sorted(service.asked) == sorted(waiting)
    assert states(job).count("waiting") == 0
    await database.close()


async def test_without_a_record_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    service, jobs = Service(), jobs_in(Database(None))
    job = await jobs.create(addresses(5))

    async def full(*_: object) -> None:
        raise StateError("The disk is full.")

    monkeypatch.setattr(jobs, "keep", full)
    with pytest.raises(StateError, match="full"):
        await service.unsubscribing(jobs).run(job)
    assert service.asked == []
    assert states(job) == "waiting waiting waiting waiting waiting"
