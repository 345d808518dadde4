"""A file that somebody wrote in a way of their own keeps it, comments and all."""

import re
from dataclasses import replace
from typing import Final

import pytest

from ue_console.errors import ConfigError
from ue_console.models.account import REGIONS, Account, KeyHome, KeyKind
from ue_console.store.config import Config
from ue_console.store.config_edit import edited
from ue_console.store.config_text import parse

NEW: Final = Account(
    name="New",
    base_url=REGIONS["us1"],
    key_kind=KeyKind.PROJECT,
    parent="A",
    project_id="6123462",
    key_home=KeyHome.COMMAND,
    key_command=("pass", "show", 'it\'s "new"'),
)

ODD: Final = {
    "inline": (
        "accounts = [ # all\n"
        "  # the shop\n"
        "  { name = 'A', base_url = 'eu1', 'key_home' = 'command', key_command = [ # prog\n"
        "     'pass', # gpg\n"
        "     'show' ] }, # a\n"
        "  {name='B', base_url='us1'} # b\n"
        "]\n"
        "keys = { 'templates.new' = 'N' } # mine\n"
    ),
    "dotted": (
        "keys.templates.new = 'N' # new\n"
        'keys.\'templates.edit\' = """M""" # edit\n'
        "# the shop\n"
        "[[accounts]]\n"
        "name = ' A ' # spaces\n"
        '\'base_url\' = """eu1"""# url\n'
        '"read_only"=true # ro\n'
        "[[accounts]] # b\n"
        "base_url = 'https://us1.unione.io' # url of b\n"
        "  name = 'B'\n"
    ),
    "tables": (
        "[keys.templates] # tpl\n"
        "new = 'N' # new\n"
        "[[accounts]] # a\n"
        "base_url = 'EU1' # url\n"
        "name = 'A'\n"
        "key_command = [\n  # first\n  'pass', # gpg\n  'show',\n  # last\n]\n"
        "[keys.go] # go\n"
        "home = 'h' # home\n"
        "[[accounts]]\n"
        "name = 'B' # b\n"
        "base_url = 'us1'\n"
    ),
}


def read(text: str) -> Config:
    return parse(text.encode(), "f")


def comments(text: str) -> list[str]:
    return [line.rpartition("#")[2] for line in text.splitlines() if "#" in line]


@pytest.mark.parametrize("text", ODD.values(), ids=list(ODD))
def test_nothing_changed_is_nothing_written(text: str) -> None:
    assert edited(text, read(text)) == text


@pytest.mark.parametrize("text", ODD.values(), ids=list(ODD))
def test_an_edit_beside_leaves_every_line_and_comment(text: str) -> None:
    config = read(text)
    keys = {**config.keys, "templates.delete": "X"}
    changed = replace(config, accounts=[*config.accounts, NEW], last_account="New", keys=keys)
    result = edited(text, changed)
    assert read(result) == replace(changed, accounts=read(result).accounts)
    assert [account.name for account in read(result).accounts] == ["A", "B", "New"]
    assert set(comments(text)) <= set(comments(result))
    # A list in one piece gets a comma where it goes on.
    lines = [line.replace(",", "") for line in text.splitlines() if not line.startswith("keys =")]
    assert [line for line in lines if line not in result.replace(",", "")] == []


@pytest.mark.parametrize("text", ODD.values(), ids=list(ODD))
def test_an_edit_of_one_entry_leaves_the_others(text: str) -> None:
    config = read(text)
    first = config.accounts[0].model_copy(update={"user_id": "1", "base_url": REGIONS["us1"]})
    changed = replace(
        config, accounts=[first, config.accounts[1]], keys={**config.keys, "templates.new": "Q"}
    )
    result = edited(text, changed)
    assert read(result) == changed
    assert set(comments(text)) <= set(comments(result))
    kept = [line for line in text.splitlines() if not re.search("eu1|new|show", line.lower())]
    assert [line for line in kept if line not in result] == []


def test_what_means_the_same_is_not_written_out() -> None:
    text = "[[accounts]]\nname = 'A'\nbase_url = 'eu1'\n"
    assert edited(text, replace(read(text), last_account="A")) == 'last_account = "A"\n' + text


def test_an_account_between_two_goes_with_its_comments_only() -> None:
    text = "".join(f"[[accounts]]\nname = '{name}' # {name}\nbase_url = 'eu1'\n" for name in "ABCD")
    config = read(text)
    a, b, _, d = config.accounts
    result = edited(text, replace(config, accounts=[a, b, d, NEW]))
    assert [account.name for account in read(result).accounts] == ["A", "B", "D", "New"]
    assert comments(result) == [" A", " B", " D"]


def test_what_a_child_inherits_is_not_written_down() -> None:
    text = (
        "[[accounts]]\nname = 'A'\nbase_url = 'eu1'\nread_only = true\n"
        "[[accounts]]\nname = 'P'\nbase_url = 'eu1'\nkey_kind = 'project'\nparent = 'A'\n"
    )
    config = read(text)
    assert config.accounts[1].read_only
    result = edited(text, replace(config, last_account="P"))
    assert result.count("read_only") == 1
    assert not read(result.replace("read_only = true", "")).accounts[1].read_only


def test_a_new_file_says_what_it_is_and_is_spaced() -> None:
    a = Account(name="A", base_url=REGIONS["eu1"])
    text = edited(edited("", Config(accounts=[a])), Config(accounts=[a, NEW], keys={"templates.new": "N"}))
    assert text.startswith("# UE Console: accounts, theme and keys of the keyboard. No API keys here.\n#")
    assert '# keys."templates.delete" = "X"\n\nversion = 1\n' in text
    for header in ("[[accounts]]", "[keys]"):
        places = text.split(header)[:-1]
        assert [place[-3:-1] for place in places if not place.endswith("\n\n")] == []
        assert "\n\n\n" not in text
    uncommented = text.replace("# keys.", "keys.").replace('[keys]\n"templates.new" = "N"\n', "")
    assert read(uncommented).keys == {"templates.delete": "X"}


@pytest.mark.parametrize("update", [{"parent": "gone"}, {"parent": "New"}, {"key_kind": KeyKind.APP}])
def test_a_change_that_contradicts_itself_is_refused(update: dict[str, object]) -> None:
    a = Account(name="A", base_url=REGIONS["eu1"])
    with pytest.raises(ConfigError, match="In the config file that would be written, "):
        edited("", Config(accounts=[a, NEW.model_copy(update=update)]))


def test_what_the_library_for_edits_does_not_take_is_told() -> None:
    text = "[keys]\n" + "a." * 2_000 + "b = 'x'\n"
    with pytest.raises(ConfigError, match="in a way that the console can't change"):
        edited(text, replace(read(text), theme="nord"))
