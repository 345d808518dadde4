"""Measures everything, the floor and the console in turns, and prints one table of medians.

    python -m tests.bench [--only PART] [--runs N] [--idle SECONDS] [--keys N] [--seconds N]

Times are of the wall: other work on the machine makes all of them longer, so the ratios to the
floor, measured in the same minutes, say more than the numbers. CPU times suffer less.
"""

import argparse
import sys
from collections.abc import Callable, Iterable
from statistics import median, quantiles

from tests.bench import editing, listening, listening_console
from tests.bench.starting import DEMO, FLOOR, NOTHING, VERSION, Start, run, start, usable
from tests.bench.table import Figure, table

HOME = "Needs attention"
TEMPLATE = "welcome"


def main() -> int:
    """Measure and print; the exit code is 1 when a limit is exceeded."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=5, help="starts of each program (default: %(default)s)")
    parser.add_argument("--idle", type=float, default=10.0, help="seconds left alone (default: %(default)s)")
    parser.add_argument(
        "--keys", type=int, default=40, help="keys for each engine, twice (default: %(default)s)"
    )
    parser.add_argument("--seconds", type=float, default=60.0, help="of webhook calls (default: %(default)s)")
    parser.add_argument("--only", choices=("starts", "previews", "listening"), help="a part of it")
    given = parser.parse_args()
    figures: list[Figure] = []
    if given.only in (None, "starts"):
        figures += starts(given.runs, given.idle)
    if given.only in (None, "previews"):
        figures += previews(given.keys)
    if given.only in (None, "listening"):
        _told(f"listening, twice {given.seconds:g} s")
        figures += listening.measure(given.seconds)
        _told(f"the console listening, {given.seconds:g} s")
        figures += listening_console.measure(given.seconds)
    sys.stdout.write(table(figures))
    return 1 if any(figure.over for figure in figures) else 0


def starts(runs: int, idle: float) -> Iterable[Figure]:
    """First paint to idle, of both programs in turns."""
    floor: list[Start] = []
    home: list[Start] = []
    templates: list[float] = []
    nothing: list[float] = []
    version: list[float] = []
    start(FLOOR, "Nothing"), start(DEMO, HOME)  # once unmeasured: byte code and files in the cache
    for number in range(runs):
        _told(f"start {number + 1} of {runs}")
        floor.append(start(FLOOR, "Nothing", idle=idle))
        home.append(start(DEMO, HOME, idle=idle))
        templates.append(usable(DEMO, b"3", TEMPLATE))
        for _ in range(3):
            nothing.append(run(NOTHING))
            version.append(run(VERSION))

    def both(name: str, unit: str, value: Callable[[Start], float], limit: float | None) -> Figure:
        return Figure(name, unit, _mid(map(value, home)), _mid(map(value, floor)), ratio=limit)

    yield both("first paint", "ms", lambda it: it.painted, 1.3)
    yield Figure("Templates usable", "ms", median(templates), _mid(it.settled for it in floor), ratio=2.5)
    yield both("Home settled", "ms", lambda it: it.settled, None)
    yield both("CPU until Home is settled", "ms", lambda it: it.cpu, 2.3)
    yield both("bytes until Home is settled", "B", lambda it: it.sent, None)
    yield both("resident memory", "MB", lambda it: it.resident, 2.5)
    yield Figure("--version beside python -c pass", "ms", median(version), median(nothing), ratio=2)
    yield Figure(f"bytes in {idle:g} idle seconds", "B", _mid(it.idle_sent for it in home), at_most=0)
    yield both(f"CPU in {idle:g} idle seconds", "ms", lambda it: it.idle_cpu, 1.1)


def previews(keys: int) -> Iterable[Figure]:
    """Keys in a template of 100 kB, for each engine."""
    with editing.sandbox() as url:
        for engine in editing.ENGINES:
            _told(f"typing, {engine}")
            typing = editing.measure(url, engine, keys)
            yield Figure(f"{engine}: key to preview, p95", "ms", _p95(typing.preview), at_most=50)
            yield Figure(f"{engine}: key to preview, median", "ms", median(typing.preview))
            yield Figure(f"{engine}: key to its echo, p95", "ms", _p95(typing.echo), at_most=50)
            yield Figure(f"{engine}: echo at 30 keys a second, p95", "ms", _p95(typing.held_echo), at_most=50)


def _mid(values: Iterable[float]) -> float:
    return median(list(values))


def _p95(values: list[float]) -> float:
    return quantiles(values, n=20, method="inclusive")[-1]


def _told(text: str) -> None:
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
