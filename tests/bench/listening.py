"""The listener under its full load: 500 signed calls a second of 100 events each, on loopback.

A sender and a listener in processes of their own; the listener's process also has a loop as the
console's, whose delays tell what a key would wait. Before it the floor takes the same calls: the HTTP
receiver alone, which answers 200 and forgets.
"""

import contextlib
import json
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from tests.bench.table import Figure

RATE: Final = 500
EVENTS: Final = 100
EARLY: Final = 10.0
"""Seconds after which memory is looked at for the first time."""
FLAT: Final = 1.25
"""How much memory may have grown from then to the end."""
TICK_LIMIT: Final = 100.0
"""Milliseconds that a key may wait."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One run."""

    sender: dict[str, Any]
    taker: dict[str, Any]
    early: float
    """Megabytes after :data:`EARLY` seconds."""
    late: float
    """Megabytes at the end."""

    @property
    def cpu(self) -> float:
        """CPU milliseconds of the taker for each second of sending."""
        return float(self.taker["cpu"] / self.sender["seconds"])


def measure(seconds: float) -> Iterator[Figure]:
    """Both in turns."""
    floor = run("-", seconds)
    with TemporaryDirectory() as folder:
        full = run(str(Path(folder) / "events.sqlite"), seconds)
    sent = full.sender["events"]
    yield Figure(f"events sent in {full.sender['seconds']:.1f} s", "", sent, floor.sender["events"])
    yield Figure("calls a second", "", _pace(full), _pace(floor))
    yield Figure("calls not answered 200", "", _unanswered(full), _unanswered(floor), at_most=0)
    yield Figure("events received", "", full.taker["events"])
    yield Figure("events in SQLite", "", full.taker["in_file"])
    yield Figure("events lost", "", sent - full.taker["in_file"], at_most=0)
    yield Figure("seconds behind the schedule", "s", full.sender["seconds"] - seconds, at_most=1)
    yield Figure("answer after its due moment, p95", "ms", full.sender["p95"], floor.sender["p95"])
    yield Figure("slowest answer", "ms", full.sender["slowest"], floor.sender["slowest"], at_most=3000)
    yield Figure("memory at the end (and at 10 s)", "MB", full.late, full.early, ratio=FLAT)
    yield Figure("CPU in each second", "ms", full.cpu, floor.cpu)
    for part, limit in (("median", None), ("p95", None), ("max", TICK_LIMIT)):
        name = f"tick_{part}"
        lates = full.taker[name], floor.taker[name]
        yield Figure(f"the console's loop late, {part}", "ms", *lates, at_most=limit)


def run(file: str, seconds: float) -> Taken:
    """One taker, one sender."""
    with _taker(file) as (taker, url):
        early: list[float] = []
        timer = threading.Timer(min(EARLY, seconds / 2), lambda: early.append(_resident(taker.pid)))
        timer.start()
        command = (sys.executable, "-m", "tests.bench.listening_sender", url, str(RATE), str(seconds))
        sender = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        timer.join()
        # The writer and the loop beside it come to rest.
        time.sleep(0.5)
        late = _resident(taker.pid)
        told, _ = taker.communicate()
    return Taken(sender, json.loads(told), early[0], late)


@contextlib.contextmanager
def _taker(file: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = (sys.executable, "-m", "tests.bench.listening_taker", file)
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield process, process.stdout.readline().strip()
        finally:
            process.terminate()


def _pace(taken: Taken) -> float:
    return float(taken.sender["sent"] / taken.sender["seconds"])


def _unanswered(taken: Taken) -> float:
    return float(taken.sender["sent"] - taken.sender["answered"])


def _resident(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return int(found[1]) / 1024 if found else 0.0
