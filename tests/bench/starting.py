"""From the start of a program to its first paint, and until it has settled; then idle."""

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.bench.terminal import Terminal, plain

FLOOR: Final = (sys.executable, str(Path(__file__).with_name("floor.py")))
CONSOLE: Final = (str(Path(sys.executable).with_name("ue-console")),)
"""The command as it is installed, beside the Python that runs this."""
DEMO: Final = (*CONSOLE, "demo")
NOTHING: Final = (sys.executable, "-c", "pass")
VERSION: Final = (*CONSOLE, "--version")


@dataclass(frozen=True, slots=True)
class Start:
    """One start. Times in milliseconds from the start of the process."""

    painted: float
    """The first character."""
    settled: float
    """The last output, with everything awaited on the screen."""
    cpu: float
    """CPU milliseconds until then."""
    sent: float
    """Bytes to the terminal until then."""
    resident: float
    """Megabytes then."""
    idle_sent: float = 0.0
    """Bytes to the terminal while nothing happened."""
    idle_cpu: float = 0.0
    """CPU milliseconds while nothing happened."""


def start(command: tuple[str, ...], awaited: str, *, keys: bytes = b"", idle: float = 0.0) -> Start:
    """Start a program and wait until it has settled with ``awaited`` on the screen.

    Args:
        command: The program.
        awaited: What the settled screen holds.
        keys: Pressed as soon as there is anything to see.
        idle: Seconds to leave it alone afterwards.
    """
    with Terminal(command) as terminal:
        painted = terminal.painted()
        if keys:
            terminal.send(keys)
        terminal.shows(awaited)
        settled = terminal.settle()
        cpu, sent, resident = terminal.cpu(), terminal.received, terminal.resident()
        idle_sent, idle_cpu = _left_alone(terminal, idle) if idle else (0.0, 0.0)
        return Start(
            painted=(painted - terminal.started) * 1000,
            settled=(settled - terminal.started) * 1000,
            cpu=cpu,
            sent=sent,
            resident=resident,
            idle_sent=idle_sent,
            idle_cpu=idle_cpu,
        )


def usable(command: tuple[str, ...], keys: bytes, awaited: str) -> float:
    """Milliseconds from the start until ``awaited`` is there, ``keys`` pressed at the first paint."""
    with Terminal(command) as terminal:
        terminal.painted()
        terminal.send(keys)
        return (terminal.shows(awaited) - terminal.started) * 1000


def run(command: tuple[str, ...]) -> float:
    """Milliseconds that a command takes from start to end."""
    begin = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=plain())
    return (time.perf_counter() - begin) * 1000


def _left_alone(terminal: Terminal, seconds: float) -> tuple[float, float]:
    terminal.settle(0.5)
    sent, cpu = terminal.received, terminal.cpu()
    terminal.listen(seconds)
    return terminal.received - sent, terminal.cpu() - cpu
