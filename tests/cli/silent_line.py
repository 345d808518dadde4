"""A line to a service that can fall silent: connections stand, and no answer comes any more."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass
class Line:
    """One that leads to a service on loopback."""

    to: str
    silent: threading.Event = field(default_factory=threading.Event)
    """Once it is set nothing goes on to the service."""
    silent_at: bytes = b""
    """What sets it by being sent, as ``webhook/set``; it does not go on any more."""
    asked: threading.Event = field(default_factory=threading.Event)
    """Set when something would have gone on, and did not."""
    url: str = ""
    _ends: list[socket.socket] = field(default_factory=list)

    def serve(self, listening: socket.socket) -> None:
        """Take connections until the socket is closed."""
        with suppress(OSError):
            while True:
                near = listening.accept()[0]
                far = socket.create_connection(("127.0.0.1", urlsplit(self.to).port or 0))
                self._ends += [near, far]
                for pair in ((near, far, True), (far, near, False)):
                    threading.Thread(target=self._pump, args=pair, daemon=True).start()

    def close(self) -> None:
        """End every connection."""
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _pump(self, source: socket.socket, sink: socket.socket, there: bool) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                if there and self.silent_at and self.silent_at in data:
                    self.silent.set()
                if there and self.silent.is_set():
                    self.asked.set()
                    continue
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)


@contextmanager
def line_to(service: str) -> Iterator[Line]:
    """A line whose ``url`` stands for the service's."""
    line = Line(service)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        line.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        thread = threading.Thread(target=line.serve, args=(listening,))
        thread.start()
        try:
            yield line
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join()
            line.close()
