"""Unsubscribed by keys alone: listed, checked, set, resumed, invited back; nothing when read-only."""

import csv
import json
import stat
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.console import demo_workspace
from tests.tui.driving import paste, shows, until
from tests.tui.unsubscribed_parts import (
    NEWEST,
    Slow,
    addresses,
    at_last_list,
    at_unsubscribed,
    four_under_way,
    go_on,
    text,
)
from tests.unsubscribed_scenes import TYPED, sandbox_workspace, told
from ue_console.models.unione.message import Invitation
from ue_console.store.database import Database
from ue_console.tui.screens.frame import FrameScreen
from ue_console.tui.screens.unsubscribed import UnsubscribedScreen


def screen(pilot: "Pilot[str]") -> UnsubscribedScreen:
    assert isinstance(pilot.app.screen, UnsubscribedScreen)
    return pilot.app.screen


async def test_the_list_begins_on_the_day_that_is_chosen() -> None:
    async with at_unsubscribed(sandbox_workspace()) as pilot:
        await shows(pilot, "34 · since 2026-05-16")
        await pilot.press("D", "down", "enter")
        await until(pilot, lambda: "since 2025-06-15" in text(pilot), "a year")
        await pilot.press("D", *"2026-06-13", "enter")
        await shows(pilot, "5 · since 2026-06-13")
        await pilot.press("s")
        await shows(pilot, "5 · a to z · since 2026-06-13")
        await pilot.press("end", "s")
        await shows(pilot, "5 · oldest first · since 2026-06-13")
        await until(pilot, lambda: screen(pilot).table.cursor == 0, "where the order begins")
        await until(
            pilot, lambda: screen(pilot).table.rows[0].cells[0] == "yilmaz@example.com", "oldest first"
        )
        await pilot.press("slash", *"EXAMPLE.org")
        await shows(pilot, "1 of 5")
        await pilot.press("escape")
        await shows(pilot, "5 · oldest first")


async def test_what_is_marked_is_what_is_written(tmp_path: Path) -> None:
    async with at_unsubscribed(sandbox_workspace()) as pilot:
        await pilot.press("space", "down", "space", "w")
        await shows(pilot, "Write 2 addresses to which file?")
        await pilot.press("ctrl+u")
        await paste(pilot, str(tmp_path / "gone.csv"))
        await pilot.press("enter")
        await shows(pilot, "Wrote 2 addresses")
        with (tmp_path / "gone.csv").open(encoding="utf-8", newline="") as file:
            assert [row[0] for row in csv.reader(file)] == ["address", NEWEST, "bela.sato@mail.example.com"]
        assert stat.S_IMODE((tmp_path / "gone.csv").stat().st_mode) == 0o600
        await pilot.press("escape", "slash", *"studio", "enter", "w")
        await shows(pilot, "Write 3 addresses to which file?")
        await pilot.press("ctrl+u")
        await paste(pilot, str(tmp_path / "gone.json"))
        await pilot.press("enter")
        await shows(pilot, "Wrote 3 addresses")
        assert len(json.loads((tmp_path / "gone.json").read_text("utf-8"))) == 3


async def test_one_address_is_checked() -> None:
    async with at_unsubscribed(sandbox_workspace()) as pilot:
        await pilot.press("t")
        await shows(pilot, "Is this address unsubscribed?")
        await paste(pilot, NEWEST)
        await pilot.press("enter")
        await shows(pilot, "is unsubscribed: mail to it is")
        await pilot.press("end", "x", "enter")
        await shows(pilot, f"{NEWEST}x is not unsubscribed")
        await pilot.press("ctrl+u", "x", "enter")
        await shows(pilot, "“x” is no address")


async def test_many_are_set_and_only_after_a_word(tmp_path: Path) -> None:
    workspace = sandbox_workspace()
    path = tmp_path / "gone.csv"
    path.write_text("email;name\nnew1@example.com;A\nNEW2@example.com;B\nnobody;C\n", "utf-8")
    async with at_unsubscribed(workspace) as pilot:
        await pilot.press("n")
        await shows(pilot, "Unsubscribe addresses")
        await paste(pilot, "new2@example.com\nnobody here")
        await pilot.press("f6")
        await shows(pilot, "from which file?")
        await paste(pilot, str(path))
        await pilot.press("enter")
        await shows(pilot, "Took 2 addresses from gone.csv; left out 1 row")
        await shows(pilot, "2 addresses · F6 import")
        await shows(pilot, "1 given more than once")
        await pilot.press("ctrl+s")
        await shows(pilot, "2 addresses are never mailed again from ACME Mail, SANDBOX")
        await pilot.press("enter")
        assert await workspace.unsubscribed().check("new1@example.com") is False
        await pilot.press("ctrl+s")
        await shows(pilot, "1 line without an address stays here")
        await pilot.press("y")
        await shows(pilot, "2 addresses unsubscribed.")
        assert await workspace.unsubscribed().check("new1@example.com") is True
        assert await workspace.unsubscribed().draft() == "nobody here"
        await pilot.press("escape")
        await shows(pilot, "36 · since")
        await pilot.press("u")
        await shows(pilot, "Last list")


async def test_a_list_is_gone_on_with_after_a_restart(tmp_path: Path) -> None:
    database = Database(tmp_path / "state.db")
    async with at_unsubscribed(told([], database), "Nobody has unsubscribed") as pilot:
        await pilot.press("n")
        await shows(pilot, "Unsubscribe addresses")
        await paste(pilot, TYPED)
        await shows(pilot, "4 addresses")
        await pilot.press("ctrl+s")
        await shows(pilot, "never mailed again")
        await pilot.press("y")
        await shows(pilot, "2 unsubscribed · 1 refused · 1 unknown")
    again = Database(tmp_path / "state.db")
    async with at_unsubscribed(told([], again, found=True), "1 address of the last list") as pilot:
        await shows(pilot, "6◂")
        await pilot.press("u")
        await shows(pilot, "2 unsubscribed · 1 refused · 1 unknown")
        await pilot.press("t")
        await shows(pilot, "No address waits.")
        await pilot.press("m")
        await shows(pilot, "3 unsubscribed · 1 refused")
        await pilot.press("escape")
        await until(pilot, lambda: "last list has" not in text(pilot), "nothing is left")


async def test_what_is_under_way_is_not_left_and_stops_when_told() -> None:
    slow = Slow()
    workspace = demo_workspace(transport=slow)
    async with at_last_list(workspace, addresses(20)) as pilot:
        await pilot.press("t")
        await shows(pilot, "Go on unsubscribing 20 addresses of ACME Mail?")
        assert slow.sets == 0
        await pilot.press("Y")
        await four_under_way(pilot)
        await shows(pilot, "0 of 20")
        await pilot.press("escape")
        await shows(pilot, "space holds it, x stops it")
        await pilot.press("space")
        await shows(pilot, "Held. space goes on, x stops.")
        await pilot.press("x")
        slow.go.set()
        await shows(pilot, "4 unsubscribed · 16 waiting")
        assert slow.sets == 4
        await go_on(pilot, 16)
        await shows(pilot, "16 addresses unsubscribed, 20 in all.")
        assert slow.sets == 20
        assert await workspace.unsubscribed().jobs.left() == 0


async def test_what_is_left_can_be_given_up() -> None:
    workspace = told([])
    async with at_last_list(workspace, ["ann@example.com"]) as pilot:
        await pilot.press("X")
        await shows(pilot, "1 address that waits is not unsubscribed")
        await pilot.press("y")
        await until(pilot, lambda: "last list has" not in text(pilot), "nothing is left")
        assert await workspace.unsubscribed().jobs.load() is None


async def test_an_invitation_goes_out_once_and_its_errors_stand_at_their_fields() -> None:
    workspace = sandbox_workspace()
    async with at_unsubscribed(workspace) as pilot:
        await pilot.press("i")
        await shows(pilot, "Invite back")
        await paste(pilot, "hello@nowhere.example")
        await shows(pilot, "nowhere.example is no confirmed domain")
        await pilot.press("ctrl+s")
        await shows(pilot, "The sender's name is missing")
        await paste(pilot, "ACME")
        await pilot.press("f2")
        await shows(pilot, "Send from which domain?")
        await pilot.press(*"acme.example", "enter")
        await until(pilot, lambda: "no confirmed domain" not in text(pilot), "a confirmed domain")
        await pilot.press("ctrl+s")
        await shows(pilot, f"Invite {NEWEST} back?")
        await pilot.press("y")
        await until(pilot, lambda: isinstance(pilot.app.screen, UnsubscribedScreen), "the list again")
        await pilot.press("i")
        await shows(pilot, "hello@acme.example")
        await pilot.press("ctrl+s")
        await shows(pilot, "was invited today already")
        assert getattr(pilot.app.focused, "id", "") == "to"


async def test_the_days_limit_stands_at_the_address() -> None:
    workspace = sandbox_workspace()
    async with at_unsubscribed(workspace) as pilot:
        await pilot.press("i")
        await shows(pilot, "Invite back")
        await paste(pilot, "hello@acme.example")
        await pilot.press("tab")
        await paste(pilot, "ACME")
        elsewhere = Invitation(from_email="hello@acme.example", from_name="ACME", to_email=NEWEST)
        await (await workspace.client()).email.subscribe(elsewhere)
        await pilot.press("ctrl+s")
        await shows(pilot, "y Send")
        await pilot.press("y")
        await shows(pilot, "code 1006")
        assert getattr(pilot.app.focused, "id", "") == "to"


@pytest.mark.parametrize("key", ["n", "i"])
async def test_read_only_changes_nothing(key: str) -> None:
    async with at_unsubscribed(sandbox_workspace(read_only=True)) as pilot:
        await pilot.press(key)
        await shows(pilot, "is read-only here")
        assert isinstance(pilot.app.screen, UnsubscribedScreen)


async def test_what_is_typed_is_there_the_next_time() -> None:
    workspace = sandbox_workspace()
    async with at_unsubscribed(workspace) as pilot:
        await pilot.press("n")
        await shows(pilot, "Unsubscribe addresses")
        await paste(pilot, "ann@example.com")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, UnsubscribedScreen), "the list")
        assert await workspace.unsubscribed().draft() == "ann@example.com"
        await pilot.press("n")
        await shows(pilot, "ann@example.com")
        assert isinstance(pilot.app.screen, FrameScreen)
