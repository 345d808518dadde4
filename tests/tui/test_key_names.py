"""Key names: those that a terminal sends, and what is meant by other spellings."""

from typing import Final

import pytest

from ue_console.tui.commands import ACTIONS
from ue_console.tui.key_names import is_character, key_meant, key_name

MEANT: Final = {
    "ctrl-x": "ctrl+x",
    "C-x": "ctrl+x",
    "Ctrl+X": "ctrl+x",
    "<c-x>": "ctrl+x",
    "^x": "ctrl+x",
    "ctrl + x": "ctrl+x",
    "ctrl+alt+x": "alt+ctrl+x",
    "M-x": "alt+x",
    "shift+e": "E",
    "S-e": "E",
    "ctrl+/": "ctrl+slash",
    "ctrl++": "ctrl+plus",
    "ctrl--": "ctrl+minus",
    "F5": "f5",
    "<f5>": "f5",
    "Esc": "escape",
    "return": "enter",
    "del": "delete",
    "PgUp": "pageup",
    "page-up": "pageup",
    "question mark": "question_mark",
    "questionmark": "question_mark",
    "escpae": "escape",
}


@pytest.mark.parametrize(("written", "meant"), MEANT.items(), ids=list(MEANT))
def test_another_spelling_is_no_name_and_is_understood(written: str, meant: str) -> None:
    assert key_name(written) == ""
    assert key_meant(written) == meant
    assert key_name(meant) == meant


@pytest.mark.parametrize(
    "written",
    ["", " ", "\x1b", "ctrl", "ctrl+", "x+ctrl", "qwertyuiop", "<>", "a b", "x" * 100_000, "f25+f25"],
)
def test_what_means_nothing(written: str) -> None:
    assert key_name(written) == ""
    assert key_meant(written) in ("", "f5")


@pytest.mark.parametrize(
    "written",
    [
        "Ctrl+Banana",
        "ctrl+banana",
        "banana",
        "Banana",
        "alt+snowman",
        "ctrl+degree_sign",
        "ctrl+rightwards_arrow",
        "ctrl+🍌",
    ],
)
def test_the_name_of_a_picture_is_no_key(written: str) -> None:
    assert key_name(written) == ""
    assert key_meant(written) == ""


@pytest.mark.parametrize("key", ["ctrl+x", "ctrl+é", "ctrl+slash", "alt+f5", "ctrl+shift+pageup", "ctrl+at"])
def test_modifiers_go_with_characters_and_named_keys(key: str) -> None:
    assert key_name(key) == key
    assert key_meant(key) == key


@pytest.mark.parametrize("name", ["section_sign", "euro_sign", "pilcrow_sign"])
def test_signs_of_other_keyboards_may_be_written_out(name: str) -> None:
    assert key_name(name) == name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("§", "section_sign"),
        ("?", "question_mark"),
        ("/", "slash"),
        (",", "comma"),
        ("+", "plus"),
        ("x", "x"),
        ("E", "E"),
        ("ä", "ä"),
    ],
)
def test_a_single_sign_is_a_name(written: str, name: str) -> None:
    assert key_name(written) == name
    assert is_character(name)


def test_every_key_of_the_console_is_a_name() -> None:
    for action in ACTIONS.values():
        for key in action.keys.split(","):
            assert key_name(key) == key
