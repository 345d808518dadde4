"""All that fits goes into a new private file, which no spreadsheet computes."""

import csv
import json
import stat
from pathlib import Path

import pytest

from tests.console import demo_workspace
from tests.services.activity.house import facts, kept, rest
from ue_console.errors import InputError
from ue_console.services import activity
from ue_console.services.activity import Sought

EVIL = '=HYPERLINK("http://evil.example")'


async def test_csv_has_every_call_and_no_formula(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(activity, "WINDOW", 2)
    workspace = demo_workspace()
    for number in range(5):
        await kept(workspace, facts(what=f"{EVIL}{number}", code=-number))
    told: list[int] = []
    path, count = await workspace.activity().export(str(tmp_path / "a.csv"), Sought(), told.append)
    assert (count, told) == (5, [2, 4, 5])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["what"] for row in rows] == [f"'{EVIL}{number}" for number in (4, 3, 2, 1, 0)]
    assert {row["method"] for row in rows} == {"webhook/set"}
    assert rows[0]["code"] == "'-4"
    await workspace.close()


async def test_json_has_requests_and_answers(tmp_path: Path) -> None:
    workspace = demo_workspace()
    await kept(workspace, facts())
    await kept(workspace, facts(what="\ud800", result="unknown"), rest(answer=None, cause="Lost."))
    path, count = await workspace.activity().export(str(tmp_path / "a.JSON"), Sought(results=("unknown",)))
    [found] = json.loads(path.read_text("utf-8"))
    assert count == 1
    assert (found["result"], found["answer"], found["cause"]) == ("unknown", None, "Lost.")
    assert found["request"] == rest().request
    await workspace.close()


async def test_nothing_is_overwritten(tmp_path: Path) -> None:
    workspace = demo_workspace()
    (tmp_path / "a.csv").write_text("mine")
    with pytest.raises(InputError, match="is there already"):
        await workspace.activity().export(str(tmp_path / "a.csv"), Sought())
    with pytest.raises(InputError, match="can't be written"):
        await workspace.activity().export(str(tmp_path / "no" / "a.csv"), Sought())
    with pytest.raises(InputError, match="can't be written"):
        await workspace.activity().export("a\0b", Sought())
    assert (tmp_path / "a.csv").read_text() == "mine"
    await workspace.close()


async def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ue_console.services.activity_export import Export

    def full(self: Export, rows: object) -> None:
        raise InputError("The disk is full.")

    workspace = demo_workspace()
    await kept(workspace, facts())
    monkeypatch.setattr(Export, "write", full)
    with pytest.raises(InputError, match="disk is full"):
        await workspace.activity().export(str(tmp_path / "a.csv"), Sought())
    assert list(tmp_path.iterdir()) == []
    await workspace.close()
