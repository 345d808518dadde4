"""Which DNS resolver is asked: a setting that is read, kept, and told when it is no text."""

from dataclasses import replace
from pathlib import Path

from ue_console.store.config import ConfigFile


def test_the_systems_unless_the_file_says_otherwise(config_path: Path) -> None:
    file = ConfigFile(config_path)
    assert file.load().dns == ""
    config_path.parent.mkdir(parents=True, exist_ok=True)
    config_path.write_text('dns = "192.0.2.1"  # mine\n', "utf-8")
    assert file.load().dns == "192.0.2.1"
    file.update(lambda config: replace(config, theme="nord"))
    assert 'dns = "192.0.2.1"  # mine\n' in config_path.read_text("utf-8")


def test_what_is_no_text_is_told_and_left_out(config_path: Path) -> None:
    config_path.parent.mkdir(parents=True, exist_ok=True)
    config_path.write_text("dns = 53\n", "utf-8")
    config = ConfigFile(config_path).load()
    assert config.dns == ""
    assert "dns must be a text in quotes" in config.ignored[0]
