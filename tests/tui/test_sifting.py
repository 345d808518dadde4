"""The rows of a report are filtered and sorted, and nothing but the view changes."""

from textual.pilot import Pilot

from tests.console import demo_console, demo_workspace
from tests.services.sends import message_to
from tests.tui.driving import opened, screen_text, shows
from ue_console.models.unione.message import Recipient
from ue_console.services.report_row import Outcome, ReportRow
from ue_console.tui.app import ConsoleApp
from ue_console.tui.commands import ACTIONS
from ue_console.tui.report_rows import table_row
from ue_console.tui.screens.sending import NO_REPORT, SendingScreen, why_not_with

NAMES = ("zoe@example.com", "blocked@example.com", "ann@example.com")
"""The sandbox refuses the second."""


def addresses(pilot: "Pilot[str]") -> list[str]:
    """The addresses shown, from top to bottom."""
    screen = pilot.app.screen
    assert isinstance(screen, SendingScreen)
    return [row.cells[0] for row in screen.table.shown]


async def test_a_report_is_filtered_and_sorted() -> None:
    workspace = demo_workspace()
    sending = await workspace.sending()
    message = message_to(0)
    message.recipients = [Recipient(email=name) for name in NAMES]
    await sending.send(sending.plan(message))
    async with demo_console(workspace).run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        await shows(pilot, "◐ partly")
        await pilot.press("enter")
        await shows(pilot, "2 accepted · 1 refused")
        assert addresses(pilot) == [*NAMES]
        await pilot.press("s")
        await shows(pilot, "by address · 2 accepted")
        assert addresses(pilot) == sorted(NAMES)
        await pilot.press("s")
        await shows(pilot, "by outcome · 2 accepted")
        assert addresses(pilot)[0] == "blocked@example.com"
        await pilot.press("slash", *"accep", "enter", "down")
        await shows(pilot, "2 of 3 · by outcome · 2 accepted · 1 refused")
        await shows(pilot, "✓ ann@example.com")
        await pilot.press("s", "s", "escape")
        await shows(pilot, "Report   Hello")
        assert addresses(pilot) == [*NAMES]
        assert isinstance(pilot.app, ConsoleApp)
        assert "by " not in screen_text(pilot.app)
        await pilot.press("escape")
        await shows(pilot, "Last sends from this console")


def test_what_asks_for_something_is_sorted_first() -> None:
    outcomes: tuple[Outcome, ...] = ("accepted", "not sent", "refused", "unknown")
    rows = [table_row(word, ReportRow("a@example.com", word, "", False, "", 1)) for word in outcomes]
    rows.sort(key=lambda row: row.sort_key(1))
    assert [row.key for row in rows] == ["unknown", "refused", "not sent", "accepted"]


def test_without_a_report_there_is_nothing_to_sift() -> None:
    assert {why_not_with(None, ACTIONS[name]) for name in ("list.filter", "list.sort")} == {NO_REPORT}
