"""A list that another console works on is shown as it is, and left alone."""

import pytest

from tests.console import demo_workspace
from tests.services.unsubscribed.parts import owners_live
from tests.tui.driving import paste, shows, until
from tests.tui.unsubscribed_parts import (
    Slow,
    addresses,
    at_last_list,
    at_unsubscribed,
    four_under_way,
    go_on,
    text,
)
from tests.unsubscribed_scenes import told
from ue_console.services.unsubscribed.jobs import Entry
from ue_console.tui.screens.unsubscribing import UnsubscribingScreen


async def test_what_another_console_works_on_is_followed_and_not_touched(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    workspace = told([])
    there = workspace.unsubscribed().jobs
    job = await there.create(addresses(8))
    await there.claim(job)
    job.entries[0] = Entry("0@example.com", "asked")
    await there.keep(job, 0)
    owners_live(monkeypatch, bool)
    async with at_unsubscribed(workspace, "8 addresses of the last list") as pilot:
        await pilot.press("u")
        await shows(pilot, "Unsubscribing in another console")
        await shows(pilot, "… under way")
        assert "unknown" not in text(pilot)
        assert "t goes on" not in text(pilot)
        for key in ("t", "X"):
            await pilot.press(key)
            await shows(pilot, "Another console works on this list")
            assert isinstance(pilot.app.screen, UnsubscribingScreen)
            pilot.app.clear_notifications()
        job.entries[0] = Entry("0@example.com", "done", "unsubscribed")
        await there.keep(job, 0)
        await pilot.press("r")
        await shows(pilot, "1 of 8")
        monkeypatch.undo()
        await pilot.press("r")
        await shows(pilot, "1 unsubscribed · 7 waiting")
        await pilot.press("X")
        await shows(pilot, "7 addresses that wait are not unsubscribed")
        owners_live(monkeypatch, bool)
        await pilot.press("y")
        await shows(pilot, "Another console is unsubscribing these addresses now")
        assert await there.left() == 7
        monkeypatch.undo()
        await pilot.press("r")
        await until(pilot, lambda: "these addresses now" not in text(pilot), "no word of the other console")
        await shows(pilot, "1 unsubscribed · 7 waiting")


async def test_a_list_that_came_in_the_place_of_another_is_not_given_up_unseen() -> None:
    workspace = told([])
    there = workspace.unsubscribed().jobs
    first = await there.create(["ann@example.com"])
    async with at_unsubscribed(workspace, "1 address of the last list") as pilot:
        await pilot.press("u")
        await shows(pilot, "1 waiting")
        await there.forget(first)
        await there.create(["bob@example.com", "cy@example.com"])
        await pilot.press("X", "y")
        await shows(pilot, "another list in the place of")
        await shows(pilot, "bob@example.com")
        assert await there.left() == 2


async def test_quitting_tells_what_would_be_left_behind() -> None:
    slow = Slow()
    workspace = demo_workspace(transport=slow)
    async with at_last_list(workspace, addresses(20)) as pilot:
        await go_on(pilot, 20)
        await four_under_way(pilot)
        assert "t goes on" not in text(pilot)
        await pilot.press("q")
        await shows(pilot, "4 at most, would be unknown")
        await pilot.press("escape", "x")
        slow.go.set()
        await shows(pilot, "t goes on with those that wait.")


async def test_an_address_goes_beside_a_list_that_another_console_works_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    workspace = told([])
    there = workspace.unsubscribed().jobs
    job = await there.create(addresses(8))
    await there.claim(job)
    owners_live(monkeypatch, lambda owner: owner == job.owner)
    async with at_unsubscribed(workspace, "8 addresses of the last list") as pilot:
        await pilot.press("n")
        await shows(pilot, "Unsubscribe addresses")
        await paste(pilot, "urgent@example.com")
        await shows(pilot, "1 address ·")
        await pilot.press("ctrl+s")
        await shows(pilot, "Unsubscribe urgent@example.com?")
        await pilot.press("y")
        await shows(pilot, "1 address unsubscribed.")
        await shows(pilot, "Beside the last list")
        await pilot.press("escape")
        await shows(pilot, "8 addresses of the last list")
        await pilot.press("u")
        await shows(pilot, "Which list?")
        await pilot.press("enter")
        await shows(pilot, "Unsubscribing in another console")
        await shows(pilot, "0 of 8")
        assert await there.left() == 8
