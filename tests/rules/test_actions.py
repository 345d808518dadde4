"""Every action is declared once, has its handler, its key and its row in the README."""

from collections import Counter
from collections.abc import Iterable
from importlib import import_module
from itertools import chain
from pathlib import Path
from pkgutil import walk_packages

import pytest
from textual.binding import Binding

import ue_console.tui.screens
from tests.keytable import README, written
from ue_console.tui.app import ConsoleApp
from ue_console.tui.commands import ACTIONS, EVERYWHERE
from ue_console.tui.places import UNIFICATION, UNIONE
from ue_console.tui.screens.frame import FrameScreen
from ue_console.tui.widgets.table import Table
from ue_console.tui.widgets.text_view import TextView

FORBIDDEN = {"ctrl+a", "ctrl+b", "ctrl+h", "ctrl+m", "ctrl+j"}
"""Taken by screen and tmux, or the same byte as another key."""


def screens() -> list[type[FrameScreen]]:
    """All screens of the console."""
    for module in walk_packages(ue_console.tui.screens.__path__, "ue_console.tui.screens."):
        import_module(module.name)

    def below(kind: type[FrameScreen]) -> Iterable[type[FrameScreen]]:
        return chain([kind], *(below(child) for child in kind.__subclasses__()))

    return [screen for screen in below(FrameScreen) if screen.PLACE]


@pytest.mark.parametrize("screen", screens(), ids=lambda screen: screen.__name__)
def test_each_action_has_a_handler_and_a_key_of_its_own(screen: type[FrameScreen]) -> None:
    everywhere = [name for name in EVERYWHERE if name not in screen.REPLACES]
    served = [ACTIONS[name] for name in (*screen.SERVES, *everywhere)]
    handlers = {
        action.id for action in served if hasattr(screen, action.method) or hasattr(ConsoleApp, action.method)
    }
    assert handlers == {action.id for action in served}
    # Compose offers its actions step by step: only those of one step must differ.
    steps: dict[str, tuple[str, ...]] = getattr(import_module(screen.__module__), "AT", {})
    for step in {name for names in steps.values() for name in names} or {""}:
        here = [action for action in served if step in steps.get(action.id, (step,))]
        for places in (UNIONE, UNIFICATION):
            there = [action for action in here if action.id.removeprefix("go.") in (action.id, *places)]
            keys = Counter(key for action in there for key in action.keys.split(","))
            assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("screen", screens(), ids=lambda screen: screen.__name__)
def test_no_list_or_text_takes_an_actions_key_first(screen: type[FrameScreen]) -> None:
    moving = {
        key
        for widget in (Table, TextView)
        for binding in widget.BINDINGS
        if isinstance(binding, Binding)
        for key in binding.key.split(",")
    }
    for name in (*screen.SERVES, *EVERYWHERE):
        assert moving.isdisjoint(ACTIONS[name].keys.split(",")), name


def test_every_action_is_served_somewhere() -> None:
    served = set(EVERYWHERE).union(*(screen.SERVES for screen in screens()))
    assert set(ACTIONS) == served


def test_no_key_is_taken_by_terminal_multiplexers() -> None:
    assert FORBIDDEN.isdisjoint(key for action in ACTIONS.values() for key in action.keys.split(","))


def test_ctrl_s_never_stands_alone() -> None:
    alone = [action.id for action in ACTIONS.values() if action.keys == "ctrl+s"]
    assert alone == []


def test_the_readme_tells_every_key() -> None:
    text = README.read_text("utf-8")
    assert text == written(text)


def test_ci_runs_the_readmes_own_test_command() -> None:
    command = next(line for line in README.read_text("utf-8").splitlines() if line.endswith("/pytest"))
    assert command in (Path(README).parent / ".ci" / "run").read_text("utf-8")
