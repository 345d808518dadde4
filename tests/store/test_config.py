"""The config file: read, changed, shared between consoles, and explained when it can't be."""

import stat
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from ue_console.errors import ConfigError
from ue_console.models.account import Account, Environment, KeyKind
from ue_console.store import files
from ue_console.store.config import Config, ConfigFile

URL = "https://eu1.unione.io/en/transactional/api/v1"
ACME = Account(name="ACME Mail", base_url=URL, key_hint="••••9f2c")


def with_account(account: Account) -> Config:
    return Config(accounts=[account], last_account=account.name, keys={"templates.delete": "x"})


def test_a_missing_file_is_an_empty_config_and_is_not_made(config_path: Path) -> None:
    assert ConfigFile(config_path).load() == Config()
    assert not config_path.parent.exists()


def test_what_is_written_is_read_by_the_next_console(config_path: Path) -> None:
    ConfigFile(config_path).update(lambda _: with_account(ACME))
    assert ConfigFile(config_path).load() == with_account(ACME)


def test_file_and_folder_are_private_and_nothing_else_is_left(config_path: Path) -> None:
    ConfigFile(config_path).update(lambda _: with_account(ACME))
    assert stat.S_IMODE(config_path.stat().st_mode) == 0o600
    assert stat.S_IMODE(config_path.parent.stat().st_mode) == 0o700
    assert [path.name for path in config_path.parent.iterdir()] == ["config.toml"]


def test_a_change_begins_with_what_the_file_says_now(config_path: Path) -> None:
    one, two = ConfigFile(config_path), ConfigFile(config_path)
    one.load(), two.load()
    one.update(lambda config: replace(config, theme="light"))
    two.update(lambda config: replace(config, last_account="ACME Mail"))
    assert one.load() == Config(theme="light", last_account="ACME Mail")


def test_consoles_changing_at_once_lose_nothing(config_path: Path) -> None:
    def add(number: int) -> None:
        name = f"account {number}"
        ConfigFile(config_path).update(
            lambda config: replace(config, accounts=[*config.accounts, Account(name=name, base_url=URL)])
        )

    threads = [threading.Thread(target=add, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    names = {account.name for account in ConfigFile(config_path).load().accounts}
    assert names == {f"account {number}" for number in range(8)}


def test_a_save_over_somebody_elses_change_is_refused(config_path: Path) -> None:
    mine = ConfigFile(config_path)
    mine.save(with_account(ACME))
    mine.save(replace(with_account(ACME), theme="light"))
    ConfigFile(config_path).update(lambda config: replace(config, theme="dark"))
    with pytest.raises(ConfigError, match="Another program changed the config file"):
        mine.save(Config())
    assert mine.load().theme == "dark"
    mine.save(Config())
    assert ConfigFile(config_path).load() == Config()


def test_a_change_that_changes_nothing_writes_nothing(config_path: Path) -> None:
    ConfigFile(config_path).update(lambda _: with_account(ACME))
    before = config_path.stat().st_mtime_ns, config_path.stat().st_ino
    ConfigFile(config_path).update(lambda config: config)
    assert (config_path.stat().st_mtime_ns, config_path.stat().st_ino) == before


def test_a_change_that_raises_writes_nothing_and_gives_the_lock_back(config_path: Path) -> None:
    def refuse(config: Config) -> Config:
        raise KeyError(config.theme)

    with pytest.raises(KeyError):
        ConfigFile(config_path).update(refuse)
    assert not config_path.exists()
    ConfigFile(config_path).update(lambda _: with_account(ACME))


def test_a_broken_file_is_never_written_over(config_path: Path) -> None:
    config_path.parent.mkdir()
    config_path.write_text("theme = ")
    for call in (ConfigFile(config_path).load, lambda: ConfigFile(config_path).update(lambda c: c)):
        with pytest.raises(ConfigError, match="not valid TOML"):
            call()
    assert config_path.read_text() == "theme = "


def test_a_linked_file_stays_linked(config_path: Path, tmp_path: Path) -> None:
    kept = tmp_path / "dotfiles.toml"
    kept.write_text('theme = "light" # mine\n')
    config_path.parent.mkdir()
    config_path.symlink_to(kept)
    ConfigFile(config_path).update(lambda config: replace(config, last_account="x"))
    assert config_path.is_symlink()
    assert 'theme = "light" # mine' in kept.read_text()
    assert 'last_account = "x"' in kept.read_text()


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    file = ConfigFile(tmp_path / "file" / "config.toml")
    with pytest.raises(ConfigError, match=r"can't be (written|read) \(.+\)\. Check"):
        file.update(lambda _: with_account(ACME))


def test_a_file_that_cannot_be_read(config_path: Path) -> None:
    config_path.mkdir(parents=True)
    with pytest.raises(ConfigError, match=r"can't be read \(Is a directory\)\. Check its rights"):
        ConfigFile(config_path).load()


def test_a_full_disk_leaves_the_old_file(config_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ConfigFile(config_path).update(lambda _: with_account(ACME))

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(ConfigError, match="No space left on device"):
        ConfigFile(config_path).update(lambda config: replace(config, theme="light"))
    assert ConfigFile(config_path).load() == with_account(ACME)
    assert [path.name for path in config_path.parent.iterdir()] == ["config.toml"]


def test_a_lock_that_is_never_given_back_is_told(config_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LOCK_SECONDS", 0.05)
    with (
        files.locked(config_path.parent, 1),
        pytest.raises(ConfigError, match="another program holds the folder's lock"),
    ):
        ConfigFile(config_path).update(lambda _: with_account(ACME))


def test_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = ConfigFile(None)
    file.save(with_account(ACME))
    sandbox = ACME.model_copy(update={"environment": Environment.SANDBOX})
    file.update(lambda config: replace(config, accounts=[sandbox]))
    assert file.load().accounts == [sandbox]
    assert list(tmp_path.iterdir()) == []


def test_in_memory_a_child_of_a_read_only_account_is_read_only_too() -> None:
    file = ConfigFile(None)
    child = Account(name="Shop", base_url=URL, key_kind=KeyKind.PROJECT, parent=ACME.name)
    file.save(Config(accounts=[ACME.model_copy(update={"read_only": True}), child]))
    assert [account.read_only for account in file.load().accounts] == [True, True]


def test_a_change_returns_what_the_file_says_afterwards(config_path: Path) -> None:
    locked = ACME.model_copy(update={"read_only": True})
    child = Account(name="Shop", base_url="eu1", key_kind=KeyKind.PROJECT, parent=ACME.name)
    file = ConfigFile(config_path)
    config = file.update(lambda config: replace(config, accounts=[locked, child]))
    assert config == file.load()
    assert (config.accounts[1].read_only, config.accounts[1].base_url) == (True, URL)


def test_a_change_that_contradicts_itself_is_not_written(config_path: Path) -> None:
    file = ConfigFile(config_path)
    file.update(lambda _: with_account(ACME))
    before = config_path.read_bytes()
    orphan = Account(name="Shop", base_url=URL, key_kind=KeyKind.PROJECT, parent="gone")
    with pytest.raises(ConfigError, match="that would be written, parent of account 2 names no account"):
        file.update(lambda config: replace(config, accounts=[*config.accounts, orphan]))
    assert config_path.read_bytes() == before
