"""What is under way keeps the console busy until the last of it has ended, whichever that is."""

from contextlib import ExitStack

from tests.console import demo_console, demo_workspace
from ue_console.tui.active_account import UNKNOWN
from ue_console.tui.under_way import under_way


def test_the_first_that_began_may_end_first() -> None:
    app = demo_console(demo_workspace())
    first, second = ExitStack(), ExitStack()
    first.enter_context(under_way(app, "A list goes.", "It would wait."))
    second.enter_context(under_way(app, "A few go."))
    assert (app.busy, app.at_stake) == ("A few go.", UNKNOWN)
    first.close()
    assert (app.busy, app.at_stake) == ("A few go.", UNKNOWN)
    second.close()
    assert (app.busy, app.at_stake) == ("", UNKNOWN)


def test_the_last_that_began_may_end_first_and_what_was_said_before_comes_back() -> None:
    app = demo_console(demo_workspace())
    app.busy, app.at_stake = "A secret waits.", "It would be lost."
    with under_way(app, "A list goes.", "It would wait."):
        with under_way(app, "A few go."):
            assert app.busy == "A few go."
        assert (app.busy, app.at_stake) == ("A list goes.", "It would wait.")
    assert (app.busy, app.at_stake) == ("A secret waits.", "It would be lost.")
