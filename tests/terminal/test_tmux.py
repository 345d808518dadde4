"""In a real tmux: what is copied lands in tmux's own buffer."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.machine import PROGRAM, environment

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(not shutil.which("tmux"), reason="tmux not installed (Debian: tmux)"),
]

PATIENCE = 30.0


class Tmux:
    """A tmux server of its own with the demo in it."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._socket = str(home / "tmux")
        config = home / "tmux.conf"
        config.write_text("set -g set-clipboard on\nset -g default-terminal screen-256color\n", "utf-8")
        self.run("-f", str(config), "new-session", "-d", "-x", "100", "-y", "30", f"{PROGRAM} demo")

    def run(self, *arguments: str) -> str:
        command = ["tmux", "-S", self._socket, *arguments]
        done = subprocess.run(
            command, env=environment(self._home), capture_output=True, text=True, check=True
        )
        return done.stdout

    def shows(self, text: str) -> None:
        end = time.monotonic() + PATIENCE
        while text not in (screen := self.run("capture-pane", "-p")):
            assert time.monotonic() < end, screen
            time.sleep(0.05)


@pytest.fixture
def tmux(home: Path) -> Iterator[Tmux]:
    found = Tmux(home)
    yield found
    found.run("kill-server")


def test_what_is_copied_lands_in_tmuxs_buffer(tmux: Tmux) -> None:
    tmux.shows("Last sends")
    tmux.run("send-keys", "7")
    tmux.shows("Harbour Cycles")
    tmux.run("send-keys", "y")
    tmux.shows("Sent the project's id")
    assert tmux.run("show-buffer") == "6123462132634001"
