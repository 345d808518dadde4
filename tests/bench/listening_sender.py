"""Posts signed calls at a steady rate, each with events of its own, and counts the answers.

    python -m tests.bench.listening_sender URL RATE SECONDS

Prints one JSON object at the end. A call is due at its own moment, whatever became of those before:
who answers slowly gets the rest faster, and the time until the answer counts from the due moment.
"""

import asyncio
import json
import sys
import time
from statistics import quantiles
from typing import Any, Final
from urllib.parse import urlsplit

from ue_console.models.secret import Secret
from ue_console.models.unione.signature import encode, renewed

KEY: Final = Secret("benchkeybenchkeybenchkeybenchkey")
EVENTS: Final = 100
CONNECTIONS: Final = 20
"""A webhook may have 5 to 100 (``max_parallel``)."""
_MARK: Final = "c00000000"
"""Stands for the call's number wherever it is in a body."""

_READER: Final = {
    "user_agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.0.0",
    "ip": "192.0.2.17",
}
_BOUNCE: Final = {
    "delivery_status": "err_mailbox_full",
    "destination_response": "452 4.2.2 The recipient's inbox is out of storage space",
}
_KINDS: Final[tuple[tuple[str, dict[str, str]], ...]] = (
    ("sent", {"delivery_status": "ok_sent"}),
    ("delivered", {"delivery_status": "ok_delivered"}),
    ("opened", _READER),
    ("clicked", _READER),
    ("soft_bounced", _BOUNCE),
)


def template() -> bytes:
    """A call of 100 events as the service writes it, with delivery info."""
    events = [_event(index) for index in range(EVENTS)]
    group = {"user_id": 456, "project_id": "6432890213745872", "project_name": "Shop", "events": events}
    return encode({"auth": "0" * 32, "events_by_user": [group]})


def body_of(number: int, pattern: bytes) -> bytes:
    """The call with this number, signed."""
    return renewed(pattern.replace(_MARK.encode(), b"c%08d" % number), KEY)


def _event(index: int) -> dict[str, Any]:
    status, info = _KINDS[index % len(_KINDS)]
    data = {
        "job_id": f"1sn15Z-{_MARK}-GtVN",
        "metadata": {"order": 100_000 + index, "campaign": "autumn"},
        "email": f"{_MARK}.{index:03}@example.com",
        "status": status,
        "event_time": "2026-11-08 19:56:41",
        **({"url": f"https://example.com/offer?order={index}"} if status == "clicked" else {}),
        "delivery_info": info,
    }
    return {"event_name": "transactional_email_status", "event_data": data}


class Sender:
    """Several connections, each with one call at a time."""

    def __init__(self, url: str, rate: float, seconds: float) -> None:
        self._parts = urlsplit(url)
        self._rate = rate
        self._total = round(rate * seconds)
        self._pattern = template()
        self._next = 0
        self._started = 0.0
        self.answers: dict[int, int] = {}
        self.waits: list[float] = []
        """Seconds from the due moment to the answer."""
        self.slowest = 0.0
        """The most seconds from a call to its own answer: the service gives up after 3."""

    async def run(self) -> dict[str, Any]:
        """Send everything; what came of it."""
        self._started = time.perf_counter()
        await asyncio.gather(*(self._send() for _ in range(CONNECTIONS)))
        took = time.perf_counter() - self._started
        return {
            "sent": self._total,
            "events": self._total * EVENTS,
            "answered": self.answers.get(200, 0),
            "seconds": took,
            "p95": quantiles(self.waits, n=20, method="inclusive")[-1] * 1000,
            "slowest": self.slowest * 1000,
            "bytes": len(self._pattern),
            "cpu": time.process_time() * 1000,
        }

    async def _send(self) -> None:
        reader, writer = await asyncio.open_connection(self._parts.hostname, self._parts.port, limit=1 << 16)
        while self._next < self._total:
            number, self._next = self._next, self._next + 1
            due = self._started + number / self._rate
            body = body_of(number, self._pattern)
            await asyncio.sleep(max(due - time.perf_counter(), 0))
            begun = time.perf_counter()
            writer.write(
                b"POST /hook HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n"
                b"ID: %d\r\nContent-Length: %d\r\n\r\n" % (number, len(body)) + body
            )
            head = await reader.readuntil(b"\r\n\r\n")
            status = int(head[9:12])
            self.answers[status] = self.answers.get(status, 0) + 1
            ended = time.perf_counter()
            self.waits.append(ended - due)
            self.slowest = max(self.slowest, ended - begun)
        writer.close()


def main() -> None:
    """Send and print."""
    url, rate, seconds = sys.argv[1:]
    told = asyncio.run(Sender(url, float(rate), float(seconds)).run())
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
