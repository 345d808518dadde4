"""``ue-console webhooks ping`` and ``replay`` against handlers of the standard library."""

import json
import ssl
import sys
import threading
from collections.abc import Iterator
from http.server import HTTPServer
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Final

import pytest

from tests import api
from tests.cli.doctoring import Machine
from tests.cli.webhooks_command import handling, webhooks
from tests.sandbox.running import KEY
from tests.terminal.machine import environment
from ue_console.cli.commands import run

NOWHERE: Final = "http://127.0.0.1:1"
"""Where an account's service would be; a ping asks none."""

PROGRAM: Final = """
import json, os, re
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.answer(200)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        auth = json.loads(body)["auth"]
        keyed = body.replace(auth.encode(), os.environ["UNIONE_KEY"].encode())
        self.answer(200 if md5(keyed).hexdigest() == auth else 403)

    def answer(self, status):
        self.send_response(status)
        self.end_headers()

server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
"""
"""A handler as an integrator writes one."""


@pytest.fixture
def known(machine: Machine) -> Machine:
    """A machine with one account."""
    machine.account("ACME", NOWHERE)
    return machine


@pytest.fixture
def written() -> Iterator[str]:
    """The URL of the handler that an integrator wrote."""
    with Popen(
        [sys.executable, "-c", PROGRAM], stdout=PIPE, stderr=PIPE, text=True, env={"UNIONE_KEY": KEY}
    ) as process:
        assert process.stdout
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}/"
        process.terminate()
        process.communicate()


def test_a_handler_of_the_standard_library_passes(known: Machine, written: str) -> None:
    assert sum(1 for line in PROGRAM.splitlines() if line) <= 20
    for arguments in (
        ["--parallel", "5"],
        ["--event", "err_lost", "--count", "100"],
        ["--single"],
        ["--get"],
    ):
        done = webhooks(known, "ping", written, *arguments)
        assert (done.returncode, done.stderr) == (0, ""), done.stdout
        assert done.stdout.startswith("✓ The handler ")


def test_a_made_up_key_is_refused_and_said(machine: Machine, written: str) -> None:
    done = webhooks(machine, "ping", written)
    assert done.returncode == 1
    assert "key that was made up" in done.stderr
    assert done.stdout.startswith("✗ The handler refused the signature, or the caller (403).")


def test_one_that_sleeps_fails_with_the_reason(known: Machine) -> None:
    with handling(hang=threading.Event()) as url:
        done = webhooks(known, "ping", url, "--parallel", "5", "--json")
    found = json.loads(done.stdout)
    assert (done.returncode, found["ok"], found["answered"], found["calls"]) == (1, False, 0, 5)
    assert "gave no whole answer within 3 s" in found["verdict"]
    assert "Answer 200 first and do the work afterwards" in found["remedy"]


def test_one_of_a_single_thread_is_found_out(known: Machine) -> None:
    with handling(HTTPServer, seconds=0.25) as url:
        done = webhooks(known, "ping", url, "--parallel", "5")
    assert done.returncode == 1
    assert "5 of 5 calls had 200 within 3 s, and one after another" in done.stdout


def test_a_redirect_names_the_url_to_set(known: Machine) -> None:
    with handling(status=301, location="/moved") as url:
        done = webhooks(known, "ping", url)
    assert done.returncode == 1
    assert f"Set the webhook to {url.replace('/hook', '/moved')}\n" in done.stdout


def test_a_certificate_of_its_own(known: Machine) -> None:
    folder = Path(next(iter(api.__path__)))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "localhost.crt", folder / "localhost.key")
    with handling(context=context) as url:
        refused, taken = webhooks(known, "ping", url), webhooks(known, "ping", url, "--insecure")
    assert refused.returncode == 1
    assert "certificate of localhost" in refused.stdout
    assert "--insecure tries it anyway" in refused.stdout
    assert (taken.returncode, taken.stderr) == (0, "")


def test_json_has_what_the_help_says(known: Machine) -> None:
    with handling(status=204) as url:
        done = webhooks(known, "ping", url, "--json")
    found = json.loads(done.stdout)
    assert list(found) == [
        "ok",
        "url",
        "signed_with",
        "status",
        "milliseconds",
        "limit_milliseconds",
        "body",
        "verdict",
        "remedy",
    ]
    assert (found["ok"], found["url"], found["signed_with"], found["status"]) == (False, url, "ACME", 204)
    told = webhooks(known, "ping", "--help").stdout
    assert all(name in told for name in found)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["http://127.0.0.1:1/", "--event", "read"], "There is no event read. Give one of: sent, delivered"),
        (["http://127.0.0.1:1/", "--count", "101"], "1 to 100 events"),
        (["http://127.0.0.1:1/", "--count", "0"], "not 0"),
        (["http://127.0.0.1:1/", "--single", "--count", "2"], "single form holds one event"),
        (["http://127.0.0.1:1/", "--parallel", "1"], "2 to 100"),
        (["http://127.0.0.1:1/", "--get", "--gzip"], "--gzip goes with a POST"),
        (["ftp://127.0.0.1/"], "URL can't be used"),
        (["http://127.0.0.1:1/", "--account", "nobody"], "There is no account nobody"),
    ],
)
def test_what_is_typed_wrong_has_its_own_exit_code(
    known: Machine,
    arguments: list[str],
    told: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in environment(known.home, **known.env).items():
        monkeypatch.setenv(name, value)
    assert run(["webhooks", "ping", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("ue-console: ")
    assert told in err
