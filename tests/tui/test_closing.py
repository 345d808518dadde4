"""Screens that are closed while their work is under way."""

import asyncio

import pytest

from tests.console import demo_console, demo_workspace
from tests.tui.driving import opened, shows
from ue_console.models.account import KeyHome


async def test_work_that_ends_after_its_screen_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = demo_workspace()
    app = demo_console(workspace)

    async def slow_look() -> tuple[KeyHome, str]:
        screen = app.screen
        while screen.query("#notice"):  # noqa: ASYNC110
            await asyncio.sleep(0)
        return KeyHome.VAULT, "It is gone."

    monkeypatch.setattr(workspace.accounts, "home_for_new", slow_look)
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        await pilot.press("9", "n")
        await shows(pilot, "New account")
        await pilot.press("escape", "escape")
        await shows(pilot, "Kept in")
    assert app.return_code is None
