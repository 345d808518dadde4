"""The console itself while it listens under the full load: how long a key takes to be seen.

A sandbox and a sender in processes of their own, and the console in a pseudo-terminal at its screen of
listening. Before the load the same keys are pressed while nothing arrives: the floor.
"""

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Final

from tests.bench import editing
from tests.bench.listening_sender import KEY
from tests.bench.starting import CONSOLE
from tests.bench.table import Figure
from tests.bench.terminal import Terminal

RATE: Final = 500
WORD: Final = "c0000"
"""Typed into the filter; every event has it."""
MODES: Final = ("b retries only", "b all", "b bad only")
"""What the footer says after each press of b."""
PAUSE: Final = 0.15
"""Seconds between two keys, about."""
KEY_LIMIT: Final = 100.0
"""Milliseconds until a key is seen."""
_URL: Final = re.compile(r"Listening at (http://[\d.]+:\d+)")


@dataclass(frozen=True, slots=True)
class Pressed:
    """Milliseconds until each key was seen."""

    typed: list[float]
    """Letters in the filter."""
    shown: list[float]
    """Another view of the list."""


def measure(seconds: float) -> Iterator[Figure]:
    """Keys without load and under it."""
    key = KEY.reveal()
    with (
        editing.sandbox(key) as url,
        TemporaryDirectory() as folder,
        Terminal((*CONSOLE,), env=editing.home(Path(folder), url, key)) as terminal,
    ):
        here = _listening(terminal)
        still = _press(terminal, 4.0)
        command = (sys.executable, "-m", "tests.bench.listening_sender", here, str(RATE), str(seconds))
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            terminal.shows("newest")
            sent, begun = terminal.received, time.perf_counter()
            burst = _press(terminal, seconds - 4.0)
            rate = (terminal.received - sent) / (time.perf_counter() - begun)
            told = json.loads(process.communicate()[0])
        terminal.settle(1.0)
        yield from _figures(still, burst)
        yield Figure("console: calls not answered 200", "", told["sent"] - told["answered"], at_most=0)
        yield Figure("console: slowest answer", "ms", told["slowest"], at_most=3000)
        yield Figure("console: kB a second to the terminal", "kB", rate / 1000)
        quiet = terminal.received
        terminal.listen(3.0)
        yield Figure("console: bytes in 3 s after the load", "B", terminal.received - quiet, at_most=0)


def _figures(still: Pressed, burst: Pressed) -> Iterator[Figure]:
    for what, calm, loaded in (
        ("letter in the filter", still.typed, burst.typed),
        ("b, another view", still.shown, burst.shown),
    ):
        yield Figure(f"{what}: seen after, median", "ms", median(loaded), median(calm))
        yield Figure(f"{what}: seen after, p95", "ms", _p95(loaded), _p95(calm), at_most=KEY_LIMIT)
        yield Figure(f"{what}: seen after, max", "ms", max(loaded), max(calm), at_most=KEY_LIMIT)


def _listening(terminal: Terminal) -> str:
    terminal.shows("Needs attention")
    terminal.settle()
    terminal.send(b"5")
    terminal.shows("No webhooks yet")
    terminal.settle()
    terminal.send(b"l")
    terminal.until(lambda it: "Listening at" in it.text() or "which port" in it.text(), "a listener")
    terminal.settle()
    if "Listen at which port?" in terminal.text():  # another listener on this machine has the usual one
        terminal.send(b"\x150\r")
    terminal.shows("Listening at")
    terminal.settle()
    found = _URL.search(terminal.text())
    assert found
    return found[1]


def _press(terminal: Terminal, seconds: float) -> Pressed:
    pressed = Pressed([], [])
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        terminal.send(b"/")
        terminal.listen(PAUSE)
        for count in range(1, len(WORD) + 1):
            seen = re.compile(rf"▕ +{WORD[:count]} *$", re.MULTILINE)
            pressed.typed.append(_until_seen(terminal, WORD[count - 1].encode(), _shows(seen)))
        terminal.send(b"\x1b")
        terminal.listen(2 * PAUSE)
        for title in MODES:
            pressed.shown.append(_until_seen(terminal, b"b", _shows(re.compile(f" {title} "))))
    return pressed


def _shows(seen: re.Pattern[str]) -> Callable[[Terminal], bool]:
    return lambda terminal: seen.search(terminal.text()) is not None


def _until_seen(terminal: Terminal, key: bytes, seen: Callable[[Terminal], bool]) -> float:
    """Press; milliseconds until the output that shows it was read."""
    terminal.drawn(lambda _: False)
    moment = terminal.send(key)
    end = moment + 5.0
    while time.perf_counter() < end:
        terminal.listen(PAUSE)
        if (found := terminal.drawn(seen)) is not None:
            return (found - moment) * 1000
    raise TimeoutError(f"never seen: {key!r}\n{terminal.text()}")


def _p95(values: list[float]) -> float:
    return quantiles(values, n=20, method="inclusive")[-1]
