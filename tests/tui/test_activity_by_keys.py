"""Activity by keys: what was done is there at once, is sought, opened, copied, written out and done again."""

import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.activity_scenes import HOOK, PAST, at_activity, fill, fill_list
from tests.console import demo_console, demo_workspace
from tests.tui.driving import opened, paste, screen_text, shows, until
from ue_console.models.secret import MASK
from ue_console.services.workspace import Workspace
from ue_console.store.send_records import BatchRecord, BatchState, SendRecord, SendSummary
from ue_console.tui import loading
from ue_console.tui.screens.activity import ActivityScreen
from ue_console.tui.screens.sending import SendingScreen

WIDE = (120, 36)


def screen(pilot: "Pilot[str]") -> ActivityScreen:
    found = pilot.app.screen
    assert isinstance(found, ActivityScreen)
    return found


async def test_a_change_is_listed_undone_elsewhere_and_done_again() -> None:
    app = demo_console()
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await opened(pilot)
        await pilot.press("5")
        await shows(pilot, "▲ stopped")
        await pilot.press("8")
        await shows(pilot, "Nothing yet")
        await pilot.press("5", "o", "y")
        await shows(pilot, "○ disabled: not called; o switches it on")
        await pilot.press("8")
        await shows(pilot, f"set webhook {HOOK[:20]}")
        await shows(pilot, '"status": "disabled"')
        await pilot.press("t")
        await shows(pilot, "it was 0 min ago")
        await pilot.press("escape", "t")
        await shows(pilot, "it was 0 min ago")
        await pilot.press("y")
        await shows(pilot, "Done again: set webhook")
        await shows(pilot, "this account · 2")


async def test_only_what_is_safe_is_offered_again() -> None:
    app = demo_console()
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await at_activity(pilot, *PAST)
        assert "(t do again)" not in screen_text(app)
        await pilot.press("down", "t")
        await shows(pilot, "Nothing is sent twice")


async def test_a_request_that_is_not_kept_whole_is_not_offered_again() -> None:
    app = demo_console()
    dotted = (*PAST[-1][:8], {"url": f"{HOOK}?token={MASK}"}, PAST[-1][9])
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await at_activity(pilot, PAST[-1], dotted)
        await shows(pilot, "(t do again)")
        await pilot.press("t")
        await shows(pilot, "Its request is not kept as it was sent")
        await pilot.press("down")
        await until(pilot, lambda: "(t do again)" not in screen_text(app), "offered")


async def test_the_list_is_filtered_by_words_results_and_account() -> None:
    app = demo_console()
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await at_activity(pilot, *PAST)
        await fill(app.workspace, PAST[0], account="Other")
        await pilot.press("slash", *"email/s")
        await shows(pilot, "this account · 2")
        await paste(pilot, " bench")
        await shows(pilot, "this account · 1")
        await pilot.press("enter", "b")
        await shows(pilot, "refused only · this account · 0")
        await shows(pilot, "Nothing fits: esc clears the words, b shows other results.")
        await pilot.press("b")
        await shows(pilot, "unknown only · this account · 1")
        await pilot.press("escape", "b", "b", "b")
        await shows(pilot, " this account · 7")
        await pilot.press("o")
        await shows(pilot, "all accounts · 8")
        assert "o this account" in screen_text(app)


async def test_the_list_is_filtered_by_kind_and_time() -> None:
    app = demo_console()
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await at_activity(pilot, *PAST)
        await pilot.press("f")
        await shows(pilot, "all kinds             7")
        assert "send mail, invite back" in screen_text(app)
        await pilot.press(*"ema", "enter")
        await shows(pilot, "email · this account · 2")
        await pilot.press("D")
        await shows(pilot, "last 24 h")
        await pilot.press(*"4h", "enter")
        await shows(pilot, "email · last 4 h · this account · 1")
        await pilot.press("f", "enter")  # begins at what is listed
        await pilot.press("f", "up", "enter")
        await shows(pilot, " last 4 h · this account · 2")
        await pilot.press("D")
        await shows(pilot, "as now")
        await pilot.press(*"2026-06-14", "enter")
        await shows(pilot, "on 2026-06-14 · this account · 2")
        await pilot.press("D", "down", "enter")
        await shows(pilot, "  this account · 7")


async def test_enter_on_a_send_opens_its_report() -> None:
    app = demo_console()
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await at_activity(pilot, *PAST)
        await send(app.workspace, "1vYfJk-000SBX-01")
        await pilot.press("down")
        await shows(pilot, "enter report")
        await pilot.press("enter")
        await shows(pilot, "Report   Welcome")
        assert isinstance(app.screen, SendingScreen)
        await pilot.press("escape", "down", "enter")
        await shows(pilot, "Look whether the mails arrived.")
        assert screen(pilot).focused is not screen(pilot).table, "its report is not kept: the detail"


async def test_what_is_said_in_the_report_stands_in_the_list() -> None:
    app = demo_console()
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await opened(pilot)
        await send(app.workspace, "", "unknown")
        lost = (0.0, *PAST[4][1:])
        await at_activity(pilot, lost)
        await shows(pilot, "Look whether the mails arrived.")
        await pilot.press("enter")
        await shows(pilot, "Report   Welcome")
        await shows(pilot, "1 unknown")
        await pilot.press("m")
        await shows(pilot, "What became of the unknown mails?")
        await pilot.press("enter")
        await shows(pilot, "1 accepted")
        await shows(pilot, "Its answer was lost, and you said that it arrived.")
        await pilot.press("escape")
        await shows(pilot, "send mail to 2,000 recipients (you said so)")
        await shows(pilot, "✓ accepted. Its answer was lost, and")
        assert "? unknown" not in screen_text(app)


async def send(workspace: Workspace, job: str, state: BatchState = "sent") -> None:
    """Write a send of one recipient into the journal."""
    summary = SendSummary("s", "ACME Mail", "", "Welcome", "", 1, "open", "", "")
    batch = BatchRecord(1, ({"email": "ann@example.com"},))
    await workspace.sends.record(SendRecord(summary, {"subject": "Welcome"}, (batch,)), twin_since=None)
    await workspace.sends.begin("s", 1)
    await workspace.sends.finish("s", BatchRecord(1, batch.recipients, state, job))
    await workspace.sends.close("s")


async def test_job_and_curl_are_copied_without_the_key(copied: list[str]) -> None:
    app = demo_console()
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await at_activity(pilot, *PAST)
        await pilot.press("y")
        await shows(pilot, "has no job id")
        await pilot.press("Y")
        await until(pilot, lambda: len(copied) == 1, "a copied command")
        assert copied[0].startswith("curl -X POST http://127.0.0.1:8025/")
        assert '-H "X-API-KEY: $UNIONE_API_KEY"' in copied[0]
        assert "Running it sends" not in screen_text(app)
        await pilot.press("down", "Y")
        await shows(pilot, "Running it sends the mail again.")
        await pilot.press("y")
        await until(pilot, lambda: len(copied) == 3, "a copied job id")
        assert copied[2] == "1vYfJk-000SBX-01"
        await pilot.press("v")
        await shows(pilot, '"request_whole": false')


async def test_what_is_listed_is_written_to_a_file(tmp_path: Path) -> None:
    app = demo_console()
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await at_activity(pilot, *PAST)
        await pilot.press("b", "w")
        await shows(pilot, "Write the activity to which file?")
        await pilot.press(*["backspace"] * len("activity.csv"))
        await paste(pilot, str(tmp_path / "a.json"))
        await pilot.press("enter")
        await shows(pilot, "Wrote 1 call to")
    [found] = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert found["what"] == "Harbour Cycles"


async def test_a_hundred_thousand_calls_are_shown_a_window_at_a_time() -> None:
    app = demo_console()
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await opened(pilot)
        await app.workspace._database.run(hundred_thousand)
        await pilot.press("8")
        await shows(pilot, "this account · 200 of 100,000")
        await pilot.press("G")
        await shows(pilot, "this account · 400 of 100,000")
        assert [row.cells[2] for row in screen(pilot).table.rows] == [
            f"set webhook {number}" for number in range(100_000, 99_600, -1)
        ]
        await pilot.press("slash", *"99999")
        await shows(pilot, "this account · 1")
        await shows(pilot, "This call is not kept any more")


def hundred_thousand(db: sqlite3.Connection) -> None:
    """Calls without requests and answers."""
    db.execute(
        "INSERT INTO activity (at, account, service, noun, verb, what, result, milliseconds, job_id, search)"
        " WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)"
        " SELECT '2026-06-15T11:00:00+00:00', 'ACME Mail', 'unione', 'webhook', 'set', i, 'done', 1, '', i"
        " FROM n"
    )


async def test_a_read_only_account_looks_and_changes_nothing() -> None:
    app = demo_console(demo_workspace(read_only=True))
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await at_activity(pilot, *PAST)
        await pilot.press("t")
        await shows(pilot, "is read-only here")


async def test_what_is_too_old_goes_after_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "FORGET_AFTER", 0.01)
    workspace = demo_workspace()
    workspace.config_file.update(lambda config: replace(config, activity_days=1))
    await fill(workspace, *PAST)
    app = demo_console(workspace)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        await pilot.press("8")
        await shows(pilot, "this account · 4")


async def test_a_list_is_one_row_that_opens_its_calls() -> None:
    app = demo_console()
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await at_activity(pilot, *PAST)
        await fill_list(app.workspace, 300, refused=(7, 8), unknown=(9,))
        await pilot.press("r")
        await shows(pilot, "this account · 8")
        await shows(pilot, "unsubscribe 300 addresses: 1 unknown, 2 refused")
        await pilot.press("g")
        await shows(pilot, "2 refused by the service")
        assert "enter open list" in screen_text(app)
        await pilot.press("Y")
        await shows(pilot, "This is a list; enter shows its calls one by one.")
        await pilot.press("enter")
        await shows(pilot, "one list · this account · 200 of 300")
        await shows(pilot, "unsubscribe 299@example.com")
        await pilot.press("b")
        await shows(pilot, "one list · refused only · this account · 2")
        await pilot.press("b", "b", "b", "b", "down", "down")
        await shows(pilot, "one list · this account · 200 of 300")
        assert "esc all activity" in screen_text(app)
        await pilot.press("escape")
        await shows(pilot, " this account · 8")
        found = screen(pilot).current
        assert found is not None
        assert found.together is not None


async def test_where_nothing_is_listed_the_keys_that_help_are_named_and_no_other() -> None:
    app = demo_console()
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await at_activity(pilot, PAST[0])
        await shows(pilot, "this account · 1")
        assert "(enter open)" not in screen_text(app)
        await pilot.press("b", "b")
        await shows(pilot, "Nothing fits: b shows other results.")
        await until(pilot, lambda: "(enter open)" in screen_text(app), "enter in brackets")
        await pilot.press("enter")
        await shows(pilot, "There is no call under the cursor.")
        await pilot.press("slash", *"zzz")
        await shows(pilot, "Nothing fits: esc clears the words, b shows other results.")
        await pilot.press("escape")
        await shows(pilot, "Nothing fits: b shows other results.")
