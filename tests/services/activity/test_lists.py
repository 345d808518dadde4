"""A list that is unsubscribed from here: one entry of activity, with what a check said later."""

from dataclasses import replace
from pathlib import Path

from tests.services.activity.house import on_file
from ue_console.services.activity import Sought
from ue_console.services.activity_words import told
from ue_console.services.unsubscribed.jobs import Job
from ue_console.services.workspace import Workspace


async def unsubscribed(workspace: Workspace, *addresses: str) -> Job:
    """Unsubscribe them, as one list."""
    service = workspace.unsubscribed()
    job = await service.jobs.create(addresses)
    await service.unsubscribing.run(job)
    return job


async def test_a_list_is_one_entry_and_each_of_its_calls_is_kept(tmp_path: Path) -> None:
    workspace = on_file(tmp_path / "state.db")
    activity = workspace.activity()
    first = await unsubscribed(workspace, "a@example.com", "b@example.com")
    await unsubscribed(workspace, "c@example.com")
    assert [told(each) for each in await activity.listed(Sought())] == [
        "unsubscribe c@example.com",
        "unsubscribe 2 addresses",
    ]
    assert await activity.count(Sought()) == 2
    inside = Sought(part_of=first.id)
    assert {told(each) for each in await activity.listed(inside)} == {
        "unsubscribe a@example.com",
        "unsubscribe b@example.com",
    }
    assert await activity.count(inside) == 2
    assert len(await activity.newest(Sought())) == 3
    await workspace.close()


async def test_what_a_check_says_is_told_in_activity(tmp_path: Path) -> None:
    workspace = on_file(tmp_path / "state.db")
    activity, service = workspace.activity(), workspace.unsubscribed()
    job = await unsubscribed(workspace, "a@example.com", "b@example.com")
    await workspace._database.run(lambda db: db.execute("UPDATE activity SET result = 'unknown'"))
    other = replace(job.entries[1], address="never@example.com")
    job.entries[:] = [job.entries[0], other]
    for one in job.entries:
        one.state = "asked"
    await workspace._database.run(
        lambda db: db.execute("UPDATE activity SET what = 'never@example.com' WHERE what = 'b@example.com'")
    )
    await service.jobs.keep(job, 0)
    await service.unsubscribing.settle(job)
    [entry] = await activity.listed(Sought())
    assert told(entry) == "unsubscribe 2 addresses: 1 found not done"
    assert {each.facts.what: each.facts.settled for each in await activity.newest(Sought())} == {
        "a@example.com": "done",
        "never@example.com": "not done",
    }
    await workspace.close()
