"""A webhook's handler on loopback, of the standard library alone, and sandboxes that live fast."""

import gzip
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

from tests.sandbox.running import Running, running
from ue_console.models.unione.event import Event, read_notification
from ue_console.models.unione.webhook import EMAIL_STATUSES
from ue_console.sandbox.events.clock import Clock

QUICK: Final = Clock(step=0.005, retry=0.02, span=1_000, gather=0.04)
"""A mail's life takes milliseconds, less than events are gathered: all of a life goes into one call.
A failed call is repeated as soon, and for long."""

_PATIENCE: Final = 20.0


@dataclass(frozen=True)
class Taken:
    """One call as it came."""

    path: str
    headers: dict[str, str]
    raw: bytes

    @property
    def body(self) -> bytes:
        """The JSON, inflated."""
        return gzip.decompress(self.raw) if self.headers.get("Content-Encoding") == "gzip" else self.raw

    @property
    def json(self) -> dict[str, Any]:
        """What it says."""
        found: dict[str, Any] = json.loads(self.body)
        return found

    @property
    def events(self) -> tuple[Event, ...]:
        """What it tells of."""
        return read_notification(self.json).events


class Handler:
    """Keeps each call, and answers it as it is told to."""

    def __init__(self) -> None:
        self.url = ""
        self.calls: list[Taken] = []
        self.status: Callable[[int], int] = lambda number: 200
        """The answer to the call with this number, from 0."""
        self.headers: dict[str, str] = {}
        """Of each answer."""
        self.gate = threading.Event()
        """Answers wait until it is set."""
        self.gate.set()
        self.at_once = 0
        self.most_at_once = 0
        self._changed = threading.Condition()

    def take(self, call: Taken) -> int:
        """Keep a call and say with what to answer it."""
        with self._changed:
            number = len(self.calls)
            self.calls.append(call)
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
            self._changed.notify_all()
        self.gate.wait(_PATIENCE)
        with self._changed:
            self.at_once -= 1
        return self.status(number)

    @property
    def events(self) -> list[Event]:
        """What all calls told of."""
        return [event for call in list(self.calls) for event in call.events]

    @property
    def told(self) -> list[tuple[str, str]]:
        """Address and status of each event."""
        return [(event.email, event.status) for event in self.events]

    def wait(self, number: int) -> list[Taken]:
        """Wait for this many calls."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.calls) >= number, _PATIENCE), self.calls
        return self.calls


@contextmanager
def handling() -> Iterator[Handler]:
    """A handler, ended afterwards."""
    handler = Handler()

    class Taking(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            size = int(self.headers["Content-Length"])
            status = handler.take(Taken(self.path, dict(self.headers), self.rfile.read(size)))
            self.send_response(status)
            for name, value in {"Content-Length": "0", **handler.headers}.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            return

    class Server(ThreadingHTTPServer):
        request_queue_size = 128

        def handle_error(self, request: Any, client_address: Any) -> None:
            return

    server = Server(("127.0.0.1", 0), Taking)
    handler.url = f"http://127.0.0.1:{server.server_port}/hook"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield handler
    finally:
        handler.gate.set()
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def living(clock: Clock = QUICK, **settings: Any) -> Iterator[Running]:
    """A sandbox with that clock, which sets webhooks unasked."""
    with running(clock=clock, webhook_check=False, **settings) as found:
        yield found


def hook(sandbox: Running, url: str, *, key: str | None = None, **fields: Any) -> None:
    """Set a webhook that asks for everything."""
    events = {"email_status": list(EMAIL_STATUSES), "spam_block": ["*"]}
    body = {"url": url, "events": events, **fields}
    sandbox.ok("webhook/set", body, **({"key": key} if key else {}))


def people(*emails: str) -> list[dict[str, Any]]:
    """Recipients of ``email/send``."""
    return [{"email": email} for email in emails]


def state(sandbox: Running) -> dict[str, Any]:
    """``GET /_sandbox/events``."""
    found: dict[str, Any] = sandbox.client.get(f"{sandbox.url}/_sandbox/events").json()
    return found


def settled(sandbox: Running, is_so: Callable[[dict[str, Any]], bool] | None = None) -> dict[str, Any]:
    """Wait until nothing is left to be told, or until it is so."""
    end = time.monotonic() + _PATIENCE
    while True:
        found = state(sandbox)
        if is_so(found) if is_so else not (found["mails"] or found["waiting"]):
            return found
        assert time.monotonic() < end, found
        time.sleep(0.005)
