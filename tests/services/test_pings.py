"""Pings over a socket: the bytes that go out, and what each answer means to the service."""

import gzip
import ssl
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

import pytest

from tests import api
from tests.api.scripted import NOWHERE, ScriptedServer, close, reply
from ue_console.api.handler import HandlerTrouble
from ue_console.api.outcome import Trouble
from ue_console.models.secret import MASK, Secret
from ue_console.models.unione.signature import Verdict, check, signed
from ue_console.services.ping_bursts import Handling
from ue_console.services.ping_hiding import Held
from ue_console.services.ping_verdicts import PingResult, Signer, judged_call
from ue_console.services.pings import parallel, ping, probe
from ue_console.services.samples import Owner, payload

KEY: Final = Secret("6mjstx9gwi7qj8eni6m77hfiiw6aif9f2c")
SIGNER: Final = Signer(KEY, "ACME Mail")
BODY: Final = signed(payload("clicked", Owner(), datetime(2026, 5, 4, tzinfo=UTC)), KEY)
CERTIFICATES: Final = Path(next(iter(api.__path__)))


@pytest.fixture
async def server() -> AsyncIterator[ScriptedServer]:
    running = ScriptedServer()
    await running.start()
    yield running
    await running.stop()


async def pinged(server: ScriptedServer, status: int, body: bytes = b"", *headers: str) -> PingResult:
    server.steps = [reply(status, body, *headers)]
    return await ping(f"{server.url}/hook", BODY, signer=SIGNER)


async def test_the_bytes_are_those_that_were_signed(server: ScriptedServer) -> None:
    result = await pinged(server, 200, b"thanks\n")
    assert (result.ok, result.status, result.body, result.remedy) == (True, 200, "thanks", "")
    seen = server.seen[0]
    assert seen.line == "POST /hook HTTP/1.1"
    assert check(seen.body, KEY) is Verdict.GOOD
    assert (seen.headers["content-type"], len(seen.headers["id"])) == ("application/json", 32)
    assert "content-encoding" not in seen.headers


async def test_gzip_packs_the_same_bytes(server: ScriptedServer) -> None:
    server.steps = [reply(200, b"")]
    await ping(server.url, BODY, gzip=True)
    seen = server.seen[0]
    assert seen.headers["content-encoding"] == "gzip"
    assert gzip.decompress(seen.body) == BODY


async def test_no_two_calls_have_the_same_id(server: ScriptedServer) -> None:
    server.steps = [reply(200, b"")] * 3
    await parallel(server.url, BODY, 3)
    assert len({seen.headers["id"] for seen in server.seen}) == 3


@pytest.mark.parametrize(
    ("status", "verdict", "remedy"),
    [
        (201, "answered 201, and the service takes only 200", "Answer 200 exactly"),
        (204, "answered 204, and the service takes only 200", "Answer 200 exactly"),
        (401, "refused the signature, or the caller", "with the key of ACME Mail"),
        (403, "refused the signature, or the caller", "with the key of ACME Mail"),
        (404, "nothing at this URL", "Correct the path"),
        (405, "refused the call", "POST with JSON"),
        (500, "failed", "log"),
    ],
)
async def test_only_200_will_do(server: ScriptedServer, status: int, verdict: str, remedy: str) -> None:
    result = await pinged(server, status)
    assert (result.ok, result.status) == (False, status)
    assert verdict in result.verdict
    assert remedy in result.remedy


async def test_a_refusal_of_a_made_up_key_says_that_it_was_made_up(server: ScriptedServer) -> None:
    server.steps = [reply(403, b"")]
    result = await ping(server.url, BODY, signer=Signer.made_up())
    assert "made up" in result.remedy


@pytest.mark.parametrize(
    ("location", "told"),
    [
        ("/new", "{url}/new"),
        ("https://u:p@other.example/x", "https://u:••••@other.example/x"),
        *((nowhere, "the URL that answers 200 itself.") for nowhere in NOWHERE if nowhere[0] != "?"),
        ("", "the URL that answers 200 itself."),
    ],
)
async def test_a_redirect_names_where_it_leads(server: ScriptedServer, location: str, told: str) -> None:
    result = await pinged(server, 301, b"", f"Location: {location}")
    assert "does not follow" in result.verdict
    assert result.remedy == f"Set the webhook to {told.format(url=server.url)}"
    assert len(server.seen) == 1


async def test_a_redirect_without_a_target(server: ScriptedServer) -> None:
    assert "answers 200 itself" in (await pinged(server, 302)).remedy


async def test_what_a_handler_says_is_safe_and_without_the_key(server: ScriptedServer) -> None:
    said = f"expected {KEY.reveal()}\x1b]0;title\x07\nbye".encode()
    result = await pinged(server, 403, said)
    assert result.body == "expected ••••9f2c\ufffd]0;title\ufffd\nbye"
    moved = await pinged(server, 302, b"", f"Location: /?key={KEY.reveal()}")
    assert KEY.reveal() not in moved.remedy


async def test_no_other_key_at_hand_is_shown(server: ScriptedServer) -> None:
    other = Secret("project0key0project0key0project0")
    server.steps = [reply(403, f"not {other.reveal()}".encode())]
    result = await ping(server.url, BODY, signer=Signer(KEY, "ACME Mail", (other,)))
    assert result.body == "not ••••ect0"


async def test_what_is_dots_in_the_url_is_dots_in_what_the_handler_says(server: ScriptedServer) -> None:
    url = f"{server.url}/token/PATHTOK12?code=CODEtok12".replace("://", "://me:hunter22@")
    said = reply(404, b"nothing at /token/PATHTOK12?code=CODEtok12, bWU6aHVudGVyMjI=, PATHTOK12")
    moved = reply(302, b"", "Location: /login?next=CODEtok12")
    server.steps = [said, said, moved, moved]
    for called in (ping(url, BODY, signer=SIGNER), probe(url)):
        assert (await called).body == f"nothing at /token/{MASK}?code={MASK}, {MASK}, {MASK}"
    for called in (ping(url, BODY, signer=SIGNER), probe(url)):
        assert (await called).remedy.endswith(f"/login?next={MASK}")


ECHO: Final = f"key {KEY.reveal()}, id 1a3Q2V-0000OZ-S0"
HIDDEN: Final = "key ••••9f2c, id 1a3Q2V-0000OZ-S0"


async def test_the_check_at_set_time_shows_no_key(server: ScriptedServer) -> None:
    moved = reply(302, b"", f"Location: /?key={KEY.reveal()}")
    server.steps = [reply(200, ECHO.encode()), reply(200, ECHO.encode()), moved]
    assert (await probe(server.url)).body == HIDDEN
    assert (await probe(server.url, held=Held((KEY,), whole=True))).body == HIDDEN
    assert KEY.reveal() not in (await probe(server.url)).remedy


async def test_a_made_up_signer_knows_no_key_and_hides_what_looks_like_one(server: ScriptedServer) -> None:
    server.steps = [reply(403, ECHO.encode())]
    assert (await ping(server.url, BODY, signer=Signer.made_up())).body == HIDDEN


async def test_with_all_keys_at_hand_only_they_are_hidden(server: ScriptedServer) -> None:
    digest = "0123456789abcdef0123456789abcdef"
    pair = Secret("app0key0app0key0:app0secret0app0")
    server.steps = [reply(403, f"{digest} {KEY.reveal()} app0secret0app0".encode())]
    result = await ping(server.url, BODY, signer=Signer(KEY, "ACME Mail", (pair,)))
    assert result.body == f"{digest} ••••9f2c ••••app0"


async def test_nothing_listens_and_broken_off(server: ScriptedServer) -> None:
    server.steps = [close]
    broken = await ping(server.url, BODY)
    assert (broken.ok, broken.status, broken.timed_out) == (False, 0, False)
    assert "broke the connection off" in broken.verdict
    url = server.url
    await server.stop()
    refused = await ping(url, BODY)
    assert "nothing listens there" in refused.verdict
    assert "Start the handler" in refused.remedy
    await server.start()


def test_too_late_has_the_remedy_of_being_late() -> None:
    late = judged_call("http://h", HandlerTrouble(Trouble.TOTAL_TIME, 3_001, "It was late.", sent=True))
    assert (late.timed_out, late.milliseconds, late.verdict) == (True, 3_001, "It was late.")
    assert "Answer 200 first" in late.remedy


def test_an_answer_without_end_has_a_remedy_of_its_own() -> None:
    for trouble in (Trouble.TOTAL_TIME, Trouble.TOO_LARGE):
        found = judged_call("http://h", HandlerTrouble(trouble, 3_000, "No end.", sent=True, status=200))
        assert (found.ok, found.status, found.verdict) == (False, 0, "No end.")
        assert "Send Content-Length, or close the connection" in found.remedy


@pytest.mark.parametrize("trouble", list(Trouble))
def test_every_trouble_has_a_remedy(trouble: Trouble) -> None:
    assert judged_call("http://h", HandlerTrouble(trouble, 1, "It failed.", sent=True)).remedy.endswith(".")


async def test_a_certificate_of_its_own_is_told_and_can_be_taken() -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / "localhost.crt", CERTIFICATES / "localhost.key")
    server = ScriptedServer()
    await server.start(context)
    server.steps = [reply(200, b"")]
    url = f"https://localhost:{server.port}/"
    refused = await ping(url, BODY)
    assert (refused.ok, refused.untrusted) == (False, True)
    assert "self-signed certificate" in refused.verdict
    assert (await ping(url, BODY, insecure=True)).ok
    await server.stop()


async def test_the_check_at_set_time_is_a_get(server: ScriptedServer) -> None:
    server.steps = [reply(200, b""), reply(405, b""), reply(302, b"", "Location: /x")]
    assert (await probe(server.url)).ok
    refused, moved = await probe(server.url), await probe(server.url)
    assert "answered GET with 405" in refused.verdict
    assert "asks with GET" in refused.remedy
    assert moved.remedy.endswith("/x")
    assert {seen.line for seen in server.seen} == {"GET / HTTP/1.1"}


class Slow(BaseHTTPRequestHandler):
    """Takes a tenth of a second."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        threading.Event().wait(0.1)
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        return


@contextmanager
def handling(kind: type[HTTPServer]) -> Iterator[str]:
    server = kind(("127.0.0.1", 0), Slow)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


async def test_a_handler_of_one_thread_is_found_out_and_one_of_many_is_not() -> None:
    with handling(HTTPServer) as url:
        alone = await parallel(url, BODY, 5)
    assert (alone.ok, alone.handling, alone.answered) == (False, Handling.IN_A_ROW, 5)
    with handling(ThreadingHTTPServer) as url:
        together = await parallel(url, BODY, 5)
    assert (together.ok, together.answered) == (True, 5)
