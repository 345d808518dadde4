"""Odd bytes in the config file: taken where TOML takes them, told in one sentence where not."""

from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from ue_console.errors import ConfigError
from ue_console.store.config import Config, ConfigFile
from ue_console.store.config_text import parse

ACCOUNT: Final = b'[[accounts]]\nname = "A"\nbase_url = "eu1"\n'

TOLD: Final = {
    "utf-16": ("theme = 'x'".encode("utf-16"), "is not UTF-8 text (line 1)"),
    "latin-1": (b"theme = 'x'\n# \xfc\n", "is not UTF-8 text (line 2)"),
    "nul": (b"theme = 'x\0'", "is not valid TOML: Found invalid character"),
    "nul alone": (b"\0", "is not valid TOML"),
    "carriage return": (b"theme = 'x'\rlast_account = 'y'\r", "is not valid TOML"),
    "twice": (b"theme = 'x'\ntheme = 'y'\n", "is not valid TOML: an entry is there twice (at line 2"),
    "keys twice": (b"[keys]\na='x'\n[keys]\n", "is not valid TOML: a table is there twice (at line 3"),
    "inline twice": (b"keys = {a='x', a='y'}", "is not valid TOML: an entry is there twice (at line 1"),
    "keys and dots": (b"keys.a='x'\n[keys]\n", "is not valid TOML: a table is there twice (at line 2"),
    "accounts": (ACCOUNT + b"[accounts]\n", "is not valid TOML: a table is there twice (at line 4"),
    "deep": (b"theme = " + b"[" * 5_000, "is nested too deeply"),
    "long line": (
        b"theme = 'x'\n# " + b"x" * 10_000,
        "has a line of 10,002 characters, more than 10,000 (line 2)",
    ),
    "dots": (b"theme = 'x'\nkeys." + b"a." * 50_000 + b"b = 'x'", "has a line of 100,012 characters"),
    "huge": (b"#" * 4_000_001, "has 4.0 MB, more than the 4 MB that are read"),
    "version": (b"version = 1.0", "version must be 1 (line 1)"),
    "last": (b"last_account = 1979-05-27", "last_account must be a text in quotes (line 1)"),
    "long name": (b"n" * 99 + b" = 1", "an entry with a name of 99 characters is not known (line 1)"),
}


@pytest.mark.parametrize(("data", "told"), TOLD.values(), ids=list(TOLD))
def test_what_can_not_be_taken_is_told(data: bytes, told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse(data, "~/config.toml")
    assert caught.value.cause.startswith(
        ("The config file ~/config.toml ", "In the config file ~/config.toml, ")
    )
    assert told in caught.value.cause.replace("(at end of document)", "(at line 2")
    assert "\0" not in str(caught.value)
    assert caught.value.remedy


@pytest.mark.parametrize(
    "change",
    [
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: data.replace(b" = ", b"\t=\t").replace(b"\n", b"\t# \xe2\x82\xac\t\n"),
        lambda data: data.removesuffix(b"\n"),
    ],
    ids=["mark", "crlf", "tabs", "no end"],
)
def test_an_editors_own_ways_are_taken_and_kept(config_path: Path, change: object) -> None:
    assert callable(change)
    data: bytes = change(b"theme = 'nord'\n" + ACCOUNT)
    config_path.parent.mkdir()
    config_path.write_bytes(data)
    file = ConfigFile(config_path)
    assert [account.name for account in file.load().accounts] == ["A"]
    file.update(lambda config: replace(config, last_account="A", keys={"templates.new": "N"}))
    written = config_path.read_bytes()
    assert ConfigFile(config_path).load() == replace(file.load(), last_account="A")
    assert written.startswith(b"\xef\xbb\xbf") == data.startswith(b"\xef\xbb\xbf")
    assert written.count(b"\r\n") in (0, written.count(b"\n"))
    assert [line for line in data.splitlines() if line not in written.splitlines()] == []


def test_a_hundred_thousand_lines() -> None:
    lines = "".join(f"# line {number}\n" for number in range(100_000))
    assert parse((lines + "theme = 'nord'").encode(), "f").theme == "nord"
    with pytest.raises(ConfigError, match=r"themes is not known; the nearest is theme \(line 100001\)"):
        parse((lines + "themes = 'nord'").encode(), "f")
    many = "".join(f'"templates.x{number}" = {number}\n' for number in range(100_000))
    config = parse(f"[keys]\n{many}".encode(), "f")
    assert config.keys == {}
    assert len(config.ignored) == 50
    assert config.ignored[-1].endswith("templates.x49 must be a text in quotes (line 51).")


def test_tables_in_tables_without_end_are_read() -> None:
    assert parse(b"[keys]\n" + b"a." * 2_000 + b"b = 'x'", "f").keys == {"a." * 2_000 + "b": "x"}


IGNORED: Final = {
    b"theme = 3": "theme must be a text in quotes (line 1).",
    b"[theme]\nname = 'x'": "theme must be a text in quotes (line 1).",
    b"keys = 'x'": "keys must be a table, which begins with the line [keys] (line 1).",
    b"\n[[keys]]\na = 'x'": "keys must be a table, which begins with the line [keys] (line 2).",
    b"[keys]\n'a.b' = 1": "a.b must be a text in quotes (line 2).",
    b"[keys]\na.b = ['x']": "a.b must be a text in quotes (line 2).",
}


@pytest.mark.parametrize(("data", "told"), IGNORED.items(), ids=range(len(IGNORED)))
def test_a_wrong_theme_or_key_is_left_out_and_stays_in_the_file(
    config_path: Path, data: bytes, told: str
) -> None:
    config_path.parent.mkdir()
    config_path.write_bytes(data + b"\n")
    file = ConfigFile(config_path)
    config = file.load()
    assert config == Config()
    assert [f"In the config file {config_path}, {told}"] == list(config.ignored)
    file.update(lambda config: replace(config, last_account="A"))
    assert file.load().ignored
    assert data in config_path.read_bytes()


def test_where_an_entry_stands(config_path: Path) -> None:
    file = ConfigFile(config_path)
    assert file.line_of("theme") is None
    file.load()
    assert file.line_of("theme") is None
    config_path.parent.mkdir()
    config_path.write_bytes(b"\xef\xbb\xbf# mine\ntheme = 'x'\n[keys]\na.b = 'x'\n")
    file.load()
    assert (file.line_of("theme"), file.line_of("keys", "a.b"), file.line_of("x")) == (2, 4, None)
    config_path.write_bytes(b"theme = 'x'\n[keys")
    with pytest.raises(ConfigError):
        file.load()
    assert file.line_of("keys", "a.b") is None or file.line_of("keys", "a.b") == 2
