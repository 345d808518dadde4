"""What the config file may say, and where it says what is wrong."""

import pytest

from ue_console.errors import ConfigError
from ue_console.models.account import REGIONS, Account, Environment, KeyHome
from ue_console.store.config import Config
from ue_console.store.config_text import parse

ACCOUNT = '[[accounts]]\nname = "A"\nbase_url = "eu1"\n'


def test_a_file_written_by_hand() -> None:
    text = (
        "# mine\nlast_account = 'A'\n\n"
        "[[accounts]]\nname = ' A '\nbase_url = 'https://API.example.com/'\nenvironment = 'staging'\n"
        "read_only = true\nkey_home = 'env'\nkey_variable = 'UNIONE_KEY'\n\n"
        "[keys]\ntemplates.delete = 'x'\n'templates.new' = 'n'\n"
    )
    account = Account(
        name="A",
        base_url="https://api.example.com/en/transactional/api/v1",
        environment=Environment.STAGING,
        read_only=True,
        key_home=KeyHome.ENVIRONMENT,
        key_variable="UNIONE_KEY",
    )
    assert parse(text.encode(), "f") == Config(
        accounts=[account], last_account="A", keys={"templates.delete": "x", "templates.new": "n"}
    )


def test_what_is_left_out_has_the_careful_default() -> None:
    account = parse(ACCOUNT.encode(), "f").accounts[0]
    assert account == Account(name="A", base_url=REGIONS["eu1"], environment=Environment.PRODUCTION)
    assert parse(b"", "f") == Config()


WRONG = {
    "theme =": "is not valid TOML: Invalid value (at end of document)",
    "theme = 'x'\nthis is not\n": "is not valid TOML: Expected '=' after a key in a key/value pair (at l",
    "version = 2\nnew_entry = 1": "was written by a newer version of the console (format 2, this version",
    "version = true": "version must be 1 (line 1)",
    "version = '1'": "version must be 1 (line 1)",
    "\n\nthemes = 'x'": "themes is not known; the nearest is theme (line 3)",
    "[acounts]\nx = 1": "acounts is not known; the nearest is accounts (line 1)",
    "qqq = 1": "qqq is not known (line 1)",
    "accounts = 'A'": "accounts must be a list of [[accounts]] (line 1)",
    "accounts = ['A']": "accounts must be a list of [[accounts]] (line 1)",
    ACCOUNT + ACCOUNT.replace("A", "a"): "name of account 2 is the name of another account too (line 5)",
    "theme = ''\n[[accounts]]\nname = 'A'": "base_url of account 1 is missing (line 2)",
    ACCOUNT + "enviroment = 'staging'": "enviroment of account 1 is not known; the nearest is environment",
    ACCOUNT + "environment = 'prod'": "environment of account 1 must be one of production, staging, sandbox",
    ACCOUNT + ACCOUNT.replace("A", "B") + "environment = 'stagin'": "the nearest is staging (line 7)",
    ACCOUNT + "read_only = 'yes'": "read_only of account 1 must be true or false (line 4)",
    ACCOUNT.replace("eu1", "http://example.com"): "base_url of account 1 is wrong: An http URL would send",
    ACCOUNT.replace("A", " "): "name of account 1 is wrong: The account has no name (line 2)",
    ACCOUNT + "key_home = 'env'": "key_variable of account 1 is missing (line 1)",
}


@pytest.mark.parametrize(("text", "told"), WRONG.items(), ids=range(len(WRONG)))
def test_what_is_wrong_is_told_with_its_place(text: str, told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse(text.encode(), "~/config.toml")
    assert told in caught.value.cause
    assert "~/config.toml" in caught.value.cause
    assert caught.value.remedy


def test_bytes_that_are_no_text_are_told_with_their_line() -> None:
    with pytest.raises(ConfigError, match=r"is not UTF-8 text \(line 2\)\. Save it as UTF-8"):
        parse(b"theme = 'x'\n\xff", "f")


KEY = "6w7xsi5g9o4xyo3j1a2b3c4d5e6f7g8h9i0jk1l2m3n4o5p6q7r8s9"


@pytest.mark.parametrize(
    "entry", ["key_hint", "key_variable", "key", "api_key", "base_url", "name", "environment"]
)
def test_a_key_in_the_wrong_place_is_never_shown(entry: str) -> None:
    accounts = {"name": "A", "base_url": "eu1", entry: f"{KEY} {KEY}"}
    text = "[[accounts]]\n" + "".join(f"{name} = '{value}'\n" for name, value in accounts.items())
    with pytest.raises(ConfigError) as caught:
        parse(text.encode(), "f")
    assert KEY not in str(caught.value)


def test_only_a_masked_key_is_taken_as_a_hint() -> None:
    for hint in ("abcd9f2c", "••••9f2cx"):
        with pytest.raises(ConfigError, match="key_hint of account 1 is not a masked key"):
            parse(f"{ACCOUNT}key_hint = '{hint}'".encode(), "f")


def test_the_text_of_others_cannot_reach_the_terminal() -> None:
    with pytest.raises(ConfigError) as caught:
        parse(b'"\\u001b[31m" = 1', "f")
    assert "\x1b" not in str(caught.value)
