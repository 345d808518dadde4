"""Accounts carried to another machine: everything but the keys, and nothing of ours is replaced."""

from pathlib import Path
from typing import Final

import pytest
from hypothesis import given

from tests.store.test_config_edit import configs
from ue_console.errors import ConfigError, ConsoleError, InputError
from ue_console.models.account import REGIONS, Account, Environment, KeyHome, KeyKind, Service
from ue_console.services.account_exchange import Import, export_text, import_accounts, read_accounts
from ue_console.store.config import Config, ConfigFile

ACME: Final = Account(name="ACME", base_url=REGIONS["eu1"], key_hint="••••9f2c")
SHOP: Final = Account(
    name="Shop",
    base_url=REGIONS["eu1"],
    key_kind=KeyKind.PROJECT,
    parent="ACME",
    project_id="6123462",
    key_home=KeyHome.SESSION,
    key_hint="••••1a2b",
)
APP: Final = Account(
    name="App",
    service=Service.UNIFICATION,
    base_url="https://api.example.com/v2",
    environment=Environment.STAGING,
    key_kind=KeyKind.APP,
    key_home=KeyHome.COMMAND,
    key_command=("pass", "show", 'ünïcode "quoted"'),
)
OTHER: Final = ACME.model_copy(update={"base_url": REGIONS["us1"]})


def bare(account: Account) -> Account:
    """The account as a file has it."""
    home = KeyHome.KEYRING if account.key_home is KeyHome.SESSION else account.key_home
    return account.model_copy(update={"key_hint": "", "key_home": home})


def of(*accounts: Account, known: tuple[Account, ...] = ()) -> Import:
    return read_accounts(export_text(accounts).encode(), known)


def names(found: Import) -> list[str]:
    return [account.name for account in found.added]


def test_everything_but_the_keys_goes_along() -> None:
    text = export_text([ACME, SHOP, APP])
    assert "9f2c" not in text
    assert "session" not in text
    assert "Their API keys are not in this file" in text
    assert "\n\n[[accounts]]" in text
    assert of(ACME, SHOP, APP) == Import((bare(ACME), bare(SHOP), bare(APP)), {}, {})


@given(configs)
def test_whatever_is_exported_is_imported(config: Config) -> None:
    if config.accounts:
        found = of(*config.accounts)
        assert list(found.added) == [bare(account) for account in config.accounts]
        again = of(*config.accounts, known=tuple(config.accounts))
        assert again.added == ()
        assert again.skipped == {account.name: account.name for account in config.accounts}


def test_a_name_that_another_account_has_gets_a_number_and_children_follow() -> None:
    found = of(ACME, SHOP, known=(OTHER, SHOP))
    assert names(found) == ["ACME 2", "Shop 2"]
    assert found.renamed == {"ACME": "ACME 2", "Shop": "Shop 2"}
    assert found.added[1].parent == "ACME 2"


def test_a_child_before_its_parent_follows_too() -> None:
    found = of(SHOP, ACME, known=(OTHER,))
    assert names(found) == ["Shop", "ACME 2"]
    assert found.added[0].parent == "ACME 2"


def test_what_is_here_already_is_skipped_and_its_new_children_go_under_it() -> None:
    found = of(ACME, SHOP, known=(ACME,))
    assert found == Import((bare(SHOP),), {}, {"ACME": "ACME"})


def test_a_second_import_of_a_file_adds_nothing() -> None:
    first = of(ACME, SHOP, known=(OTHER,))
    again = of(ACME, SHOP, known=(OTHER, *first.added))
    assert again == Import((), {}, {"ACME": "ACME 2", "Shop": "Shop"})


def test_an_id_that_was_learned_since_makes_no_other_account() -> None:
    known = ACME.model_copy(update={"user_id": "11344"})
    assert of(ACME, known=(known,)).skipped == {"ACME": "ACME"}
    assert names(of(ACME.model_copy(update={"user_id": "9"}), known=(known,))) == ["ACME 2"]


def test_names_differ_in_more_than_case_and_are_never_too_long() -> None:
    long = ACME.model_copy(update={"name": "A" * 64})
    found = of(long, known=(long.model_copy(update={"name": "a" * 64, "read_only": True}),))
    assert names(found) == ["A" * 62 + " 2"]


def test_a_numbered_name_of_the_file_itself_is_not_taken() -> None:
    second = ACME.model_copy(update={"name": "ACME 2", "environment": Environment.SANDBOX})
    assert names(of(ACME, second, known=(OTHER,))) == ["ACME 3", "ACME 2"]


def test_a_parent_may_be_here_only_and_its_read_only_holds() -> None:
    text = export_text([SHOP]).encode()
    with pytest.raises(InputError, match=r"parent of account 1 names no account of this file \(line 1\d\)"):
        read_accounts(text, ())
    locked = ACME.model_copy(update={"read_only": True})
    assert read_accounts(text, (locked,)).added[0].read_only


def test_a_whole_config_file_is_taken_for_its_accounts() -> None:
    text = (
        'theme = "nord"\nlast_account = "A"\n[[accounts]]\nname = "A"\nbase_url = "eu1"\n[keys]\na.b = "x"\n'
    )
    assert names(read_accounts(text.encode(), ())) == ["A"]


KEY: Final = "6w7xsi5g9o4xyo3j1a2b3c4d"
TABLE: Final = '[[accounts]]\nname = "A"\nbase_url = "eu1"\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            f"api_key = '{KEY}'\n{TABLE}",
            "api_key has no place here: no API key is kept in this file (line 1)",
        ),
        (f"{TABLE}key = '{KEY}'", "key of account 1 has no place here"),
        (f"{TABLE}secret = '{KEY}'", "secret of account 1 has no place here"),
        (f"{TABLE}key_hint = '{KEY}'", "key_hint of account 1 is not a masked key (line 4)"),
        (f"{TABLE}key_variable = '{KEY}'", "key_variable of account 1 must name an environment variable"),
        (f"{TABLE}key_command = '{KEY}'", "key_command of account 1 is wrong: The command is not an array"),
        (f"{TABLE}{KEY} = 1", "an entry with a name of 24 characters of account 1 is not known"),
        (f"{TABLE}{KEY}", "The file is not valid TOML"),
        (f"{TABLE}base_url = '{KEY}'", "The file is not valid TOML: an entry is there twice"),
        ("", "The file holds no accounts"),
        ("accounts = []", "The file holds no accounts"),
        ("version = 2", "The file was written by a newer version of the console"),
        ("acounts = 1", "In the file, acounts is not known; the nearest is accounts (line 1)"),
        ("#" * 1_000_001, "The file is too large for accounts"),
    ],
    ids=range(14),
)
def test_what_is_wrong_is_told_and_a_key_is_not_repeated(text: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        read_accounts(text.encode(), ())
    assert told in caught.value.cause
    assert KEY[:6] not in str(caught.value)
    assert caught.value.remedy


def test_an_import_is_one_change_of_the_config(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("# mine\n" + 'last_account = "ACME"\n[[accounts]] # a\nname = "ACME"\nbase_url = "us1"\n')
    found = import_accounts(ConfigFile(path), export_text([ACME, SHOP, APP]).encode())
    assert names(found) == ["ACME 2", "Shop", "App"]
    config = ConfigFile(path).load()
    assert [account.name for account in config.accounts] == ["ACME", "ACME 2", "Shop", "App"]
    assert config.last_account == "ACME"
    assert path.read_text().startswith("# mine\n")
    assert "[[accounts]] # a" in path.read_text()
    before = path.stat().st_mtime_ns
    assert import_accounts(ConfigFile(path), export_text([ACME, SHOP, APP]).encode()).added == ()
    assert path.stat().st_mtime_ns == before


@pytest.mark.parametrize(
    ("config", "data", "error"),
    [
        ("theme = ", export_text([ACME]), ConfigError),
        ("", export_text([ACME, SHOP]).replace('parent = "ACME"', 'parent = "ACM"'), InputError),
    ],
    ids=["config", "file"],
)
def test_nothing_is_added_where_anything_is_wrong(
    tmp_path: Path, config: str, data: str, error: type[ConsoleError]
) -> None:
    path = tmp_path / "config.toml"
    path.write_text(config)
    with pytest.raises(error):
        import_accounts(ConfigFile(path), data.encode())
    assert path.read_text() == config
