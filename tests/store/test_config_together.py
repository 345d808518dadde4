"""Several consoles and an editor on one config file; a file that can't be written."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from ue_console.store import files
from ue_console.store.config import ConfigFile

WITHOUT_POWERS: Final = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]
"""Makes root obey the modes of files as everybody does."""


def console(path: Path, name: str, count: int, before: tuple[str, ...] = ()) -> subprocess.Popen[str]:
    """A process that adds accounts to the config file."""
    line = [*before, sys.executable, "-m", "tests.store.config_user", str(path), name, str(count)]
    return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def refused(path: Path, before: tuple[str, ...] = ()) -> str:
    """The sentence of a console that can't add an account."""
    said, code = ended(console(path, "New", 1, before))
    assert code == 1, said
    assert "Traceback" not in said
    return said


def ended(process: subprocess.Popen[str]) -> tuple[str, int]:
    """What a process said, and its exit code."""
    said, _ = process.communicate(timeout=120)
    return said, process.returncode


def test_two_consoles_adding_at_once_lose_none(config_path: Path) -> None:
    running = [console(config_path, name, 25) for name in ("one", "two")]
    assert [ended(process) for process in running] == [("", 0)] * 2
    names = [account.name for account in ConfigFile(config_path).load().accounts]
    assert sorted(names) == sorted(f"{name} {number}" for name in ("one", "two") for number in range(25))
    for name in ("one", "two"):
        own = [number for number in names if number.startswith(name)]
        assert own == [f"{name} {number}" for number in range(25)]


def test_an_edit_by_hand_between_two_changes_stays(config_path: Path) -> None:
    assert ended(console(config_path, "one", 1)) == ("", 0)
    running = console(config_path, "two", 25)
    # As an editor does: read, think, write whole; it holds the lock so that its change is the last.
    with files.locked(config_path.parent, 30):
        text = config_path.read_text().replace('theme = ""', 'theme = "nord"  # by hand')
        config_path.write_text(text)
    assert ended(running) == ("", 0)
    assert 'theme = "nord"  # by hand' in config_path.read_text()
    assert len(ConfigFile(config_path).load().accounts) == 26


def test_a_folder_without_the_right_to_write(config_path: Path) -> None:
    assert ended(console(config_path, "one", 1)) == ("", 0)
    before = config_path.read_bytes()
    as_anybody = tuple(WITHOUT_POWERS) if os.geteuid() == 0 else ()
    if as_anybody:
        assert shutil.which(as_anybody[0]), "util-linux has setpriv"
    config_path.parent.chmod(0o500)
    try:
        said = refused(config_path, as_anybody)
    finally:
        config_path.parent.chmod(0o700)
    assert said.startswith(
        f"The config file {config_path} can't be written (Permission denied). Check the folder"
    )
    assert config_path.read_bytes() == before
    assert [path.name for path in config_path.parent.iterdir()] == ["config.toml"]


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("file", "(Not a directory)"),
        ("link", "(its folder is a link that leads nowhere)"),
        ("loop", "(Too many levels of symbolic links)"),
        ("device", "(Not a directory)"),
        ("below", "(Not a directory)"),
    ],
)
def test_a_folder_that_is_none(tmp_path: Path, kind: str, why: str) -> None:
    folder = tmp_path / "config"
    if kind == "file":
        folder.write_text("mine")
    elif kind in ("link", "loop"):
        folder.symlink_to(tmp_path / "gone" / "config" if kind == "link" else folder)
    elif kind == "device":
        folder.symlink_to("/dev/null")
    else:
        (tmp_path / "mine").touch()
        folder = tmp_path / "mine" / "config"
    said = refused(folder / "config.toml")
    assert said.startswith(f"The config file {folder / 'config.toml'} can't be ")
    assert why in said
    assert ". Check " in said
    if kind == "file":
        assert folder.read_text() == "mine"


def test_a_link_that_leads_nowhere(config_path: Path, tmp_path: Path) -> None:
    config_path.parent.mkdir()
    config_path.symlink_to(tmp_path / "gone" / "config.toml")
    assert "can't be written (No such file or directory)" in refused(config_path)
    assert config_path.is_symlink()
    (tmp_path / "gone").mkdir()
    assert ended(console(config_path, "one", 1)) == ("", 0)
    assert stat.S_IMODE((tmp_path / "gone" / "config.toml").stat().st_mode) == 0o600
