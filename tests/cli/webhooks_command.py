"""``ue-console webhooks`` as a process, and handlers for it to call."""

import json
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer, ThreadingHTTPServer
from typing import Any, Final

from tests.cli.doctoring import Machine
from tests.sandbox.running import KEY
from tests.terminal.machine import PROGRAM, environment

_PATIENCE: Final = 30.0
"""Seconds until a command that hangs is killed."""


def webhooks(machine: Machine, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run the command to its end; no key is ever in what it prints."""
    done = subprocess.run(
        [PROGRAM, "webhooks", *arguments],
        env=environment(machine.home, PYTHONUTF8="1", **machine.env),
        cwd=machine.home,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=_PATIENCE,
        check=False,
    )
    check_quiet(done.stdout + done.stderr)
    return done


def check_quiet(printed: str) -> None:
    """Neither a key nor a traceback nor a control sequence is in what was printed."""
    assert KEY not in printed
    assert "Traceback" not in printed, printed
    assert "\x1b" not in printed


@dataclass
class Listening:
    """``ue-console webhooks listen`` under way."""

    process: "subprocess.Popen[str]"
    told: list[str] = field(default_factory=list)
    """What it has said on stderr so far."""

    @property
    def url(self) -> str:
        """Where it listens, once it says so."""
        return self.says("Listening on ").split()[2].rstrip(";.")

    def says(self, part: str) -> str:
        """The line on stderr that has ``part``; waits for it."""
        assert self.process.stderr
        while not (found := [line for line in self.told if part in line]):
            line = self.process.stderr.readline()
            assert line, self.told
            self.told.append(line)
        return found[0]

    def shows(self, *parts: str) -> str:
        """The next line on stdout that has all ``parts``; waits for it."""
        assert self.process.stdout
        while line := self.process.stdout.readline():
            if all(part in line for part in parts):
                return line
        raise AssertionError(f"nothing with {parts}: {self.told}")

    def json(self, **members: object) -> dict[str, Any]:
        """The next object on stdout that has all ``members``."""
        assert self.process.stdout
        for line in self.process.stdout:
            found: dict[str, Any] = json.loads(line)
            if all(found.get(name) == value for name, value in members.items()):
                return found
        raise AssertionError(f"nothing with {members}: {self.told}")

    def ended(self, number: signal.Signals = signal.SIGINT) -> tuple[int, str]:
        """Exit code after a signal, and all that was said on stderr."""
        self.process.send_signal(number)
        out, err = self.process.communicate()
        printed = "".join(self.told) + err
        check_quiet(out + printed)
        return self.process.returncode, printed


@contextmanager
def listening(machine: Machine, *arguments: str, **env: str) -> Iterator[Listening]:
    """Start the command on a free port; killed at the end if it still runs."""
    process = subprocess.Popen(
        [PROGRAM, "webhooks", "listen", "--port", "0", *arguments],
        env=environment(machine.home, PYTHONUTF8="1", **machine.env, **env),
        cwd=machine.home,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    watchdog = threading.Timer(_PATIENCE, process.kill)
    watchdog.start()
    try:
        with process:
            try:
                yield Listening(process)
            finally:
                process.kill()
    finally:
        watchdog.cancel()


class Handler(BaseHTTPRequestHandler):
    """Takes every call."""

    seconds = 0.0
    status = 200
    location = ""
    said = b""
    """The body of each answer."""
    hang: threading.Event | None = None

    def do_POST(self) -> None:
        """Answer as the class says."""
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.hang:
            self.hang.wait(_PATIENCE)
        threading.Event().wait(self.seconds)
        self.send_response(self.status)
        if self.location:
            self.send_header("Location", self.location)
        self.send_header("Content-Length", str(len(self.said)))
        self.end_headers()
        self.wfile.write(self.said)

    def do_GET(self) -> None:
        """The same."""
        self.do_POST()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


class Quiet(ThreadingHTTPServer):
    """Says nothing of clients that leave."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing."""


@contextmanager
def handling(server: type[HTTPServer] = Quiet, context: Any = None, **settings: Any) -> Iterator[str]:
    """The URL of a handler with other settings than :class:`Handler`'s."""
    running = server(("127.0.0.1", 0), type("Set", (Handler,), settings))
    scheme, host = ("https", "localhost") if context else ("http", "127.0.0.1")
    if context:
        running.socket = context.wrap_socket(running.socket, server_side=True)
    thread = threading.Thread(target=running.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"{scheme}://{host}:{running.server_port}/hook"
    finally:
        if hang := settings.get("hang"):
            hang.set()
        running.shutdown()
        thread.join()
        running.server_close()
