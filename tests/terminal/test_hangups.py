"""A terminal that goes away under the console, and one that comes back."""

import signal
from pathlib import Path

import pytest

from tests.terminal.pty_console import PATIENCE, PtyConsole

pytestmark = pytest.mark.terminal

SCREEN = b"\x1b[?1049h"
"""What takes the terminal."""
UNFLUSHED = 120
"""Python's own exit code where the end of the output finds no terminal."""


@pytest.mark.parametrize("keys", [(), ("6",), ("4", "down", "enter", "?")])
def test_the_console_ends_with_its_terminal(home: Path, keys: tuple[str, ...]) -> None:
    with PtyConsole(home, ["demo"]) as console:
        console.shows("Needs attention")
        console.press(*keys)
        console.hang_up()
        # What a shell does with its jobs at the end.
        console.process.send_signal(signal.SIGHUP)
        console.process.send_signal(signal.SIGCONT)
        assert console.process.wait(PATIENCE) in (128 + signal.SIGHUP, UNFLUSHED)


@pytest.mark.parametrize("number", [signal.SIGSTOP, signal.SIGTSTP])
def test_it_is_all_there_again_after_a_stop(home: Path, number: signal.Signals) -> None:
    with PtyConsole(home, ["demo"]) as console:
        console.shows("Needs attention")
        console.quiet()
        threads = len(list(Path(f"/proc/{console.process.pid}/task").iterdir()))
        console.process.send_signal(number)
        stopped(console)
        begun = console.raw.count(SCREEN)
        console.draw(b"\x1b[2J\x1b[H")
        console.process.send_signal(signal.SIGCONT)
        console.shows("Needs attention")
        assert console.raw.count(SCREEN) == begun + 1
        console.press("4")
        console.shows("Ownership")
        assert len(list(Path(f"/proc/{console.process.pid}/task").iterdir())) <= threads + 1
        console.press("q")
        assert console.ended() == 0


def stopped(console: PtyConsole) -> None:
    """Wait until the process sleeps."""
    while Path(f"/proc/{console.process.pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "T":
        console.pump(0.02)
