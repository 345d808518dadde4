"""Where files are."""

import sys
from pathlib import Path

import pytest

from ue_console.store.paths import Paths


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS has folders of its own")
def test_follows_xdg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "c"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "s"))
    paths = Paths.default()
    assert paths.config_file == tmp_path / "c" / "ue-console" / "config.toml"
    assert paths.database_file == tmp_path / "s" / "ue-console" / "state.db"
    assert list(tmp_path.iterdir()) == []


def test_received_calls_are_beside_the_journal(tmp_path: Path) -> None:
    paths = Paths(config_dir=tmp_path / "c", state_dir=tmp_path / "s")
    assert paths.events_file == tmp_path / "s" / "events.sqlite"
    assert paths.events_file.parent == paths.database_file.parent
