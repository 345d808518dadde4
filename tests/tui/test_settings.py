"""A wrong theme or key in the config file is told, and the console opens all the same."""

from pathlib import Path

import pytest

from tests.console import demo_account, demo_console, demo_workspace
from tests.tui.driving import opened, screen_text, shows
from ue_console.services.workspace import Workspace
from ue_console.store.config import Config, ConfigFile
from ue_console.store.config_edit import edited
from ue_console.tui.app import ConsoleApp

ENTRIES = """\
[keys]
"templates.delte" = "X"
"templates.new" = "N"
"go.home" = "ctrl-h"
"""


def workspace(folder: Path, entries: str) -> Workspace:
    """The demo's services, with a config file that somebody edited."""
    made = demo_workspace()
    path = folder / "config.toml"
    path.write_text(edited("", Config(accounts=[demo_account()], last_account="ACME Mail")) + "\n" + entries)
    made.config_file = ConfigFile(path)
    return made


def told(app: ConsoleApp) -> list[str]:
    """The sentences of the only toast."""
    [toast] = app._notifications
    return toast.message.splitlines()


async def test_wrong_entries_are_told_with_their_lines_and_the_others_hold(tmp_path: Path) -> None:
    app = demo_console(workspace(tmp_path, ENTRIES))
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await opened(pilot)
        await shows(pilot, "templates.delte is no action")
        assert told(app) == [
            "In [keys], templates.delte is no action; the nearest is templates.delete (line 20).",
            "In [keys], go.home names ctrl-h, which is no key; write ctrl+h (line 22).",
        ]
        assert app.rebound == {"templates.new": "N"}
        await pilot.press("3")
        await shows(pilot, "N new")


async def test_more_than_three_are_for_the_doctor(tmp_path: Path) -> None:
    wrong = "".join(f'"a.b{number}" = "X"\n' for number in range(5))
    app = demo_console(workspace(tmp_path, f"[keys]\n{wrong}"))
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await opened(pilot)
        await shows(pilot, "ue-console doctor lists all")
        assert "a.b2" in screen_text(app)
        assert "a.b3" not in screen_text(app)


@pytest.mark.parametrize(
    ("entry", "why"), [('theme = "ue-ligt"', "the nearest is ue-light"), ("theme = 3", "must be a text")]
)
async def test_a_wrong_theme_is_told_and_the_consoles_own_is_kept(
    tmp_path: Path, entry: str, why: str
) -> None:
    made = workspace(tmp_path, "")
    path = tmp_path / "config.toml"
    path.write_text(path.read_text().replace('theme = ""', entry))
    app = demo_console(made)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await opened(pilot)
        assert app.theme == "ue-dark"
        await shows(pilot, "Left out of config.toml")
        assert why in told(app)[0]


async def test_what_is_right_is_not_worth_a_word(tmp_path: Path) -> None:
    app = demo_console(workspace(tmp_path, '[keys]\n"templates.new" = "N"\n'))
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await opened(pilot)
        assert not list(app._notifications)
