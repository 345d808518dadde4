"""The same still goes out from another console: nothing goes out beside it, and its end is seen."""

from dataclasses import replace
from pathlib import Path

from tests.console import channels_workspace, demo_console
from tests.tui.channel_parts import Watched, at_review, text
from tests.tui.driving import shows, until
from ue_console.services.workspace import Workspace
from ue_console.store.database import Database

SIZE = (120, 36)


def shop(wire: Watched, path: Path) -> Workspace:
    """A console's services, to which the others of this process are other processes."""
    workspace = channels_workspace("Shop", transport=wire, database=Database(path))
    workspace.sends._may_live = lambda _: True
    return workspace


async def test_nothing_goes_out_beside_it_whatever_is_confirmed(tmp_path: Path) -> None:
    wire, path = Watched(), tmp_path / "state.db"
    app = demo_console(shop(wire, path))
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await at_review(pilot)
        other = shop(wire, path)
        plan = replace(app.screen.submission.plan, id="other")  # type: ignore[attr-defined]
        await other.sends.record(plan.record(), twin_since=None)
        await other.sends.begin("other", 1)
        await pilot.press("S")
        await shows(pilot, " y Send to ")
        await pilot.press("y")
        await shows(pilot, "Nothing was sent. The same message is going out since")
        await shows(pilot, "[review]")
        assert "old-page; about to go to twitter. Wait for its end, or stop it" in text(pilot)
        await pilot.press("S")
        await shows(pilot, "Something must be mended first")
        await other.sends.close("other")
        await other.close()
        await pilot.press("escape")
        await shows(pilot, "[message]")
        await pilot.press("ctrl+s")
        await shows(pilot, "unknown on old-page; not sent to")
        await pilot.press("S")
        await shows(pilot, " y Send to ")
    assert wire.channels == []


async def test_home_sees_that_its_console_has_ended(tmp_path: Path) -> None:
    wire, path = Watched(), tmp_path / "state.db"
    mine = shop(wire, path)
    app = demo_console(mine)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await at_review(pilot)
        other = shop(wire, path)
        plan = replace(app.screen.submission.plan, id="other")  # type: ignore[attr-defined]
        await other.sends.record(plan.record(), twin_since=None)
        await other.sends.begin("other", 1)
        await pilot.press("escape", "escape", "escape", "1")
        await shows(pilot, "under way")
        mine.sends._may_live = lambda _: False
        await pilot.press("r")
        await shows(pilot, "Unknown whether it arrived")
        await until(pilot, lambda: "under way" not in text(pilot), "its end")
        await other.close()
