"""What was told at a place doesn't follow to the next one, once it could be read."""

from time import time

import pytest
from textual.notifications import Notification, SeverityLevel
from textual.pilot import Pilot

from tests.console import demo_account, demo_console, demo_workspace
from tests.tui.driving import opened, screen_text, shows, until
from ue_console.tui.app import ConsoleApp

SIZE = (120, 36)


async def toast(pilot: "Pilot[str]", text: str, severity: SeverityLevel = "information") -> Notification:
    """Tell something; returns it once it can be seen."""
    pilot.app.notify(text, severity=severity)
    await shows(pilot, text)
    return next(each for each in pilot.app._notifications if each.message == text)


@pytest.mark.parametrize(
    ("severity", "age", "stays"),
    [
        ("information", 0.5, True),
        ("information", 1.5, False),
        ("warning", 1.5, True),
        ("warning", 2.5, False),
        ("error", 1.5, True),
        ("error", 2.5, False),
    ],
)
async def test_what_could_not_be_read_yet_stays(severity: SeverityLevel, age: float, stays: bool) -> None:
    app = demo_console()
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await opened(pilot)
        told = await toast(pilot, "The disk is full.", severity)
        told.raised_at = time() - age
        app.leave_toasts()
        assert (told in app._notifications) is stays


async def test_it_is_gone_at_the_next_place_and_not_while_the_place_is_the_same() -> None:
    app = demo_console()
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await opened(pilot)
        await pilot.press("4")
        await shows(pilot, "Ownership")
        old, young = await toast(pilot, "Told long ago."), await toast(pilot, "Told just now.")
        app.notify("It takes long to read.", timeout=50)
        await shows(pilot, "It takes long to read.")
        for each in app._notifications:
            each.raised_at = time() - 5
        young.raised_at = time() + 5  # however long a busy machine takes to go there
        await pilot.press("4")
        assert old in app._notifications
        await pilot.press("3")
        await shows(pilot, "password-reset")
        assert old not in app._notifications
        text = screen_text(app)
        assert [each in text for each in ("long ago", "just now", "long to read")] == [False, True, True]


async def test_what_a_switch_of_the_account_told_first_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("ACME Mail", "Shop")
    app = demo_console(demo_workspace({name: demo_account(name=name) for name in names}))
    keep = ConsoleApp.keep_all

    async def slow(self: ConsoleApp) -> None:
        for each in self._notifications:
            each.raised_at -= 5
        await keep(self)

    monkeypatch.setattr(ConsoleApp, "keep_all", slow)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await opened(pilot)
        await pilot.press("3")
        await shows(pilot, "password-reset")
        old, told = await toast(pilot, "Told long ago."), await toast(pilot, "Back in “Shop”.")
        old.raised_at, told.raised_at = time() - 5, time()
        app.work_as("Shop", "domains")
        await until(pilot, lambda: app.current_mode == "domains" and app.status.account == "Shop", "switched")
        await shows(pilot, "Back in “Shop”.")
        assert old not in app._notifications
