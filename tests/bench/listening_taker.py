"""A process that listens, with a loop of its own beside the listener as the console has one.

    python -m tests.bench.listening_taker EVENTS_FILE|-

Prints the URL, listens until standard input ends, and prints one JSON object. With ``-`` it is the
floor: the HTTP receiver alone, which answers 200 to everything.
"""

import asyncio
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import median, quantiles
from typing import Any, Final

from tests.bench.listening_sender import KEY
from ue_console.receiver.messages import Reply, Request
from ue_console.receiver.receiver import Receiver
from ue_console.services.listening.listener import Listener
from ue_console.services.listening.values import Received
from ue_console.store.events import EventStore

TICK: Final = 0.01


class Ticker:
    """Wakes every 10 ms and notes how late: what a key would wait for the loop."""

    def __init__(self) -> None:
        self.delays: list[float] = []

    async def run(self) -> None:
        """Tick until cancelled."""
        while True:
            due = time.perf_counter() + TICK
            await asyncio.sleep(TICK)
            self.delays.append((time.perf_counter() - due) * 1000)

    def told(self) -> dict[str, float]:
        """Milliseconds."""
        parts = quantiles(self.delays, n=20, method="inclusive")
        return {"tick_median": median(self.delays), "tick_p95": parts[-1], "tick_max": max(self.delays)}


async def listen(file: Path) -> dict[str, Any]:
    """The console's part: everything."""
    told = 0

    def take(calls: Sequence[Received]) -> None:
        nonlocal told
        told += len(calls)

    listener = Listener({"bench": KEY}, file)
    _say(await listener.start())
    listener.subscribe(take)
    ticker = Ticker()
    ticking = asyncio.create_task(ticker.run())
    await _end_of_input()
    ticking.cancel()
    await listener.stop()
    async with EventStore(file) as store:
        kept = await store.count()
    return {**asdict(listener.totals), **ticker.told(), "told": told, "in_file": kept.events}


async def floor() -> dict[str, Any]:
    """Receive and forget."""
    taken = 0

    async def handle(_: Request) -> Reply:
        nonlocal taken
        taken += 1
        return Reply(200)

    receiver = Receiver("127.0.0.1", 0, handle)
    await receiver.start()
    _say(receiver.url)
    ticker = Ticker()
    ticking = asyncio.create_task(ticker.run())
    await _end_of_input()
    ticking.cancel()
    await receiver.stop()
    return {**ticker.told(), "calls": taken}


async def _end_of_input() -> None:
    await asyncio.to_thread(sys.stdin.read)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Listen and print."""
    file = sys.argv[1]
    told = asyncio.run(floor() if file == "-" else listen(Path(file)))
    _say(json.dumps({**told, "cpu": time.process_time() * 1000}))


if __name__ == "__main__":
    main()
