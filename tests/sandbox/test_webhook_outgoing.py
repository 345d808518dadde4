"""Requests of the sandbox to handlers on real sockets: what arrives, and each way of not answering."""

import asyncio
import ssl
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import tests.api
from tests.api.scripted import ScriptedServer, Step, close, hang, hang_unread, raw, reply, reset
from ue_console.sandbox import hosts
from ue_console.sandbox.outgoing import (
    MOST_BYTES,
    HostNotFoundError,
    HostReservedError,
    OutgoingError,
    exchange,
)

CERTIFICATES = Path(tests.api.__file__ or "").parent


@pytest.fixture
async def server() -> AsyncIterator[ScriptedServer]:
    running = ScriptedServer()
    await running.start()
    yield running
    await running.stop()


@pytest.fixture
async def tls_server() -> AsyncIterator[ScriptedServer]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / "localhost.crt", CERTIFICATES / "localhost.key")
    running = ScriptedServer()
    await running.start(context)
    yield running
    await running.stop()


async def reason(url: str, method: str = "GET", seconds: float = 3.0) -> str:
    """Why no answer came."""
    with pytest.raises(OutgoingError) as caught:
        await exchange(method, url, seconds=seconds)
    assert str(caught.value) == caught.value.reason
    return caught.value.reason


async def test_bytes_and_headers_arrive_as_given(server: ScriptedServer) -> None:
    server.steps = [reply(201, b"thanks")]
    body = b'{"auth":"\\/"}' * 1000
    answer = await exchange("POST", f"{server.url}/h/%C3%A9?a=b&c", {"ID": "7", "Content-Type": "x/y"}, body)
    assert (answer.status, answer.body) == (201, b"thanks")
    (seen,) = server.seen
    assert (seen.line, seen.body) == ("POST /h/%C3%A9?a=b&c HTTP/1.1", body)
    assert seen.headers == {
        "host": f"127.0.0.1:{server.port}",
        "user-agent": "ue-console sandbox",
        "connection": "close",
        "content-length": str(len(body)),
        "id": "7",
        "content-type": "x/y",
    }


async def test_a_get_has_no_body(server: ScriptedServer) -> None:
    server.steps = [reply(200, b"")]
    assert (await exchange("GET", server.url)).status == 200
    assert server.seen[0].line == "GET / HTTP/1.1"
    assert "content-length" not in server.seen[0].headers


async def test_a_name_and_password_are_a_header(server: ScriptedServer) -> None:
    server.steps = [reply(200, b"")] * 2
    for pair in ("ann:s%C3%A9same", "ann"):
        await exchange("GET", server.url.replace("://", f"://{pair}@"))
    assert [seen.headers["authorization"] for seen in server.seen] == [
        "Basic YW5uOnPDqXNhbWU=",
        "Basic YW5uOg==",
    ]
    assert server.seen[0].headers["host"] == f"127.0.0.1:{server.port}"


async def test_a_redirect_is_an_answer(server: ScriptedServer) -> None:
    server.steps = [reply(302, b"", f"Location: {server.url}/elsewhere")]
    assert (await exchange("GET", server.url)).status == 302
    assert len(server.seen) == 1


@pytest.mark.parametrize(
    ("answer", "body"),
    [
        (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", b"ok"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\no\r\n1\r\nk\r\n0\r\n\r\n", b"ok"),
        (b"HTTP/1.0 200 OK\r\n\r\nok", b"ok"),
        (b"HTTP/1.1 200\r\n\r\n", b""),
    ],
)
async def test_forms_of_answers(server: ScriptedServer, answer: bytes, body: bytes) -> None:
    server.steps = [raw(answer, close=True)]
    found = await exchange("GET", server.url)
    assert (found.status, found.body) == (200, body)


async def test_a_long_body_is_cut(server: ScriptedServer) -> None:
    # The rest of it never comes: whoever waited for it would get no answer at all.
    server.steps = [raw(b"HTTP/1.1 500 x\r\nContent-Length: 99999999\r\n\r\n" + b"x" * (MOST_BYTES + 1))]
    answer = await exchange("GET", server.url)
    assert (answer.status, len(answer.body)) == (500, MOST_BYTES)


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (close, "the connection ended without an answer"),
        (raw(b"what?\r\n\r\n"), "its answer is no HTTP"),
        (raw(b"\x16\x03\x01" * 9), "its answer is no HTTP"),
        (raw(b"HTTP/1.1 200 x\r\nX-A: " + b"x" * 200_000), "its answer is no HTTP"),
        (raw(b"HTTP/1.1 200 x\r\nContent-Length: 9\r\n\r\nshort", close=True), "its answer is no HTTP"),
        (raw(b"HTTP/1.1 101 x\r\nUpgrade: x\r\n\r\n"), "its answer is no HTTP"),
    ],
)
async def test_what_is_no_answer(server: ScriptedServer, step: Step, words: str) -> None:
    server.steps = [step]
    assert await reason(server.url) == words


async def test_a_connection_that_breaks(server: ScriptedServer) -> None:
    server.steps = [reset]
    assert await reason(server.url) in ("connection reset by peer", "the connection ended without an answer")


@pytest.mark.parametrize("step", [hang, hang_unread, raw(b"HTTP/1.1 200 x\r\nContent-Length: 9\r\n\r\nsh")])
async def test_a_handler_that_takes_too_long(server: ScriptedServer, step: Step) -> None:
    server.steps = [step]
    assert await reason(server.url, seconds=0.1) == "no answer within 0.1 s"


async def test_nothing_listens(server: ScriptedServer) -> None:
    await server.stop()
    assert await reason(server.url) == "connection refused"
    assert await reason(f"http://localhost:{server.port}") == "connection refused"
    await server.start()


async def test_certificates_must_hold(tls_server: ScriptedServer) -> None:
    url = f"https://localhost:{tls_server.port}/"
    assert await reason(url) == "its certificate does not hold: self-signed certificate"
    tls_server.steps = [reply(200, b"fine")]
    context = ssl.create_default_context(cafile=CERTIFICATES / "localhost.crt")
    assert (await exchange("GET", url, context=context)).body == b"fine"
    assert tls_server.seen[0].headers["host"] == f"localhost:{tls_server.port}"


async def test_https_where_plain_http_is_spoken() -> None:
    async def refuse(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(refuse, "127.0.0.1", 0) as plain:
        port = plain.sockets[0].getsockname()[1]
        assert await reason(f"https://127.0.0.1:{port}/") == "no TLS is spoken there"


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "hooks.localhost"])
async def test_names_of_this_machine_need_no_look_up(server: ScriptedServer, host: str) -> None:
    server.steps = [reply(200, b"")]
    assert (await exchange("GET", f"http://{host}:{server.port}")).status == 200


@pytest.mark.parametrize("host", ["example.com", "a.b.EXAMPLE.org.", "hooks.acme.example", "example"])
async def test_nobody_is_called_at_names_for_documentation(host: str) -> None:
    with pytest.raises(HostReservedError, match="for documentation"):
        await exchange("GET", f"http://{host}/")


@pytest.mark.parametrize("host", ["nowhere.invalid", "a..b", "x" * 64 + ".invalid", "a" * 300])
async def test_hosts_that_nobody_knows(host: str) -> None:
    with pytest.raises(HostNotFoundError, match="was not found"):
        await exchange("GET", f"http://{host}/")


def test_which_names_are_reserved() -> None:
    assert not any(map(hosts.is_documentation, ("myexample.com", "example.com.evil.net", "example.de", "")))
    assert hosts.is_for_tests("shop.test")
    assert not hosts.is_for_tests("test.com")


async def test_a_look_up_that_hangs_keeps_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    released = threading.Event()
    asked = threading.Event()

    def look_up(*_: object, **__: object) -> list[object]:
        asked.set()
        released.wait(20)
        return []

    monkeypatch.setattr("socket.getaddrinfo", look_up)
    assert await reason("http://slow.acme.net/", seconds=0.05) == "no answer within 0.05 s"
    assert asked.is_set()
    released.set()
    await asyncio.sleep(0)
