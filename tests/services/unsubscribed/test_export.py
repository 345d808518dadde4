"""The list as a file: only its owner's, whole or not there, and no formula in it."""

import csv
import json
import stat
from pathlib import Path

import pytest

from ue_console.errors import InputError
from ue_console.models.unione.unsubscribed import UnsubscribedRow
from ue_console.services.unsubscribed.export import export, export_job
from ue_console.services.unsubscribed.jobs import Entry

ROWS: list[UnsubscribedRow] = [
    {"address": "ann@example.com", "unsubscribed_on": "2026-06-15 12:00:00"},
    {"address": "=cmd|'/c calc'!a@example.com", "unsubscribed_on": None},
    {"address": "\ud800@bücher.example"},
]


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_csv(tmp_path: Path) -> None:
    path = export(str(tmp_path / "gone.csv"), ROWS)
    assert read(path) == [
        ["address", "unsubscribed_on"],
        ["ann@example.com", "2026-06-15 12:00:00"],
        ["'=cmd|'/c calc'!a@example.com", ""],
        ["\ufffd@bücher.example", ""],
    ]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("rows", [[], ROWS])
def test_json(tmp_path: Path, rows: list[UnsubscribedRow]) -> None:
    path = export(str(tmp_path / "gone.JSON"), rows)
    found = json.loads(path.read_text("utf-8"))
    assert found[:2] == rows[:2]
    assert len(found) == len(rows)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_outcomes(tmp_path: Path) -> None:
    entries = [Entry("a@b.c", "done", "unsubscribed"), Entry("+b@b.c", "asked", "Lost."), Entry("c@b.c")]
    assert read(export_job(str(tmp_path / "x.csv"), entries))[1:] == [
        ["a@b.c", "unsubscribed", "unsubscribed"],
        ["'+b@b.c", "unknown", "Lost."],
        ["c@b.c", "waiting", ""],
    ]


def test_no_file_is_written_over(tmp_path: Path) -> None:
    path = tmp_path / "gone.csv"
    path.write_text("mine", "utf-8")
    with pytest.raises(InputError, match="is there already"):
        export(str(path), ROWS)
    assert path.read_text("utf-8") == "mine"
    with pytest.raises(InputError, match="can't be written: no such file"):
        export(str(tmp_path / "none" / "gone.csv"), ROWS)
    with pytest.raises(InputError):
        export("a\x00b.csv", ROWS)
    with pytest.raises(InputError, match="no home folder"):
        export("~nobody-has-this-name/gone.csv", ROWS)


def test_a_full_disk_leaves_no_half_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(text: str) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ue_console.services.unsubscribed.export.encodable", full)
    with pytest.raises(InputError, match="no space left"):
        export(str(tmp_path / "gone.csv"), ROWS)
    assert list(tmp_path.iterdir()) == []
