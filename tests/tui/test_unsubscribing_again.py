"""Going on with a list that waits: asked first, and offered only where the key does it."""

from pathlib import Path

import pytest

from tests.console import demo_console, demo_workspace
from tests.services.unsubscribed.parts import owners_live
from tests.tui.driving import shows, until
from tests.tui.unsubscribed_parts import (
    Slow,
    addresses,
    at_last_list,
    at_unsubscribed,
    four_under_way,
    go_on,
    text,
)
from tests.unsubscribed_scenes import sandbox_workspace, told
from ue_console.services.activity import Sought
from ue_console.services.unsubscribed.jobs import KEY, Entry, Job
from ue_console.services.workspace import Workspace
from ue_console.store.database import Database
from ue_console.tui.dialogs.confirm import Confirm
from ue_console.tui.screens.unsubscribing import UnsubscribingScreen

GOES_ON = "t goes on"


async def test_what_is_typed_after_a_t_asks_the_service_for_nothing() -> None:
    slow = Slow()
    workspace = demo_workspace(transport=slow)
    async with at_last_list(workspace, addresses(1_200)) as pilot:
        await pilot.press("t")
        await shows(pilot, "Go on unsubscribing 1,200 addresses of ACME Mail?")
        await shows(pilot, "take it back.")
        await pilot.press(*"yann", "at", *"example", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, UnsubscribingScreen), "cancelled")
        assert slow.sets == 0
        assert await workspace.unsubscribed().jobs.left() == 1_200


async def test_a_list_that_is_held_goes_on_without_a_question() -> None:
    slow = Slow()
    workspace = demo_workspace(transport=slow)
    async with at_last_list(workspace, addresses(8)) as pilot:
        await go_on(pilot, 8)
        await four_under_way(pilot)
        await pilot.press("space")
        await shows(pilot, "Held. space goes on, x stops.")
        await pilot.press("space")
        await shows(pilot, "Going on.")
        assert not isinstance(pilot.app.screen, Confirm)
        slow.go.set()
        await shows(pilot, "8 addresses unsubscribed.")


async def test_a_read_only_console_does_not_offer_to_go_on() -> None:
    workspace = sandbox_workspace(read_only=True)
    jobs = workspace.unsubscribed().jobs
    job = await jobs.create(["ann@example.com", "bob@example.com"])
    job.entries[0] = Entry("ann@example.com", "asked", "The answer is lost.")
    await jobs.keep(job, 0)
    async with at_unsubscribed(workspace, "2 addresses of the last list") as pilot:
        await pilot.press("u")
        await shows(pilot, "m asks the service")
        assert GOES_ON not in text(pilot)
        await pilot.press("m")
        await shows(pilot, "2 addresses wait.")
        assert GOES_ON not in text(pilot)


async def test_a_console_that_ends_meanwhile_leaves_one_outcome_in_list_and_activity(tmp_path: Path) -> None:
    slow = Slow()
    path = tmp_path / "state.db"
    workspace = demo_workspace(transport=slow, database=Database(path))
    async with at_last_list(workspace, addresses(8)) as pilot:
        await go_on(pilot, 8)
        await until(pilot, lambda: slow.sets == 4, "four under way")
        pilot.app.exit()
    again = demo_workspace(database=Database(path))
    job = await again.unsubscribed().jobs.load()
    assert job is not None
    assert not job.owner
    known = {each.facts.what: each.facts.result for each in await again.activity().newest(Sought())}
    assert known == {each.address: "unknown" for each in job.entries if each.state == "asked"}
    assert len(known) == 4
    await again.close()


async def test_the_start_tells_activity_what_a_killed_console_left_in_its_list() -> None:
    workspace = told([])
    job = await taken(workspace)
    job.entries[0] = Entry("0@example.com", "asked")
    await workspace.unsubscribed().jobs.keep(job, 0)
    head = await workspace._drafts.load("ACME Mail", KEY)
    assert head is not None
    host = job.owner.partition(":")[0]
    await workspace._drafts.save("ACME Mail", KEY, {**head, "owner": f"{host}:999999999:killed"})
    async with demo_console(workspace).run_test(notifications=True) as pilot:
        await shows(pilot, "Last sends from this console")
        known = await workspace.activity().newest(Sought())
    assert [(each.facts.what, each.facts.result) for each in known] == [("0@example.com", "unknown")]


async def taken(workspace: Workspace) -> Job:
    """Eight addresses that another console works on."""
    there = workspace.unsubscribed().jobs
    job = await there.create(addresses(8))
    await there.claim(job)
    return job


async def test_who_comes_second_is_not_told_to_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = told([])
    async with at_last_list(workspace, addresses(8)) as pilot:
        await pilot.press("t")
        await shows(pilot, "Go on unsubscribing 8 addresses")
        job = await workspace.unsubscribed().jobs.load()
        assert job is not None
        await workspace.unsubscribed().jobs.claim(job)
        owners_live(monkeypatch, bool)
        await pilot.press("Y")
        await shows(pilot, "Another console is unsubscribing these addresses now.")
        await shows(pilot, "Unsubscribing in another console")
        assert GOES_ON not in text(pilot)


async def test_a_list_that_was_given_up_elsewhere_shows_what_it_came_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    workspace = told([], Database(None), found=True)
    job = await taken(workspace)
    owners_live(monkeypatch, bool)
    service = workspace.unsubscribed()
    async with at_unsubscribed(workspace, "8 addresses of the last list") as pilot:
        await pilot.press("u")
        await shows(pilot, "0 of 8")
        owners_live(monkeypatch, lambda owner: False)
        for number in (0, 1, 2):
            api = (await workspace.client()).unsubscribed
            await api.set(f"{number}@example.com", part_of=job.id)
        await service.jobs.forget(job)
        owners_live(monkeypatch, bool)
        await pilot.press("r")
        await shows(pilot, "Another console has given this list up")
        await shows(pilot, "3 unsubscribed · 5 waiting")
        assert "in another console" not in text(pilot)
        assert GOES_ON not in text(pilot)
