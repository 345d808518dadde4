"""How long activity and sends are kept: a setting that is read, checked, kept and told when wrong."""

from dataclasses import replace
from pathlib import Path

import pytest

from ue_console.models.account import Account
from ue_console.store.config import Config, ConfigFile

ACME = Account(name="ACME", base_url="https://eu1.unione.io/en/transactional/api/v1")


def config_of(path: Path, text: str) -> Config:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return ConfigFile(path).load()


def test_ninety_days_unless_the_file_says_otherwise(config_path: Path) -> None:
    assert Config().activity_days == 90
    assert config_of(config_path, "").activity_days == 90
    assert config_of(config_path, "activity_days = 7\n").activity_days == 7
    assert config_of(config_path, "activity_days = 0\n").activity_days == 0


@pytest.mark.parametrize("value", ['"forever"', "-1", "1.5", "true", "99999999", "[1]"])
def test_a_wrong_number_of_days_is_told_and_deletes_nothing(config_path: Path, value: str) -> None:
    config = config_of(config_path, f"# mine\nactivity_days = {value}\n")
    assert config.activity_days == 0
    [told] = config.ignored
    assert "activity_days must be a number of days from 1 to 36,500, or 0 to keep all" in told
    assert "(line 2)" in told


def test_it_stays_as_it_was_written_when_the_console_writes(config_path: Path) -> None:
    config_of(config_path, 'activity_days = "forever"  # mine\n')
    ConfigFile(config_path).update(lambda config: replace(config, accounts=[ACME]))
    assert 'activity_days = "forever"  # mine\n' in config_path.read_text("utf-8")
    config_of(config_path, "activity_days = 30  # mine\n")
    changed = ConfigFile(config_path).update(lambda config: replace(config, accounts=[ACME]))
    assert changed.activity_days == 30
    assert "activity_days = 30  # mine\n" in config_path.read_text("utf-8")


def test_a_new_file_does_not_repeat_what_is_usual(config_path: Path) -> None:
    ConfigFile(config_path).update(lambda config: replace(config, accounts=[ACME]))
    assert "activity_days" not in config_path.read_text("utf-8")
    ConfigFile(config_path).update(lambda config: replace(config, activity_days=7))
    assert ConfigFile(config_path).load().activity_days == 7
