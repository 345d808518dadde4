"""The same is under review in two consoles: the second to confirm is asked once more, by name."""

from dataclasses import replace
from pathlib import Path

from tests.console import channels_workspace, demo_console, demo_workspace
from tests.tui.channel_parts import Watched, at_review, text
from tests.tui.driving import shows
from tests.tui.test_safety import Watched as MailWatched
from tests.tui.test_safety import at_the_question
from ue_console.store.database import Database

SIZE = (120, 36)


async def test_a_mail_goes_back_to_its_review(tmp_path: Path) -> None:
    wire, path = MailWatched(), tmp_path / "state.db"
    app = demo_console(demo_workspace(transport=wire, database=Database(path)))
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await at_the_question(pilot)
        other = demo_workspace(transport=wire, database=Database(path))
        plan = app.screen_stack[0].submission.plan  # type: ignore[attr-defined]
        await (await other.sending()).send(replace(plan, id="other"))
        await other.close()
        await pilot.press("y")
        await shows(pilot, "Nothing was sent. The same mail went to the same 3 recipients")
        await shows(pilot, "[review]")
        await shows(pilot, "Ready to send, with")
        assert "on its way" not in text(pilot)
        assert wire.paths.count("email/send") == 1
        await pilot.press("S")
        await shows(pilot, "Send 3 mails?")
        assert text(pilot).count("⚠ The same mail went to the same 3 recipients") == 2
        await pilot.press("y")
        await shows(pilot, "2 accepted")
    assert wire.paths.count("email/send") == 2


async def test_a_message_goes_back_to_its_review(tmp_path: Path) -> None:
    wire, path = Watched(), tmp_path / "state.db"
    app = demo_console(channels_workspace("Shop", transport=wire, database=Database(path)))
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await at_review(pilot)
        other = channels_workspace("Shop", transport=wire, database=Database(path))
        plan = app.screen.submission.plan  # type: ignore[attr-defined]
        await (await other.channel_sending()).send(replace(plan, id="other"))
        await other.close()
        await pilot.press("S")
        await shows(pilot, " y Send to ")
        await pilot.press("y")
        await shows(pilot, "Nothing was sent. The same message went out on")
        await shows(pilot, "[review]")
        await pilot.press("S")
        await shows(pilot, "⚠ The same message went out on")
        await pilot.press("escape")
    assert wire.channels == ["old-page", "twitter"]
