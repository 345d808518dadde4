"""While a list is read nothing is typed into it: what runs is what the question told."""

import threading
from typing import Any

import pytest
from textual.worker import WorkerState

from tests.tui.driving import paste, shows, until
from tests.tui.unsubscribed_parts import at_unsubscribed, text
from tests.unsubscribed_scenes import sandbox_workspace
from ue_console.services.unsubscribed import addresses
from ue_console.tui.screens import unsubscribed_add
from ue_console.tui.screens.unsubscribed_add import UnsubscribeScreen
from ue_console.tui.widgets.held_editor import HeldEditor


async def test_what_is_typed_while_the_list_is_read_is_no_text_and_no_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    going = threading.Event()
    going.set()

    def slow(*args: Any, **options: Any) -> addresses.Addresses:
        going.wait()
        return addresses.read_addresses(*args, **options)

    monkeypatch.setattr(unsubscribed_add, "read_addresses", slow)
    workspace = sandbox_workspace()
    async with at_unsubscribed(workspace) as pilot:
        await pilot.press("n")
        await shows(pilot, "Unsubscribe addresses")
        await paste(pilot, "ann@example.com")
        await shows(pilot, "1 address")
        editor = pilot.app.screen.query_one(HeldEditor)
        going.clear()
        try:
            await pilot.press("ctrl+s", "y", "q", "1", "enter", "backspace")
            await paste(pilot, "bob@example.com")
            await pilot.press("f6")
            await shows(pilot, "The addresses are being read.")
            assert isinstance(pilot.app.screen, UnsubscribeScreen)
            assert editor.text == "ann@example.com"
            await shows(pilot, "reading")
        finally:
            going.set()
        await shows(pilot, "Unsubscribe ann@example.com?")
        await pilot.press("escape")
        await until(pilot, lambda: not editor.read_only, "released")
        await pilot.press("x")
        assert editor.text == "ann@example.comx"
        await pilot.press("backspace", "ctrl+s")
        await shows(pilot, "Unsubscribe ann@example.com?")
        await pilot.press("y")
        await shows(pilot, "1 address unsubscribed.")
        assert all(worker.state is not WorkerState.ERROR for worker in pilot.app.workers)
        job = await workspace.unsubscribed().jobs.load()
        assert job is not None
        assert [entry.address for entry in job.entries] == ["ann@example.com"]
        assert "Nothing matches" not in text(pilot)


async def test_a_list_that_can_not_be_begun_is_gone_on_with() -> None:
    workspace = sandbox_workspace()
    await workspace.unsubscribed().jobs.create(["first@example.com"])
    async with at_unsubscribed(workspace, "1 address of the last list") as pilot:
        await pilot.press("n")
        await shows(pilot, "Unsubscribe addresses")
        await pilot.press("ctrl+s")
        await shows(pilot, "There is no address here.")
        await paste(pilot, "ann@example.com")
        await shows(pilot, "ann@example.com")


async def test_the_text_is_emptied_after_a_word() -> None:
    workspace = sandbox_workspace()
    async with at_unsubscribed(workspace) as pilot:
        await pilot.press("n")
        await shows(pilot, "Unsubscribe addresses")
        await pilot.press("f8")
        await shows(pilot, "There is nothing to take away.")
        await paste(pilot, "ann@example.com\nnobody")
        await shows(pilot, "1 address ·")
        await pilot.press("f8")
        await shows(pilot, "Clear the addresses?")
        await pilot.press("escape")
        editor = pilot.app.screen.query_one(HeldEditor)
        assert editor.text == "ann@example.com\nnobody"
        await pilot.press("f8")
        await shows(pilot, "Clear the addresses?")
        await pilot.press("y")
        await until(pilot, lambda: not editor.text, "emptied")
        await pilot.press("escape")
        await shows(pilot, "34 · since")
        assert await workspace.unsubscribed().draft() == ""
