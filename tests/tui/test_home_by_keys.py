"""Home by keys alone: what needs attention leads to its cure, and coming back asks nothing again."""

import re
from datetime import timedelta

import httpx
import pytest
from textual.pilot import Pilot

from tests.console import NOON, demo_account, demo_console, demo_sandbox, demo_workspace
from tests.home_scenes import everything, fill
from tests.send_scenes import written
from tests.tui.driving import opened, screen_text, shows, until
from ue_console.api.transport import Call
from ue_console.errors import StateError
from ue_console.models.account import Account
from ue_console.services.here import Here
from ue_console.services.workspace import Workspace
from ue_console.store.watches import Watches
from ue_console.tui.app import ConsoleApp
from ue_console.tui.screens.sending import SendingScreen
from ue_console.tui.widgets.table import Table

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])


def text(pilot: "Pilot[str]") -> str:
    assert isinstance(pilot.app, ConsoleApp)
    return screen_text(pilot.app)


def noted(workspace: Workspace) -> list[str]:
    """The methods that are called from now on."""
    called: list[str] = []
    listener = workspace.connector.listener

    def note(call: Call) -> None:
        called.append(call.method)
        listener(call)

    workspace.connector.listener = note
    return called


@SIZES
async def test_each_need_has_the_key_to_its_cure(size: tuple[int, int]) -> None:
    async with demo_console().run_test(size=size) as pilot:
        await opened(pilot)
        for line in (
            "   ! Included mails end before the period does: change the plan at UniOne",
            "5  ! Stopped by the service: https://crm.acme.exa…2/contacts/callback",
            "4  ! Can't send yet: mail.acme.example and news.acme.example",
            "7  ! Sending is off for the project Old Town Dental (paused)",
        ):
            await shows(pilot, line)
        await pilot.press("5")
        await shows(pilot, "stopped")


@SIZES
async def test_the_last_sends_are_seen_however_much_there_is_to_do(size: tuple[int, int]) -> None:
    workspace = everything()
    await fill(workspace)
    async with demo_console(workspace).run_test(size=size) as pilot:
        await shows(pilot, "Unknown whether it arrived")
        told = text(pilot)
        for key in "mt54762":
            assert f"({key})" in told or re.search(f"▕ {key}  [?◐!✎] ", told), key
        table = pilot.app.screen.query_one("#sends", Table)
        assert table.size.height > 5


async def test_the_report_of_a_send_in_doubt_is_one_key_away() -> None:
    workspace = demo_workspace()
    for name in ("first", "second"):
        await written(workspace.sends, name, f"The {name}", ("unknown",))
    await written(workspace.sends, "third", "The third", ("sent", "planned"))
    async with demo_console(workspace).run_test() as pilot:
        await shows(pilot, "m  ? Unknown whether they arrived: “The second” and “The first”")
        await shows(pilot, "t  ◐ Did not reach everybody: “The third”")
        for key, subject in (
            ("m", "The second"),
            ("m", "The first"),
            ("m", "The second"),
            ("t", "The third"),
        ):
            await pilot.press(key)
            await until(pilot, lambda: isinstance(pilot.app.screen, SendingScreen), "the report")
            await shows(pilot, subject)
            await pilot.press("escape")
            await shows(pilot, "Last sends from this console")


async def test_keys_that_lead_nowhere_say_so() -> None:
    async with demo_console().run_test(notifications=True) as pilot:
        await opened(pilot)
        await pilot.press("m")
        await shows(pilot, "What became of every")
        await pilot.press("t")
        await shows(pilot, "Of the last sends none")


async def test_coming_back_asks_nothing_and_refreshing_no_domains() -> None:
    workspace = demo_workspace()
    async with demo_console(workspace).run_test() as pilot:
        await opened(pilot)
        called = noted(workspace)
        await pilot.press("9")
        await shows(pilot, "Accounts")
        await pilot.press("1")
        await shows(pilot, "4  ! Can't send yet")
        assert called == []
        await pilot.press("r")
        await shows(pilot, "as of 12:00 UTC; domains as of 12:00, next at 12:01")
        await until(pilot, lambda: len(called) >= 3, "what is asked")
        assert sorted(called) == ["project/list", "system/info", "webhook/list"]


async def test_domains_that_could_not_be_read_anew_are_read_by_themselves_then() -> None:
    workspace, time = demo_workspace(), [NOON]
    workspace.now = workspace.home._now = lambda: time[0]
    async with demo_console(workspace).run_test() as pilot:
        await opened(pilot)
        called = noted(workspace)
        time[0] = NOON + timedelta(seconds=59)
        await pilot.press("r")
        await shows(pilot, "as of 12:00 UTC; domains as of 12:00, next at 12:01")
        assert "domain/list" not in called
        time[0] = NOON + timedelta(seconds=61)
        await until(pilot, lambda: "domain/list" in called, "the next reading")
        await until(pilot, lambda: "next at" not in text(pilot), "one time for all")


async def test_a_webhook_that_was_cured_is_no_need_any_more() -> None:
    workspace = demo_workspace()
    async with demo_console(workspace).run_test() as pilot:
        await opened(pilot)
        await shows(pilot, "5  ! Stopped")
        for webhook in await workspace.webhooks().all():
            if webhook.status == "stopped":
                await workspace.webhooks().switch(webhook.url, "active")
        await pilot.press("9")
        await shows(pilot, "Environment")
        await pilot.press("1")
        await until(pilot, lambda: "5  ! Stopped" not in text(pilot), "the need gone")


async def test_domains_that_another_console_listed_just_now_are_waited_for() -> None:
    workspace = demo_workspace()
    await Watches(workspace._database).turn("ACME Mail", NOON - timedelta(seconds=30), timedelta(minutes=1))
    async with demo_console(workspace).run_test() as pilot:
        await shows(pilot, "Domains are listed once a minute at the most: again at 12:00:30 UTC")
        await shows(pilot, "46,812 of 50,000 sent, 94%")


class Broken(httpx.AsyncBaseTransport):
    """The sandbox, of which one method fails."""

    def __init__(self, method: str, status: int) -> None:
        self._inner = httpx.ASGITransport(demo_sandbox())
        self._method = method
        self._status = status

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer, or fail."""
        if request.url.path.endswith(f"{self._method}.json"):
            body = b'{"status": "error", "message": "Error ID:1. Not now.", "code": 102}'
            return httpx.Response(self._status, stream=httpx.ByteStream(body))
        return await self._inner.handle_async_request(request)


@pytest.mark.parametrize(
    ("method", "missing", "there"),
    [
        ("webhook/list", "Not known: webhooks", "4  ! Can't send yet"),
        ("domain/list", "Not known: domains", "5  ! Stopped by the service"),
        ("system/info", "✗ ", "4  ! Can't send yet"),
    ],
)
async def test_what_fails_is_told_beside_what_does_not(method: str, missing: str, there: str) -> None:
    workspace = demo_workspace(transport=Broken(method, 400))
    async with demo_console(workspace).run_test(size=(120, 36)) as pilot:
        await shows(pilot, there)
        await shows(pilot, missing)
        await shows(pilot, "code 102")
        await shows(pilot, "Press r to try again.")


async def test_another_account_shows_nothing_of_the_first() -> None:
    workspace = demo_workspace({name: demo_account(name=name) for name in ("ACME Mail", "Shop")})
    await written(workspace.sends, "first", "The first", ("unknown",))
    async with demo_console(workspace).run_test() as pilot:
        await shows(pilot, "Unknown whether it arrived: “The first”")
        assert isinstance(pilot.app, ConsoleApp)
        pilot.app.work_as("Shop")
        await shows(pilot, "None yet.")
        await shows(pilot, "4  ! Can't send yet")
        assert "The first" not in text(pilot)


async def test_not_even_where_the_journal_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = demo_workspace({name: demo_account(name=name) for name in ("ACME Mail", "Shop")})
    await written(workspace.sends, "first", "The first", ("unknown",))
    async with demo_console(workspace).run_test() as pilot:
        await shows(pilot, "Unknown whether it arrived: “The first”")

        async def full(account: Account) -> Here:
            raise StateError("The disk is full.", "Make room.")

        monkeypatch.setattr(workspace.home, "here", full)
        assert isinstance(pilot.app, ConsoleApp)
        pilot.app.work_as("Shop")
        await shows(pilot, "The disk is full.")
        await shows(pilot, "4  ! Can't send yet")
        assert "The first" not in text(pilot)


@pytest.mark.parametrize(("before", "after"), [(40, 24), (24, 40)])
async def test_what_there_is_room_for_follows_the_size(before: int, after: int) -> None:
    workspace = demo_workspace()
    await fill(workspace)
    async with demo_console(workspace).run_test(size=(100, before)) as pilot:
        await shows(pilot, "Unknown whether it arrived")
        await pilot.resize_terminal(100, after)
        few = "This console, 14 days"
        await until(pilot, lambda: (few in text(pilot)) is (after < 30), "the chart that fits")
