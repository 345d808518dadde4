"""Calls to a webhook handler: what it answers, and each way of not answering."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.api.scripted import NOWHERE, Exchange, ScriptedServer, close, hang, raw, reply
from ue_console.api import handler
from ue_console.api.handler import EXCERPT, Handler, HandlerAnswer, HandlerTrouble, call_handler
from ue_console.api.outcome import Trouble
from ue_console.errors import InputError

HERE = Path(__file__).parent


@pytest.fixture
async def tls_server() -> AsyncIterator[ScriptedServer]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(HERE / "localhost.crt", HERE / "localhost.key")
    running = ScriptedServer()
    await running.start(context)
    yield running
    await running.stop()


async def answered(url: str, body: bytes = b"{}", method: str = "POST") -> HandlerAnswer:
    found = await call_handler(url, body, {"Content-Type": "application/json", "ID": "7"}, method=method)
    assert isinstance(found, HandlerAnswer)
    return found


async def failed(url: str, seconds: float = 3.0) -> HandlerTrouble:
    found = await call_handler(url, b"{}", seconds=seconds)
    assert isinstance(found, HandlerTrouble)
    return found


async def test_the_bytes_and_headers_arrive_as_given(server: ScriptedServer) -> None:
    server.steps = [reply(200, b"thanks")]
    answer = await answered(f"{server.url}/hook?a=b", b'{"a":"\\/"}')
    assert (answer.status, answer.body, answer.cut) == (200, b"thanks", False)
    seen = server.seen[0]
    assert (seen.line, seen.body) == ("POST /hook?a=b HTTP/1.1", b'{"a":"\\/"}')
    assert (seen.headers["id"], seen.headers["content-type"]) == ("7", "application/json")
    assert seen.headers["user-agent"].startswith("ue-console/")
    assert "x-api-key" not in seen.headers


async def test_the_check_at_set_time_is_a_get_without_a_body(server: ScriptedServer) -> None:
    server.steps = [reply(200, b"")]
    assert (await answered(server.url, b"", "GET")).status == 200
    assert server.seen[0].line == "GET / HTTP/1.1"


@pytest.mark.parametrize("location", ["/elsewhere", *NOWHERE])
async def test_a_redirect_is_an_answer_and_not_followed(server: ScriptedServer, location: str) -> None:
    server.steps = [reply(302, b"", f"Location: {location}")]
    answer = await answered(server.url)
    assert (answer.status, answer.location) == (302, location)
    assert len(server.seen) == 1


async def test_a_long_body_is_cut(server: ScriptedServer) -> None:
    server.steps = [reply(500, b"x" * (EXCERPT + 1))]
    answer = await answered(server.url)
    assert (answer.status, len(answer.body), answer.cut) == (500, EXCERPT, True)


async def test_a_handler_that_never_answers_is_given_up(server: ScriptedServer) -> None:
    server.steps = [hang]
    trouble = await failed(server.url, 0.1)
    assert (trouble.trouble, trouble.sent) == (Trouble.TOTAL_TIME, True)
    assert trouble.reason == f"127.0.0.1:{server.port} gave no whole answer within 0.1 s."


HEAD = b"HTTP/1.1 200 OK\r\n\r\n"


async def drip(exchange: Exchange) -> None:
    """Say something every hundredth of a second, for ever."""
    await exchange.read_body()
    await exchange.write(HEAD)
    while True:
        await exchange.write(b".")
        await asyncio.sleep(0.01)


async def stream(exchange: Exchange) -> None:
    """Say as much as is read, for ever."""
    await exchange.read_body()
    await exchange.write(HEAD)
    while True:
        await exchange.write(b"x" * 65_536)


async def test_a_handler_that_drips_is_given_up_when_the_time_for_the_whole_is_over(
    server: ScriptedServer,
) -> None:
    server.steps = [drip]
    trouble = await failed(server.url, 0.1)
    assert (trouble.trouble, trouble.sent, trouble.status) == (Trouble.TOTAL_TIME, True, 200)
    host = f"127.0.0.1:{server.port}"
    assert trouble.reason == f"{host} answered 200, but the end of its answer did not come within 0.1 s."


async def test_a_handler_that_streams_without_end_is_none_that_answered(
    server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handler, "MOST", 1024**2)
    server.steps = [stream]
    trouble = await failed(server.url)
    assert (trouble.trouble, trouble.status) == (Trouble.TOO_LARGE, 200)
    assert trouble.reason.endswith(" answered 200, but its answer has no end: more than 1 MB came.")


@pytest.mark.parametrize(
    "step", [close, raw(b"what?\r\n\r\n"), raw(b"HTTP/1.1 200 x\r\nContent-Le", close=True)]
)
async def test_no_whole_http_answer(server: ScriptedServer, step: object) -> None:
    server.steps = [step]  # type: ignore[list-item]
    assert (await failed(server.url)).trouble is Trouble.BROKEN


async def test_nothing_listens(server: ScriptedServer) -> None:
    await server.stop()
    trouble = await failed(server.url)
    assert (trouble.trouble, trouble.sent) == (Trouble.REFUSED, False)
    await server.start()


async def test_a_self_signed_certificate_is_told_and_taken_on_demand(tls_server: ScriptedServer) -> None:
    url = f"https://localhost:{tls_server.port}"
    trouble = await failed(url)
    assert trouble.trouble is Trouble.CERTIFICATE
    assert "is not trusted: self-signed certificate." in trouble.reason
    tls_server.steps = [reply(200, b"")]
    answer = await call_handler(url, b"{}", insecure=True)
    assert isinstance(answer, HandlerAnswer)


async def test_calls_of_one_handler_share_connections(server: ScriptedServer) -> None:
    server.steps = [reply(200, b"")] * 4
    shared = Handler(server.url, parallel=2)
    await asyncio.gather(*(shared.call(b"{}") for _ in range(4)))
    await shared.aclose()
    assert server.connections <= 2
    assert len(server.seen) == 4


@pytest.mark.parametrize("url", ["", "handler", "ftp://h/", "http://", "http://[", "http://h:99999/", "\x00"])
def test_a_url_that_is_none(url: str) -> None:
    with pytest.raises(InputError) as caught:
        Handler(url)
    assert caught.value.field == "url"
