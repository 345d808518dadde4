"""Nothing is sent, destroyed or changed by surprise."""

import asyncio

import httpx
import pytest
from textual.pilot import Pilot

from tests.console import NOON, demo_account, demo_console, demo_workspace
from tests.scenes import RECIPIENTS
from tests.tui.driving import composing, opened, paste, screen_text, shows, until
from ue_console.sandbox.app import create_app
from ue_console.sandbox.options import Options
from ue_console.sandbox.seed import load_demo
from ue_console.sandbox.store import open_store
from ue_console.tui.crash import crash_report
from ue_console.tui.widgets.table import Column, Row, Table

SIZE = (120, 36)


class Watched(httpx.AsyncBaseTransport):
    """The sandbox, with every path that was asked for; it can hold back ``email/send``."""

    def __init__(self) -> None:
        demo = load_demo(NOON)
        app = create_app(open_store(None), Options(seed="demo", unione_keys=(demo.key,)), now=lambda: NOON)
        self._inner = httpx.ASGITransport(app)
        self.paths: list[str] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Note the path, wait at the gate, answer."""
        path = request.url.path.rpartition("/v1/")[2].removesuffix(".json")
        self.paths.append(path)
        if path == "email/send":
            await self.gate.wait()
        return await self._inner.handle_async_request(request)


async def at_the_question(pilot: "Pilot[str]") -> None:
    """Compose three mails and stop at the question before they are sent."""
    await opened(pilot)
    await pilot.press("3")
    await shows(pilot, "password-reset")
    await pilot.press("slash", *"welcome", "enter", "c")
    await shows(pilot, "[message]")
    await composing(pilot)
    await pilot.press("ctrl+s")
    await shows(pilot, "One a line")
    await paste(pilot, RECIPIENTS)
    await shows(pilot, "3 recipients")
    await pilot.press("ctrl+s")
    await shows(pilot, "Ready to send")
    await pilot.press("S")
    await shows(pilot, "Send 3 mails?")


@pytest.mark.parametrize("key", ["enter", "S", "escape", "ctrl+c", "n"])
async def test_only_the_confirming_key_sends(key: str) -> None:
    wire = Watched()
    app = demo_console(demo_workspace(transport=wire))
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await at_the_question(pilot)
        await pilot.press(key)
        await pilot.pause(0.2)
        assert "email/send" not in wire.paths


async def test_a_send_goes_out_once_however_often_the_key_is_pressed() -> None:
    wire = Watched()
    app = demo_console(demo_workspace(transport=wire))
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await at_the_question(pilot)
        await pilot.press("y", "y", "S", "y", "enter")
        await shows(pilot, "2 accepted")
        assert wire.paths.count("email/send") == 1


async def test_neither_quit_nor_another_account_breaks_off_a_send() -> None:
    wire = Watched()
    wire.gate.clear()
    names = ("ACME Mail", "Shop")
    workspace = demo_workspace({name: demo_account(name=name) for name in names}, transport=wire)
    app = demo_console(workspace)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await at_the_question(pilot)
        await pilot.press("y")
        await until(pilot, lambda: "email/send" in wire.paths, "the request")
        await pilot.press("q")
        await shows(pilot, "Quit all the same?")
        await pilot.press("escape", "a")
        await shows(pilot, "A send of 3 mails is under way.")
        active = workspace.accounts.active
        assert active is not None
        assert active.name == "ACME Mail"
        wire.gate.set()
        await shows(pilot, "2 accepted")


async def test_a_sent_draft_is_gone_and_its_report_stays() -> None:
    app = demo_console()
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await at_the_question(pilot)
        await pilot.press("y")
        await shows(pilot, "2 accepted")
        assert (await app.workspace.compose_draft()).empty
        await pilot.press("1")
        await shows(pilot, "◐ partly")
        await pilot.press("enter")
        await shows(pilot, "2 accepted · 1 refused")


async def test_a_read_only_account_changes_nothing_and_says_why() -> None:
    wire = Watched()
    app = demo_console(demo_workspace(transport=wire, read_only=True))
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await opened(pilot)
        await pilot.press("3")
        await shows(pilot, "password-reset")
        for key in ("x", "e", "n", "d"):
            await pilot.press(key)
            await shows(pilot, "is read-only here")
            assert "Delete the template" not in screen_text(app)
        assert {path.partition("/")[2] for path in wire.paths} <= {"info", "list", "get"}


async def test_switching_the_account_leaves_no_draft_of_the_other_one() -> None:
    names = ("ACME Mail", "Shop")
    app = demo_console(demo_workspace({name: demo_account(name=name) for name in names}))
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await opened(pilot)
        await pilot.press("2")
        await shows(pilot, "none: own body")
        await composing(pilot)
        await paste(pilot, "Only for ACME")
        await pilot.press("escape", "a")
        await shows(pilot, "Switch to which account?")
        await pilot.press(*"shop", "enter")
        await until(pilot, lambda: screen_text(app).startswith(" Shop"), "the other account")
        await pilot.press("2")
        await shows(pilot, "none: own body")
        await composing(pilot)
        await pilot.pause(0.2)
        assert "Only for ACME" not in screen_text(app)
        await pilot.press("escape", "a")
        await shows(pilot, "Switch to which account?")
        await pilot.press(*"acme", "enter")
        await until(pilot, lambda: screen_text(app).startswith(" ACME"), "the first account")
        await pilot.press("2")
        await shows(pilot, "Only for ACME")


def test_a_crash_report_holds_no_values() -> None:
    secret = "k3y-that-must-not-be-seen"
    try:
        raise RuntimeError(secret)
    except RuntimeError:
        report = crash_report().plain
    assert secret not in report
    assert "RuntimeError" in report
    assert "test_safety.py" in report


def test_a_table_gives_flexible_columns_what_is_left() -> None:
    table = Table((Column("Name"), Column("Age", 6), Column("Subject", from_width=60)))
    assert table.widths(40)[1:] == [6, 0]
    assert sum(table.widths(40)) + 2 + 2 + 1 == 40
    wide = table.widths(80)
    assert wide[2] > 0
    assert sum(wide) + 2 * 2 + 2 + 1 == 80


def test_rows_are_ordered_by_what_they_mean() -> None:
    days = [Row("a", ("12 d",), order=(12.0,)), Row("b", ("2 d",), order=(2.0,))]
    assert [row.key for row in sorted(days, key=lambda row: row.sort_key(0))] == ["b", "a"]
