"""Saving keeps what the operator wrote around the values."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ue_console.models.account import REGIONS, Account, Environment, KeyHome, KeyKind, Service
from ue_console.store.config import Config
from ue_console.store.config_edit import edited
from ue_console.store.config_text import parse
from ue_console.store.inheriting import inherited

BY_HAND = """\
# my console
version = 1
theme = "light"   # easier on the eyes
last_account = "A"

# the shop
[[accounts]]
name = "A"  # first
base_url = "https://eu1.unione.io/en/transactional/api/v1"
key_home = "keyring"
# never write here
read_only = true

[[accounts]]
name = "B"
base_url = "https://us1.unione.io/en/transactional/api/v1"

[keys]
"templates.delete" = "X"  # x is too near
"templates.new" = "N"
"""
COMMENTS = (
    "# my console",
    "# easier on the eyes",
    "# the shop",
    "# first",
    "# never write here",
    "# x is too near",
)


def read(text: str) -> Config:
    return parse(text.encode(), "f")


def test_comments_stay() -> None:
    config = replace(read(BY_HAND), theme="dark", last_account="B", keys={"templates.delete": "X"})
    text = edited(BY_HAND, config)
    assert read(text) == config
    assert [comment for comment in COMMENTS if comment not in text] == []


def test_what_does_not_change_stays_as_it_was_written() -> None:
    by_hand = "version=1\ntheme='light'\nlast_account = \"\"\"A\"\"\"\nkeys={ 'a' = 'x' }\n"
    config = read(by_hand)
    assert edited(by_hand, config) == by_hand
    assert "theme='light'" in edited(by_hand, replace(config, last_account="B"))


def test_a_renamed_account_keeps_its_comments() -> None:
    config = read(BY_HAND)
    renamed = config.accounts[0].model_copy(update={"name": "AA", "read_only": False})
    text = edited(BY_HAND, replace(config, accounts=[renamed, config.accounts[1]]))
    assert read(text).accounts == [renamed, config.accounts[1]]
    assert "# never write here" in text
    assert "# first" in text or 'name = "AA"' in text


def test_a_removed_account_goes_and_the_other_keeps_its_place() -> None:
    config = read(BY_HAND)
    text = edited(BY_HAND, replace(config, accounts=[config.accounts[0]]))
    assert 'name = "B"' not in text
    assert "# never write here" in text


@pytest.mark.parametrize(
    "text",
    [
        "accounts = [{name = 'A', base_url = 'eu1'}]",
        "accounts = []",
        "keys = {a = 'x'}",
        "keys.a.b = 'x'\nkeys.c = 'y'",
        "[keys]\na.b = 'x'",
        "[keys.a]\nb = 'x'",
        "[[accounts]]\nname='A'\nbase_url='eu1'\n[keys]\na='x'\n[[accounts]]\nname='B'\nbase_url='eu1'",
        "# only a comment",
        "\r\ntheme = 'x'\r\n",
    ],
)
def test_unusual_ways_to_write_it_are_read_back_as_saved(text: str) -> None:
    config = read(text)
    more = Account(name="New", base_url=REGIONS["us1"])
    for changed in (
        replace(
            config, accounts=[*config.accounts, more], last_account="New", keys={**config.keys, "d.e": "z"}
        ),
        replace(config, accounts=[], keys={}, theme="t"),
    ):
        assert read(edited(text, changed)) == changed


names = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=8)
accounts = st.builds(
    Account,
    name=names,
    service=st.just(Service.UNIONE),
    key_kind=st.sampled_from([KeyKind.ACCOUNT, KeyKind.PROJECT]),
    user_id=st.sampled_from(["", "11344"]),
    key_command=st.lists(words, min_size=0, max_size=3).map(tuple),
    base_url=st.sampled_from([*REGIONS.values(), "http://127.0.0.1:8025/x"]),
    plain_http=st.booleans(),
    environment=st.sampled_from(Environment),
    read_only=st.booleans(),
    key_home=st.sampled_from([KeyHome.KEYRING, KeyHome.SESSION]),
    key_hint=st.sampled_from(["", "••••", "••••9f2c"]),
    key_variable=st.sampled_from(["", "UNIONE_KEY"]),
)


def related(found: list[Account]) -> list[Account]:
    """Every project of odd number under the first account, and as read-only as that."""
    first = next((account.name for account in found if account.key_kind is KeyKind.ACCOUNT), "")
    return inherited(
        [
            account.model_copy(update={"parent": first if number % 2 else ""})
            if account.key_kind is KeyKind.PROJECT
            else account
            for number, account in enumerate(found)
        ]
    )


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
configs = st.builds(
    Config,
    accounts=st.lists(accounts, max_size=4, unique_by=lambda account: account.name.casefold()).map(related),
    last_account=texts,
    theme=texts,
    keys=st.dictionaries(texts, texts, max_size=3),
)


@given(configs, configs)
def test_whatever_is_saved_over_whatever_is_read_back(before: Config, after: Config) -> None:
    first = edited("", before)
    assert read(first) == before
    assert read(edited(first, after)) == after
    assert read(edited(BY_HAND, after)) == after
