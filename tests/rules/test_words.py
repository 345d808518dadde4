"""Nothing unfinished is shipped, and no path of the machine that it was written on."""

import re
from typing import Final

import pytest

from tests.rules.source import PACKAGE, files, place

TEXTS: Final = (".py", ".toml", ".tcss", ".html", ".txt", ".json")

UNFINISHED: Final = re.compile(r"\b(?:TODO|FIXME|XXX|HACK|NotImplementedError|NotImplemented)\b")
MACHINE_PATH: Final = re.compile(
    r"(?<![\w./@-])/(?:home|Users|root|work|tmp|opt|mnt|var/folders)/[\w.]|\b[A-Z]:\\\\?[Uu]sers\b"
)


def hits(pattern: re.Pattern[str], text: str) -> list[int]:
    """Numbers of the lines in which ``pattern`` occurs."""
    return [number for number, line in enumerate(text.splitlines(), 1) if pattern.search(line)]


def found(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{place(path)}:{number}"
        for path in files(TEXTS)
        for number in hits(pattern, path.read_text(encoding="utf-8"))
    ]


def test_nothing_is_left_to_do() -> None:
    assert not found(UNFINISHED)


def test_no_machine_path() -> None:
    assert not found(MACHINE_PATH)


def test_the_files_that_are_read_are_all_text() -> None:
    kinds = {path.suffix for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    assert kinds <= {*TEXTS, ".typed", ".png", ".pdf", ".ics", ".md"}


@pytest.mark.parametrize("line", ["# TODO: later", "raise NotImplementedError", "x = 1  # FIXME", "XXX"])
def test_the_unfinished_rule_can_fail(line: str) -> None:
    assert hits(UNFINISHED, f"fine\n{line}") == [2]


@pytest.mark.parametrize("line", ['p = "/home/ann/x"', "see /mnt/main", "'/tmp/x'", r"C:\Users\ann"])
def test_the_path_rule_can_fail(line: str) -> None:
    assert hits(MACHINE_PATH, f"https://shop.acme.example/work/1 ./tmp/a\n{line}") == [2]
