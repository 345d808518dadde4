"""The list of what arrives: bad signatures apart, filtered, and calm while it grows."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic

import pytest
from textual.pilot import Pilot

from tests.api.scripted import ScriptedServer, reply
from tests.console import demo_console
from tests.listen_scenes import (
    ANN,
    STRANGER,
    call,
    calls,
    deliver,
    event,
    listening,
    listening_workspace,
)
from tests.tui.driving import paste, screen_text, shows, until
from ue_console.cli import webhooks
from ue_console.models.secret import Secret
from ue_console.models.unione.signature import Verdict, check
from ue_console.sandbox.seed import demo_key
from ue_console.services.listening_session import PORT
from ue_console.tui.app import ConsoleApp
from ue_console.tui.screens.listen import ListenScreen

WIDE = (120, 36)


@asynccontextmanager
async def at_listening() -> AsyncIterator["Pilot[str]"]:
    """The console, listening."""
    async with demo_console(listening_workspace()).run_test(size=WIDE, notifications=True) as pilot:
        await listening(pilot)
        yield pilot


def listen_screen(pilot: "Pilot[str]") -> ListenScreen:
    screen = pilot.app.screen
    assert isinstance(screen, ListenScreen)
    return screen


def shown(pilot: "Pilot[str]") -> list[str]:
    """Status and who of each row."""
    return [f"{row.cells[1]} {row.cells[2]}" for row in listen_screen(pilot).table.shown]


def text(pilot: "Pilot[str]") -> str:
    assert isinstance(pilot.app, ConsoleApp)
    return screen_text(pilot.app)


@pytest.fixture
async def handler() -> AsyncIterator[ScriptedServer]:
    running = ScriptedServer()
    await running.start()
    yield running
    await running.stop()


async def test_bad_signatures_and_retries_stand_apart() -> None:
    async with at_listening() as pilot:
        await deliver(pilot, *calls())
        await shows(pilot, "8 calls · 12 events · ✓ 6 good · ✗ 1 bad · ! 1 refused · ↻ 1 retry")
        everything = shown(pilot)
        assert everything[:4] == [
            f"– unsubscribed {ANN}",
            "! refused 127.0.0.1",
            "▲ blocks example.com",
            "✗ bad signature eve@example.com +1",
        ]
        tones = {row.cells[1]: row.tones[1] for row in listen_screen(pilot).table.shown}
        assert (tones["✗ bad signature"], tones["✓ delivered"]) == ("bad", "good")
        await pilot.press("b")
        await shows(pilot, "only bad: 2 of 12 shown")
        assert shown(pilot) == everything[1:2] + everything[3:4]
        await pilot.press("b")
        await shows(pilot, "only retries: 1 of 12 shown")
        assert shown(pilot) == ["◐ soft bounce ↻2 kim@example.net"]
        await pilot.press("b")
        await until(pilot, lambda: shown(pilot) == everything, "all")


async def test_the_filter_finds_addresses_statuses_reasons_and_jobs() -> None:
    async with at_listening() as pilot:
        await deliver(pilot, *calls())
        await shows(pilot, "8 calls")
        for typed, count in (("kim", 2), ("hard bounce", 1), ("mailbox full", 1), ("1zwq7k clicked", 1)):
            await pilot.press("slash", "ctrl+u")
            await paste(pilot, typed)
            await shows(pilot, f"{count} of 12 shown")
        await deliver(pilot, call(event("clicked", "zoe@example.com")))
        await shows(pilot, "2 of 13 shown")
        assert shown(pilot)[0] == "● clicked zoe@example.com"


async def test_where_nothing_fits_the_keys_are_told_that_help() -> None:
    async with at_listening() as pilot:
        await deliver(pilot, call(event("sent")))
        await shows(pilot, "1 call ")
        await pilot.press("slash")
        await paste(pilot, "precious")
        await shows(pilot, "esc clears the filter, f searches what was received earlier.")
        await pilot.press("enter", "b")
        await shows(pilot, "esc clears the filter, b shows other calls, f searches")
        await pilot.press("escape")
        await shows(pilot, "Nothing that is shown matches; b shows other calls, f searches")


async def test_the_cursor_follows_the_newest_or_stays_on_its_row() -> None:
    async with at_listening() as pilot:
        await deliver(pilot, *(call(event("sent", f"n{number}@example.com")) for number in range(40)))
        await shows(pilot, "▸ 12:00:00  → sent              n39@example.com")
        await deliver(pilot, call(event("sent", "n40@example.com")))
        await shows(pilot, "▸ 12:00:00  → sent              n40@example.com")
        await pilot.press("pagedown", "down", "up", "up", "up")
        table = listen_screen(pilot).table
        here, line = table.current, table.cursor - table.scroll_offset.y
        await deliver(pilot, *(call(event("sent", f"m{number}@example.com")) for number in range(30)))
        await until(pilot, lambda: len(table.rows) == 71, "all rows")
        assert table.current is not None
        assert here is not None
        assert table.current.key == here.key
        assert table.cursor - table.scroll_offset.y == line


async def test_what_is_read_stays_while_more_comes() -> None:
    async with at_listening() as pilot:
        await deliver(pilot, call(event("sent", "first@example.com")))
        await shows(pilot, "first@example.com")
        await pilot.press("enter")
        await shows(pilot, "Content-Type: application/json")
        await shows(pilot, '"event_name": "transactional_email_status"')
        await deliver(pilot, call(event("sent", "second@example.com")))
        await shows(pilot, "2 calls")
        assert "Address    first@example.com" in text(pilot)
        await pilot.press("v")
        await shows(pilot, '"job_id": "1zWq7K-000Nb2-4T"')
        await pilot.press("escape", "escape")
        await shows(pilot, "▸ 12:00:00  → sent              first@example.com")
        await pilot.press("home")
        await shows(pilot, "Address    second@example.com")
        await deliver(pilot, call(event("sent", "third@example.com")))
        await shows(pilot, "Address    third@example.com")


async def test_calls_go_on_to_a_handler_and_are_sent_again(handler: ScriptedServer) -> None:
    handler.steps = [reply(200, b"thanks"), reply(500, b"no"), reply(200, b"again")]
    async with at_listening() as pilot:
        await pilot.press("F")
        await shows(pilot, "Pass calls on to which handler?")
        await paste(pilot, f"{handler.url}/hook")
        await pilot.press("enter")
        await shows(pilot, "→ passed on to")
        await deliver(pilot, call(event("sent"), key=STRANGER), call(event("sent")))
        await shows(pilot, "1 answered 200, 1 failed")
        await pilot.press("F")
        await until(pilot, lambda: "passed on to" not in text(pilot), "nothing is passed on")
        await pilot.press("down", "p")
        await shows(pilot, "Send call 1 again")
        await pilot.press("tab", "right", "shift+tab", "enter")
        await shows(pilot, "Sign call 1 with the key of ACME Mail?")
        await pilot.press("y")
        await shows(pilot, "✓ The handler passes")
        await shows(pilot, "again")
    assert handler.seen[0].body == call(event("sent"), key=STRANGER)
    assert handler.seen[2].headers["id"] == "5f0c1a6e"
    assert check(handler.seen[2].body, Secret(demo_key())) is Verdict.GOOD


async def test_everything_kept_is_searched() -> None:
    async with at_listening() as pilot:
        await deliver(pilot, *calls())
        await shows(pilot, "8 calls")
        await pilot.press("f")
        await shows(pilot, "Search everything")
        await paste(pilot, "orders/4711")
        await pilot.press("enter")
        await shows(pilot, "Received: “orders/4711”")
        await shows(pilot, "▸ 06-15 12:00:00  ● clicked")
        await pilot.press("f", "ctrl+u")
        await paste(pilot, "nobody")
        await pilot.press("enter")
        await shows(pilot, "Nothing that was received on this machine holds that.")
        await pilot.press("escape")
        await shows(pilot, "Listening at")


async def test_a_flood_is_drawn_four_times_a_second_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_listening() as pilot:
        screen = listen_screen(pilot)
        drawn = 0
        draw = screen._show

        def counted(*args: object, **more: object) -> None:
            nonlocal drawn
            drawn += 1
            draw(*args, **more)  # type: ignore[arg-type]

        monkeypatch.setattr(screen, "_show", counted)
        begun = monotonic()
        events = [event("sent", f"n{number}@example.com") for number in range(100)]
        await deliver(pilot, *[call(*events)] * 30)
        await shows(pilot, "newest 2,000 shown")
        await until(pilot, lambda: len(screen.table.rows) == 2_000, "as many rows as are kept")
        assert screen.session.totals.events == 3_000
        await pilot.press("slash")
        await paste(pilot, "nobody")
        await shows(pilot, "0 of the newest 2,000 shown")
        await shows(pilot, "f searches all 3,000 events that came.")
        await pilot.press("escape")
        await shows(pilot, "newest 2,000 shown")
        for _ in range(40):
            screen.session._changed()
            await pilot.pause(0.02)
        assert drawn <= 4 * (monotonic() - begun) + 2


def test_the_console_and_the_command_line_listen_at_the_same_port() -> None:
    assert PORT == webhooks.PORT
