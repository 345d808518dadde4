"""A list and Activity tell the same of every address, also when the console was killed or closed."""

import asyncio
import re
import sys
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import httpx
import pytest

from tests.services.activity.house import on_file
from tests.services.unsubscribed.parts import Service, addresses, jobs_in
from ue_console.services.activity import Entry, Sought
from ue_console.services.unsubscribed.job import BROKEN_OFF, CHECKED, Job
from ue_console.services.unsubscribed.job import Entry as Address
from ue_console.services.unsubscribed.twins import BY_THE_FEW
from ue_console.services.workspace import Workspace
from ue_console.store.database import Database

KILLED = """
import asyncio, json, sys
from pathlib import Path
import httpx
from tests.services.activity.house import on_file
from tests.services.unsubscribed.parts import Service, addresses, jobs_in

async def handle(request):
    if b"lost" in request.content:
        print("lost", flush=True)
        await asyncio.Event().wait()
    if b"bad" in request.content:
        return answer(400, {"status": "error", "code": 1001, "message": "No address."})
    return answer(200, {"status": "success", "address": "x", "message": "unsubscribed"})

def answer(status, body):
    return httpx.Response(status, stream=httpx.ByteStream(json.dumps(body).encode()))

async def main():
    workspace = on_file(Path(sys.argv[1]), transport=httpx.MockTransport(handle))
    recorder = workspace.connector.recorder
    def kept(account, call):
        if "kept" in str(call.exchange.request):
            recorder(account, call)
    workspace.connector.recorder = kept
    service = workspace.unsubscribed()
    job = await service.jobs.create(["kept@s.example", "bad@s.example", *"lost1@s.example lost2@s.example"
        " done@s.example lost3@s.example lost4@s.example later@s.example".split()])
    await service.unsubscribing.run(job)

asyncio.run(main())
"""
"""A console of which Activity keeps one call only before it is killed."""


async def kill(path: Path, script: str, lost: int) -> None:
    """Run a script until as many calls are without an answer, and kill it."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", script, str(path), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        for _ in range(lost):
            assert await process.stdout.readline() == b"lost\n"
    finally:
        process.kill()
        await process.wait()


async def told(workspace: Workspace) -> dict[str, str]:
    """Address → what Activity says, of every call."""
    entries = await workspace.activity().newest(Sought())
    assert len({entry.facts.what for entry in entries}) == len(entries)
    return {entry.facts.what: entry.facts.result for entry in entries}


async def loaded(workspace: Workspace) -> Job:
    job = await workspace.unsubscribed().jobs.load()
    assert job is not None
    return job


def expected(job: Job) -> dict[str, str]:
    """Address → what Activity is to say of it."""
    words = {"asked": "unknown"}
    return {
        each.address: words.get(each.state, each.state) for each in job.entries if each.state != "waiting"
    }


@pytest.fixture
async def left_behind(tmp_path: Path) -> AsyncIterator[Workspace]:
    """A console after another one was killed."""
    await kill(tmp_path / "state.db", KILLED, 4)
    workspace = on_file(tmp_path / "state.db")
    yield workspace
    await workspace.close()


async def test_the_start_makes_good_what_a_killed_console_did_not_keep(left_behind: Workspace) -> None:
    before = await loaded(left_behind)
    assert before.owner
    assert await told(left_behind) == {"kept@s.example": "done"}
    await left_behind.mend_lists()
    job = await loaded(left_behind)
    assert not job.owner
    assert await told(left_behind) == expected(job)
    assert {"bad@s.example", "lost1@s.example", "done@s.example"} <= expected(job).keys()
    assert "later@s.example" not in expected(job)
    await left_behind.mend_lists()
    assert await told(left_behind) == expected(job)


async def test_what_is_made_good_is_as_full_as_the_list_knows_it(left_behind: Workspace) -> None:
    await left_behind.mend_lists()
    activity = left_behind.activity()
    by_what: Mapping[str, Entry] = {each.facts.what: each for each in await activity.newest(Sought())}
    job = await loaded(left_behind)
    assert {each.facts.part_of for each in by_what.values()} == {job.id}
    bad = by_what["bad@s.example"]
    assert (bad.facts.code, bad.facts.http_status) == (1001, 400)
    assert (await activity.exchanged(by_what["lost1@s.example"])).cause == BROKEN_OFF
    done = await activity.exchanged(by_what["done@s.example"])
    assert done.answer == {"message": "unsubscribed"}
    assert done.request == {"address": "done@s.example"}
    assert "The console ended before this call was kept" in done.cause


async def test_who_goes_on_or_gives_up_without_a_new_start_makes_it_good_too(left_behind: Workspace) -> None:
    job = await loaded(left_behind)
    want = expected(job)
    await left_behind.unsubscribed().jobs.forget(job)
    assert await told(left_behind) == want


async def test_a_check_settles_what_was_made_good(left_behind: Workspace) -> None:
    await left_behind.mend_lists()
    service = left_behind.unsubscribed()
    await service.unsubscribing.settle(await loaded(left_behind))
    settled = {
        each.facts.what: each.facts.settled
        for each in await left_behind.activity().newest(Sought())
        if each.facts.settled
    }
    assert settled == {f"lost{number}@s.example": "not done" for number in (1, 2, 3, 4)}


async def broken_off(path: Path, entries: list[Address], change: str = "") -> tuple[Job, dict[str, str]]:
    """Work a list off, put other entries on disk as a killed console leaves them, and start anew.

    Args:
        path: The database.
        entries: What is on disk.
        change: SQL that makes Activity another one.

    Returns:
        What list and Activity tell after the start.
    """
    workspace = on_file(path)
    jobs = workspace.unsubscribed().jobs
    job = await jobs.create([each.address for each in entries])
    mark = 0
    await workspace.unsubscribed().unsubscribing.run(job)
    job.entries[:] = entries
    await jobs.keep(job, 0)
    head = await workspace._drafts.load("ACME Mail", "unsubscribing")
    assert head is not None
    here = re.sub(r":\d+:", ":999999999:", (await claimed(workspace, job))["owner"])
    await workspace._drafts.save("ACME Mail", "unsubscribing", {**head, "owner": here, "mark": mark})
    if change:
        await workspace._database.run(lambda db: db.execute(change).rowcount)
    await workspace.mend_lists()
    found, said = await loaded(workspace), await told(workspace)
    await workspace.close()
    return found, said


async def claimed(workspace: Workspace, job: Job) -> dict[str, str]:
    entries = job.entries
    await workspace.unsubscribed().jobs.claim(job)
    job.entries = entries
    return await workspace._drafts.load("ACME Mail", "unsubscribing") or {}


async def test_what_activity_knows_the_list_learns(tmp_path: Path) -> None:
    job, said = await broken_off(tmp_path / "state.db", [Address("a@s.example", "asked")])
    assert (job.entries[0].state, job.entries[0].told) == ("done", "added and unsubscribed")
    assert said == {"a@s.example": "done"}


@pytest.mark.parametrize(
    ("status", "code", "state"), [(400, 1001, "refused"), (401, 102, "waiting"), (429, "NULL", "waiting")]
)
async def test_a_refusal_that_activity_knows_is_the_lists_too(
    status: int, code: int | str, state: str, tmp_path: Path
) -> None:
    change = f"UPDATE activity SET result = 'refused', http_status = {status}, code = {code}"
    job, said = await broken_off(tmp_path / "state.db", [Address("a@s.example", "asked")], change)
    assert job.entries[0].state == state
    assert said == {"a@s.example": "refused"}


async def test_what_had_not_left_waits_on(tmp_path: Path) -> None:
    change = "UPDATE activity SET result = 'not sent', http_status = NULL"
    job, said = await broken_off(tmp_path / "state.db", [Address("a@s.example", "asked")], change)
    assert (job.entries[0].state, job.entries[0].told) == ("waiting", "")
    assert said == {"a@s.example": "not sent"}


async def test_a_check_that_only_the_list_knows_of_settles_activity(tmp_path: Path) -> None:
    entries = [Address("a@s.example", "done", CHECKED), Address("b@s.example", "waiting")]
    change = "UPDATE activity SET result = 'unknown', http_status = NULL"
    path = tmp_path / "state.db"
    _, said = await broken_off(path, entries, change)
    assert said == {"a@s.example": "done", "b@s.example": "unknown"}
    workspace = on_file(path)
    assert {each.facts.settled for each in await workspace.activity().newest(Sought())} == {
        "done",
        "not done",
    }
    await workspace.close()


async def test_what_was_done_beside_the_list_is_no_call_of_the_list(tmp_path: Path) -> None:
    entries = [Address("a@s.example", "done", BY_THE_FEW), Address("b@s.example", "asked", "lost")]
    _, said = await broken_off(tmp_path / "state.db", entries, "DELETE FROM activity")
    assert said == {"b@s.example": "unknown"}


async def test_a_console_that_is_closed_meanwhile_leaves_one_outcome_in_both(tmp_path: Path) -> None:
    there = asyncio.Event()
    asked = 0

    async def handle(request: httpx.Request) -> httpx.Response:
        nonlocal asked
        asked += 1
        if asked == 4:
            there.set()
        await asyncio.Event().wait()
        raise AssertionError

    path = tmp_path / "state.db"
    workspace = on_file(path, transport=httpx.MockTransport(handle))
    service = workspace.unsubscribed()
    job = await service.jobs.create([f"{number}@s.example" for number in range(9)])
    running = asyncio.ensure_future(service.unsubscribing.run(job))
    await there.wait()
    running.cancel()
    await workspace.close()
    await asyncio.gather(running, return_exceptions=True)
    again = on_file(path)
    job = await loaded(again)
    said = await told(again)
    assert not job.owner
    assert len(said) == 4
    for each in job.entries:
        if each.state == "asked":
            assert said[each.address] == "unknown"
        else:
            assert (each.state, each.told) == ("waiting", "")
            assert said.get(each.address, "not sent") == "not sent"
    await again.close()


async def test_what_had_not_left_when_the_console_was_closed_waits_on() -> None:
    service, jobs = Service(), jobs_in(Database(None))
    job = await jobs.create(addresses(9))
    service.hold = asyncio.Event()
    running = asyncio.ensure_future(service.unsubscribing(jobs).run(job))
    await service.full.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert await jobs.load() == job
    assert {(each.state, each.told) for each in job.entries} == {("waiting", "")}


async def test_however_often_it_is_told_to_end_the_outcomes_get_to_disk(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    service, jobs = Service(), jobs_in(Database(None))
    job = await jobs.create(addresses(9))
    service.hold = asyncio.Event()
    ending, go, release = asyncio.Event(), asyncio.Event(), jobs.release

    async def slow(job: Job) -> None:
        ending.set()
        await go.wait()
        await release(job)

    monkeypatch.setattr(jobs, "release", slow)
    running = asyncio.ensure_future(service.unsubscribing(jobs).run(job))
    await service.full.wait()
    running.cancel()
    await ending.wait()
    for _ in range(3):
        running.cancel()
        await asyncio.sleep(0)
    go.set()
    await asyncio.gather(running, return_exceptions=True)
    assert running.cancelled()
    found = await jobs.load()
    assert found is not None
    assert not found.owner
