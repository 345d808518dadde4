"""What the doctor says of a terminal."""

from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from tests.cli.doctoring import Machine
from tests.terminal.pty_console import PtyConsole
from ue_console.cli.doctor_terminal import LEAST_COLUMNS, LEAST_LINES, colours
from ue_console.tui.screens.frame import SMALLEST


class Terminal(StringIO):
    """A stream that is one."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("colorterm", ["", "truecolor", "24bit", "yes"])
@pytest.mark.parametrize(
    "term", ["", "xterm", "xterm-256color", "xterm-kitty", "tmux-16color", "dumb", "unknown"]
)
def test_colours_are_those_that_rich_finds(term: str, colorterm: str) -> None:
    environ = {"TERM": term, "COLORTERM": colorterm}
    found = Console(file=Terminal(), _environ=environ).color_system
    assert colours(environ) == {"standard": "16", None: "none"}.get(found, found)


def test_no_colours_where_none_are_wanted() -> None:
    assert colours({"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": ""}) == "none"


def test_the_least_size_is_the_consoles() -> None:
    assert (LEAST_COLUMNS, LEAST_LINES) == SMALLEST


def test_a_terminal(home: Path) -> None:
    with PtyConsole(
        home, ["doctor"], size=(90, 60), env={"EDITOR": "cat -A", "LC_ALL": "C.UTF-8"}
    ) as console:
        assert console.ended() == 0
        assert "✓ terminal   xterm-256color, 90x60, truecolor, UTF-8" in console.text
        assert "  streams    all terminals" in console.text
        assert "  editor     cat, found" in console.text


def test_oddities_are_warnings(machine: Machine) -> None:
    odd = {"TERM": "dumb", "COLORTERM": "", "EDITOR": "no-such-editor -w", "SSH_CONNECTION": "1 2 3 4"}
    report = machine.report(**odd)
    terminal = report.data["terminal"]
    assert report.code == 0
    assert (terminal["colours"], terminal["ssh"], terminal["editor_found"]) == ("none", True, False)
    assert terminal["editor"] == "no-such-editor"
    assert [terminal[f"{name}_is_terminal"] for name in ("stdin", "stdout", "stderr")] == [False] * 3
    assert len(terminal["warnings"]) == 2


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ('case "$*" in *set-clipboard) echo external;; *) echo off;; esac', ("external", "off")),
        ('case "$*" in *set-clipboard) echo on;; *) echo off;; esac', ("on", "off")),
        ("echo unknown option >&2; exit 1", ("", "")),
        ("exec sleep 60", ("", "")),
    ],
    ids=["keeps copies", "passes them on", "is old", "hangs"],
)
def test_inside_tmux(machine: Machine, script: str, told: tuple[str, str]) -> None:
    program = machine.home / "bin" / "tmux"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    path = f"{program.parent}:{machine.env.get('PATH', '/usr/bin:/bin')}"
    terminal = machine.report(TMUX="/run/tmux,1,0", PATH=path).data["terminal"]
    assert terminal["multiplexer"] == "tmux"
    assert (terminal["tmux_set_clipboard"], terminal["tmux_allow_passthrough"]) == told
    keeps = told == ("external", "off")
    assert any("set-clipboard on" in warning for warning in terminal["warnings"]) is keeps
    assert "whether it obeys can't be known; through tmux" in terminal["clipboard"]
