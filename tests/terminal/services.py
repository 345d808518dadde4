"""What the console talks to: the sandbox as a process of its own, or a service that says anything."""

import json
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from tests.terminal.machine import PROGRAM, environment

KEY: Final = "k3y5of5the5terminal5tests5q7zx"
"""The API key of the accounts here."""
VARIABLE: Final = "UNIONE_KEY"
"""The environment variable that brings it."""
API: Final = "/en/transactional/api/v1"
DOMAIN: Final = "acme.example"


def write_config(home: Path, url: str, *, name: str = "ACME", more: str = "") -> Path:
    """A config with one account on the service at ``url``, its key in the environment."""
    path = home / "config" / "ue-console" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text(
        f"version = 1\nlast_account = {json.dumps(name)}\n\n[[accounts]]\nname = {json.dumps(name)}\n"
        f'base_url = "{url}{API}"\nenvironment = "sandbox"\nkey_home = "env"\n'
        f'key_variable = "{VARIABLE}"\n{more}',
        encoding="utf-8",
    )
    return path


@contextmanager
def sandbox(home: Path, *arguments: str) -> Iterator[str]:
    """The URL of an empty ``ue-console sandbox`` that lets ``KEY`` in."""
    given = ("--seed", "empty", "--unione-key", KEY, "--domain", DOMAIN, *arguments)
    process = subprocess.Popen(
        [PROGRAM, "sandbox", *given], stdout=subprocess.PIPE, text=True, env=environment(home)
    )
    try:
        assert process.stdout is not None
        word, _, url = process.stdout.readline().strip().partition(" ")
        assert word == "ready"
        yield url
    finally:
        process.terminate()
        process.communicate()


def call(url: str, method: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """One call of UniOne's API that must succeed."""
    request = Request(
        f"{url}{API}/{method}.json", data=json.dumps(body).encode(), headers={"X-API-KEY": KEY}, method="POST"
    )
    try:
        with urlopen(request) as response:
            answer: dict[str, Any] = json.load(response)
    except HTTPError as error:
        raise AssertionError(f"{method}: {error.read().decode()}") from error
    return answer


def mailbox(url: str) -> list[bytes]:
    """Every mail that the sandbox holds, oldest first, as MIME."""
    with urlopen(f"{url}/_sandbox/mail") as response:
        rows = json.load(response)["mail"]
    found = []
    for row in rows:
        with urlopen(f"{url}/_sandbox/mail/{row['id']}") as response:
            found.append(response.read())
    return found


Answer = Callable[[dict[str, Any]], tuple[int, bytes]]
"""From a request's parameters to HTTP status and body."""


def success(**fields: Any) -> Answer:
    """What the service answers when all is well; halves of surrogate pairs travel as they are."""
    return lambda _: (200, json.dumps({"status": "success", **fields}).encode())


def refusal(status: int, code: int, message: str = "said by the service", **fields: Any) -> Answer:
    """What the service answers when it refuses."""
    body = json.dumps({"status": "error", "code": code, "message": message, **fields}).encode()
    return lambda _: (status, body)


def page(status: int, text: str) -> Answer:
    """What something else answers in the service's place."""
    return lambda _: (status, text.encode())


class ScriptedService:
    """A service on a real socket that answers each method as told; ``silent`` ones never get an answer.

    Args:
        answers: Method → answer; ``*`` for all others.
    """

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        self.answers = dict(answers)
        self.silent: set[str] = set()
        self.asked: list[str] = []
        """Methods in the order of their calls."""
        self._end = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> "ScriptedService":
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._server.shutdown()
        self._server.server_close()

    def _answer(self, method: str, body: bytes) -> tuple[int, bytes] | None:
        self.asked.append(method)
        if method in self.silent:
            self._end.wait()
            return None
        answer = self.answers.get(method) or self.answers["*"]
        return answer(json.loads(body or b"{}"))

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        service = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                method = self.path.removeprefix(API + "/").removesuffix(".json")
                length = int(self.headers["Content-Length"])
                answer = service._answer(method, self.rfile.read(length))
                if answer is None:
                    self.close_connection = True
                    return
                status, body = answer
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:
                """Say nothing on stderr."""

        return Handler
