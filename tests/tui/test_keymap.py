"""The operator's own keys: what is kept to, and why the rest is not."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Final

import pytest
from textual.binding import Binding

from tests.rules.test_actions import screens
from ue_console.tui.commands import ACTIONS, EVERYWHERE
from ue_console.tui.keymap import _GROUPS, MOST_TOLD, TAKEN, checked_keys, config_problems
from ue_console.tui.screens.frame import FrameScreen
from ue_console.tui.widgets.table import Table
from ue_console.tui.widgets.text_view import TextView


@dataclass(frozen=True)
class File:
    """A config, and where its entries are."""

    theme: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()

    def line_of(self, *path: str | int) -> int | None:
        return 3 if path == ("theme",) else 10 + list(self.keys).index(str(path[1]))


WRONG: Final = {
    ("templates.delte", "X"): "templates.delte is no action; the nearest is templates.delete",
    ("zzz", "X"): "zzz is no action",
    ("templates.delete", "ctrl-x"): "templates.delete names ctrl-x, which is no key; write ctrl+x",
    ("templates.delete", "X,ctlr+y"): "templates.delete names ctlr+y, which is no key",
    ("templates.delete", ""): "templates.delete names no key",
    ("templates.delete", "X,,Y"): "templates.delete names no key; a comma is written comma",
    ("templates.delete", "ctrl+c"): "can't have ctrl+c, which copies what is marked",
    ("templates.delete", "ctrl+m"): "can't have ctrl+m, which is enter",
    ("templates.delete", "j"): "can't have j, which moves in lists and texts",
    ("templates.delete", "tab"): "can't have tab, which goes to the next field",
    ("templates.delete", "escape"): "can't have escape, which is kept for app.back",
    ("templates.delete", "ctrl+q"): "can't have ctrl+q, which is kept for app.quit",
    ("templates.delete", "ctrl+p"): "can't have ctrl+p, which is kept for app.palette",
    ("editor.save", "s"): "can't have s, since it works while you type; take a function key",
    ("editor.save", "?"): "can't have question_mark, since it works while you type",
    ("editor.save", "enter"): "can't have enter, which edits the text while you type",
    ("editor.save", "shift+left"): "can't have shift+left, which edits the text while you type",
    ("editor.save", "ctrl+z"): "can't have ctrl+z, which edits the text while you type",
    ("app.back", "b"): "can't have b, since it works while you type",
    ("templates.delete", "n"): "can't have n, which is the key of templates.new on the same screen",
    ("templates.delete", "s"): "can't have s, which is the key of list.sort on the same screen",
    ("templates.delete", "p"): "can't have p, which is the key of preview.part on the same screen",
    ("templates.delete", "9"): "can't have 9, which is the key of go.accounts on the same screen",
    ("go.home", "n"): "can't have n, which is the key of templates.new on the same screen",
    ("list.sort", "t"): "can't have t, which is the key of report.retry on the same screen",
}


@pytest.mark.parametrize(("entry", "told"), WRONG.items(), ids=[" ".join(entry) for entry in WRONG])
def test_why_an_entry_is_left_out(entry: tuple[str, str], told: str) -> None:
    kept, [problem] = checked_keys(dict([entry]))
    assert kept == {}
    assert told in problem.told(7)
    assert problem.told(7).startswith("In [keys], ")
    assert problem.told(7).endswith(" (line 7).")


RIGHT: Final = {
    ("templates.delete", "X"): "X",
    ("templates.delete", "delete, X"): "delete,X",
    ("app.help", "?,h"): "question_mark,h",
    ("editor.save", "ctrl+s,f12"): "ctrl+s,f12",
    ("editor.save", "alt+s"): "alt+s",
    ("app.back", "escape,f12"): "escape,f12",
    ("app.quit", "Q,ctrl+q"): "Q,ctrl+q",
    ("app.palette", "f12"): "f12",
    ("editor.part", "f9"): "f9",
    ("list.open", "enter,O"): "enter,O",
    ("report.pause", "n"): "n",
}


@pytest.mark.parametrize(("entry", "keys"), RIGHT.items(), ids=[" ".join(entry) for entry in RIGHT])
def test_what_is_kept_to(entry: tuple[str, str], keys: str) -> None:
    assert checked_keys(dict([entry])) == ({entry[0]: keys}, [])


def test_two_actions_may_exchange_their_keys() -> None:
    given = {"templates.edit": "c", "templates.compose": "e"}
    assert checked_keys(given) == (given, [])


def test_of_two_that_want_one_key_the_later_is_left_out() -> None:
    kept, [problem] = checked_keys({"templates.edit": "Z", "templates.compose": "Z"})
    assert kept == {"templates.edit": "Z"}
    assert problem.entry == "templates.compose"
    assert "Z, which is the key of templates.edit" in problem.why


def test_what_is_left_out_takes_its_own_key_back() -> None:
    kept, problems = checked_keys({"templates.edit": "x", "templates.delete": "c"})
    assert kept == {}
    assert [problem.entry for problem in problems] == ["templates.delete", "templates.edit"]


def test_whatever_is_wanted_no_screen_has_a_key_twice() -> None:
    chance = random.Random(5)
    standard = {name: set(action.keys.split(",")) for name, action in ACTIONS.items()}
    keys = [*"abcdnsxyzEKS", "f2", "f5", "ctrl+s", "ctrl+t", "escape", "slash", "enter"]
    for _ in range(60):
        names = chance.sample(list(ACTIONS), 12)
        kept, problems = checked_keys({name: chance.choice(keys) for name in names})
        assert len(kept) + len(problems) == len(names)
        for screen in screens():
            served = {*screen.SERVES, *EVERYWHERE}
            changed = {name: set(kept.get(name, ACTIONS[name].keys).split(",")) for name in served}
            for one, other in product(served & kept.keys(), served):
                if one != other and not standard[one] & standard[other]:
                    assert not changed[one] & changed[other], (screen, one, other)


@pytest.mark.parametrize("screen", screens(), ids=lambda screen: screen.__name__)
def test_the_groups_know_every_screen(screen: type[FrameScreen]) -> None:
    # A screen that serves parts of several kinds belongs into BESIDE.
    served = set(screen.SERVES) - set(EVERYWHERE)
    assert any(served <= group for group in _GROUPS), served


def test_the_keys_of_lists_and_texts_are_taken() -> None:
    moving = {
        key
        for widget in (Table, TextView)
        for binding in widget.BINDINGS
        if isinstance(binding, Binding)
        for key in binding.key.split(",")
    }
    assert moving <= set(TAKEN)


KEY: Final = "6w7xsi5g9o4xyo3j1a2b3c4d"


@pytest.mark.parametrize("given", [{KEY: "x"}, {"templates.new": KEY}, {"templates.new": f"{KEY}{KEY}"}])
def test_an_api_key_in_the_wrong_place_is_not_shown(given: dict[str, str]) -> None:
    [told] = config_problems(File(keys=given), File(keys=given))
    assert KEY[:8] not in told


def test_hostile_text_is_told_safely() -> None:
    given = {"\x1b[31m.x": "y", "templates.new": "\x1b[31m"}
    for told in config_problems(File(keys=given), File(keys=given)):
        assert "\x1b" not in told


def test_everything_is_told_with_its_line() -> None:
    file = File(theme="ue-drak", keys={"a.b": "x", "templates.new": "j"}, ignored=("Something before.",))
    assert config_problems(file, file) == [
        "Something before.",
        "The theme of the config file is none that there is; the nearest is ue-dark (line 3).",
        "In [keys], a.b is no action (line 10).",
        "In [keys], templates.new can't have j, which moves in lists and texts (line 11).",
    ]


def test_nothing_wrong_is_nothing_told() -> None:
    file = File(theme="nord", keys={"templates.new": "N"})
    assert config_problems(file, file) == []


def test_thousands_of_wrong_entries_are_counted() -> None:
    keys = {f"templates.new{number}": "x" for number in range(5_000)}
    told = config_problems(File(keys=keys), File(keys=keys))
    assert len(told) == MOST_TOLD + 1
    assert told[-1] == "4,950 more entries of [keys] are wrong."
