"""Connections by keys alone: listed, tested one by one and all, renewed, removed; their tokens unseen."""

import asyncio

import httpx
import pytest

from tests.console import channels_workspace, demo_console
from tests.tui.driving import screen_text, shows, until
from tests.tui.user_parts import NARROW, WIDE, Told, at, console
from ue_console.api.unification.methods import (
    CONNECTION_ADD,
    CONNECTION_REFRESH,
    CONNECTION_REMOVE,
    CONNECTION_TEST,
)
from ue_console.errors import ReadOnly
from ue_console.models.secret import Secret
from ue_console.sandbox.seed.users import read_users
from ue_console.services.workspace import Workspace
from ue_console.tui.commands import ACTIONS
from ue_console.tui.screens.frame import FrameScreen

SHOP = read_users()[0]
SIZES = [WIDE, NARROW]


def shop(answers: dict[str, object] | None = None, *, read_only: bool = False) -> Workspace:
    transport = Told(answers) if answers else None
    return channels_workspace("Shop", transport=transport, read_only=read_only)


def names(count: int) -> dict[str, object]:
    rows = {f"c{number:05}": {"uri": f"line://U{number:05}@line.com"} for number in range(count)}
    return {"status": 200, "connections": rows}


@pytest.mark.parametrize("size", SIZES)
async def test_all_are_tested_and_each_result_stands_beside_its_name(size: tuple[int, int]) -> None:
    async with demo_console(shop()).run_test(size=size) as pilot:
        await at(pilot, "4", "old-page")
        await pilot.press("T")
        await shows(pilot, "All tested: 4 work · 1 refused.")
        await shows(pilot, "✗ refused 418")
        await pilot.press("G", "enter")
        await shows(pilot, "The connection has expired.")
        await shows(pilot, "R refreshes it,")
        await pilot.press("escape")
        await pilot.press("slash", *"refused", "enter")
        await shows(pilot, "1 of 5")


async def test_no_token_is_ever_on_the_screen() -> None:
    async with demo_console(shop()).run_test(size=(200, 40)) as pilot:
        await at(pilot, "4", "old-page")
        seen = ""
        for key in ("T", "enter", "escape", "v", "escape", "R", "escape", "x", "escape", "down"):
            await pilot.press(key)
            await pilot.pause()
            seen += screen_text(console(pilot))
        assert "facebook://••••Zq7p@facebook.com" in seen
        for uri in SHOP.connections.values():
            token = uri.partition("://")[2].partition("@")[0]
            assert token.isdigit() or token not in seen


async def test_one_is_tested_and_whose_account_it_is_is_asked_on_enter_only() -> None:
    service = Told({})
    workspace = channels_workspace("Shop", transport=service)
    async with demo_console(workspace).run_test(size=WIDE) as pilot:
        await at(pilot, "4", "old-page")
        await pilot.press("down", "down", "up", "t")
        await shows(pilot, "✓ works, tested at 12:00 UTC")
        assert service.asked.count("connection/test") == 1
        assert "connection/info" not in service.asked
        await pilot.press("enter")
        await shows(pilot, "ACME (acme_twitter)")
        await pilot.press("escape", "enter")
        assert service.asked.count("connection/info") == 1


async def test_an_expired_token_is_renewed() -> None:
    async with demo_console(shop()).run_test(size=WIDE, notifications=True) as pilot:
        await at(pilot, "4", "old-page")
        await pilot.press("G", "t")
        await shows(pilot, "✗ refused 418")
        await pilot.press("R")
        await shows(pilot, "Get a new token for “old-page”?")
        await pilot.press("y")
        await shows(pilot, "keeps the new token")
        await until(pilot, lambda: "418" not in screen_text(console(pilot)), "the old result is gone")
        await pilot.press("t")
        await shows(pilot, "✓ works, tested at 12:00 UTC")


async def test_one_is_removed_after_the_question() -> None:
    workspace = shop()
    async with demo_console(workspace).run_test(size=NARROW, notifications=True) as pilot:
        await at(pilot, "4", "old-page")
        await pilot.press("x")
        await shows(pilot, "Remove the connection “page”?")
        await pilot.press("enter")
        assert await workspace.connections().has("page")
        await pilot.press("x", "y")
        await shows(pilot, "Removed “page”.")
        assert not await workspace.connections().has("page")


async def test_a_lost_answer_is_told_as_unknown() -> None:
    service = Told({"connection/remove": httpx.ReadTimeout("late"), "connection/test": httpx.ReadTimeout("")})
    workspace = channels_workspace("Shop", transport=service)
    async with demo_console(workspace).run_test(size=WIDE) as pilot:
        await at(pilot, "4", "old-page")
        await pilot.press("x", "y")
        await shows(pilot, "see whether it is gone")
        assert service.asked.count("connection/remove") == 1
        await pilot.press("t")
        await shows(pilot, "? no answer")
        assert service.asked.count("connection/test") == 1
        await pilot.press("T")
        await shows(pilot, "All tested: 0 work · 5 unknown.")


async def test_a_user_that_is_not_let_in_any_more_is_told_once() -> None:
    no = {"status": 401, "info": "Authentication required!"}
    async with demo_console(shop({"connection/test": no})).run_test(size=WIDE) as pilot:
        await at(pilot, "4", "old-page")
        await pilot.press("T")
        await shows(pilot, "does not accept this id and secret")
        await shows(pilot, "Press T to test again.")
        await shows(pilot, "– not tested")


async def test_many_are_asked_about_and_esc_stops_them() -> None:
    never = asyncio.Event()
    begun: list[bytes] = []

    async def answer(body: bytes) -> object:
        begun.append(body)
        if len(begun) > 9:
            await never.wait()
        return {"status": 200}

    service = Told({"connection/list": names(3_000), "connection/test": answer})
    workspace = channels_workspace("Shop", transport=service)
    async with demo_console(workspace).run_test(size=WIDE) as pilot:
        await at(pilot, "4", "3,000")
        await pilot.press("T")
        await shows(pilot, "Test 3,000 connections?")
        await pilot.press("y")
        await shows(pilot, "9 of 3,000 tested · esc stops")
        await shows(pilot, "esc stop")
        await pilot.press("escape")
        await shows(pilot, "· Stopped after 9 of 3,000: 9 work.")
        await shows(pilot, "– not tested")
        assert len(begun) == 9 + 4
        assert console(pilot).status.account == "ACME Channels › Shop"


async def test_tests_that_were_stopped_before_any_result_are_no_success() -> None:
    never = asyncio.Event()

    async def answer(body: bytes) -> object:
        await never.wait()
        return {"status": 200}

    workspace = channels_workspace("Shop", transport=Told({"connection/test": answer}))
    async with demo_console(workspace).run_test(size=WIDE) as pilot:
        await at(pilot, "4", "old-page")
        await pilot.press("T")
        await shows(pilot, "0 of 5 tested · esc stops")
        await pilot.press("escape")
        await shows(pilot, "· Stopped after 0 of 5.")


async def test_enter_on_an_empty_list_says_why_it_does_nothing() -> None:
    service = Told({"connection/list": {"status": 200, "connections": {}}})
    workspace = channels_workspace("Shop", transport=service)
    async with demo_console(workspace).run_test(size=WIDE, notifications=True) as pilot:
        await at(pilot, "4", "No connections yet.")
        await pilot.press("enter")
        await shows(pilot, "There is no connection under the cursor.")


async def test_ten_thousand_connections_are_listed_and_filtered() -> None:
    async with demo_console(shop({"connection/list": names(10_000)})).run_test(size=NARROW) as pilot:
        await at(pilot, "4", "10,000")
        await pilot.press("G")
        await shows(pilot, "▸ c09999")
        await pilot.press("slash", *"c0123", "enter")
        await shows(pilot, "10 of 10,000")


@pytest.mark.parametrize("listed", [None, [], {}, [{"page": {"uri": "line://U1@line.com"}}]])
async def test_each_form_of_a_list_is_read(listed: object) -> None:
    answer = {"status": 200, "connections": listed}
    async with demo_console(shop({"connection/list": answer})).run_test(size=NARROW) as pilot:
        await at(pilot, "4", "▸ page" if listed else "No connections yet.")


async def test_hostile_names_are_only_text() -> None:
    rows = {
        "[bold]x[/]": {"uri": "line://U00000000000001@line.com"},
        "\x1b]0;owned\x07": {"uri": "\x1b[31mred"},
        "a b/c": {"uri": "facebook://to:k/en?x@facebook.com"},
        "\u202etxt": {"uri": "x"},
    }
    said = {"status": 417, "info": "\x1b[2J[bold]no[/]"}
    answers: dict[str, object] = {"connection/list": {"status": 200, "connections": rows}}
    async with demo_console(shop({**answers, "connection/test": said})).run_test(size=WIDE) as pilot:
        await at(pilot, "4", "[bold]x[/]")
        await pilot.press("T")
        await shows(pilot, "All tested")
        for key in ("down", "down", "down", "x"):
            await pilot.press(key)
            await pilot.pause()
            assert not {"\x1b", "\x07", "\u202e"} & set(screen_text(console(pilot)))
        assert "owned" in screen_text(console(pilot))


async def test_read_only_tests_and_changes_nothing() -> None:
    workspace = shop(read_only=True)
    async with demo_console(workspace).run_test(size=WIDE, notifications=True) as pilot:
        await at(pilot, "4", "old-page")
        screen = pilot.app.screen
        assert isinstance(screen, FrameScreen)
        for key in ("n", "R", "x"):
            await pilot.press(key)
            await shows(pilot, "is read-only here")
            assert pilot.app.screen is screen
        connections = workspace.connections()
        uri = Secret("line://U1@line.com")
        for refused in (connections.add("x", uri), connections.refresh("page"), connections.remove("page")):
            with pytest.raises(ReadOnly):
                await refused
        await pilot.press("t")
        await shows(pilot, "✓ works")


async def test_esc_goes_back_to_the_app_with_the_cursor_on_the_user() -> None:
    async with demo_console(shop()).run_test(size=WIDE) as pilot:
        await at(pilot, "4", "old-page")
        await pilot.press("escape")
        await until(pilot, lambda: console(pilot).status.account == "ACME Channels", "the app")
        await shows(pilot, "▸ Shop")


async def test_offline_keeps_the_old_rows_with_their_age() -> None:
    service = Told({})
    async with demo_console(channels_workspace("Shop", transport=service)).run_test(size=WIDE) as pilot:
        await at(pilot, "4", "old-page")
        service.answers["connection/list"] = httpx.ConnectError("no route")
        await pilot.press("r")
        await shows(pilot, "as of 0 min ago")
        await shows(pilot, "old-page")
        await shows(pilot, "Press r to try again.")


def test_every_changing_connection_action_writes() -> None:
    assert {name for name, action in ACTIONS.items() if name.startswith("connection") and action.writes} == {
        "connections.new",
        "connections.refresh",
        "connections.remove",
        "connection.save",
    }
    assert all(method.writes for method in (CONNECTION_ADD, CONNECTION_REFRESH, CONNECTION_REMOVE))
    assert not CONNECTION_TEST.writes
