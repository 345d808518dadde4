"""A writing request leaves once, and an answer that is lost is an outcome unknown."""

import asyncio
import socket

import pytest

from tests.api.conftest import QUICK, Line, Lines
from tests.api.scripted import (
    Exchange,
    ScriptedServer,
    Step,
    close,
    hang,
    hang_unread,
    raw,
    refusal,
    reply,
    reset,
    success,
)
from ue_console.api.http import Times
from ue_console.api.methods import (
    EMAIL_SEND,
    EMAIL_SUBSCRIBE,
    SYSTEM_INFO,
    TEMPLATE_DELETE,
    TEMPLATE_SET,
    UNSUBSCRIBED_SET,
    Method,
)
from ue_console.errors import (
    ConsoleError,
    NotTheService,
    OutcomeUnknown,
    RequestTooLarge,
    ServiceFault,
    TooManyRequests,
    Unreachable,
)

WRITING = [EMAIL_SEND, EMAIL_SUBSCRIBE, TEMPLATE_SET, TEMPLATE_DELETE, UNSUBSCRIBED_SET]
BIG = {"message": "x" * 8_000_000}
"""More than the socket's buffers hold."""

LOST: dict[str, Step] = {
    "hang": hang,
    "closed": close,
    "reset": reset,
    "half a status line": raw(b"HTTP/1.1 2", close=True),
    "half the headers": raw(b"HTTP/1.1 200 OK\r\nContent-Le", close=True),
    "headers only": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\n", close=True),
    "half the body": raw(b'HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\n{"stat', close=True),
    "body that hangs": raw(b'HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\n{"stat'),
    "half a chunk": raw(b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1e\r\n{"stat', close=True),
    "not HTTP": raw(b"SSH-2.0-OpenSSH_9.2\r\n", close=True),
    "200 with half JSON": reply(200, b'{"status":"succ'),
    "200 with HTML": reply(200, b"<title>Sign in</title>"),
    "200 with nothing": reply(200, b""),
    "200 with another JSON": reply(200, b'{"ok":true}'),
    "200 with a list": reply(200, b'["success"]'),
    "200 with broken gzip": reply(200, b"\x1f\x8b\x08\x00broken", "Content-Encoding: gzip"),
    "200 with brotli": reply(200, b"\x8b\x02\x80", "Content-Encoding: br"),
    "408": reply(408, b""),
    "500 with a page": reply(500, b"<h1>Oops</h1>"),
    "502 from a proxy": reply(502, b"<title>502 Bad Gateway</title>"),
    "503 from a proxy": reply(503, b"<title>Backend fetch failed</title>", "Retry-After: 1"),
    "504 from a proxy": reply(504, b"<title>504 Gateway Time-out</title>"),
}


@pytest.mark.parametrize("how", LOST)
async def test_a_send_whose_answer_is_lost_is_unknown_and_left_once(
    server: ScriptedServer, lines: Lines, how: str
) -> None:
    line = lines.open(times=QUICK if "hang" in how else None)
    server.steps = [LOST[how], success(job_id="second", emails=[])]
    with pytest.raises(OutcomeUnknown, match="may or may not have been done") as caught:
        await line.transport.call(EMAIL_SEND, {"message": {}})
    await asyncio.sleep(0.02)
    assert len(server.seen) == 1
    assert line.pauses == []
    assert "mailbox" in caught.value.remedy
    assert caught.value.cause.startswith(f"127.0.0.1:{server.port} ")
    assert line.calls[0].attempts == 1


@pytest.mark.parametrize("method", WRITING, ids=lambda method: method.path)
@pytest.mark.parametrize("how", ["closed", "200 with HTML", "503 from a proxy"])
async def test_no_writing_method_is_repeated(
    server: ScriptedServer, line: Line, method: Method, how: str
) -> None:
    server.steps = [LOST[how]]
    with pytest.raises(OutcomeUnknown, match=method.path):
        await line.transport.call(method, {})
    assert len(server.seen) == 1


async def test_a_request_that_gets_stuck_half_way_is_unknown(server: ScriptedServer, lines: Lines) -> None:
    line = lines.open(times=QUICK)
    server.steps = [hang_unread]
    with pytest.raises(OutcomeUnknown, match="stopped taking the request"):
        await line.transport.call(EMAIL_SEND, BIG)
    assert len(server.seen) == 1


async def test_a_request_cut_off_half_way_is_unknown(server: ScriptedServer, line: Line) -> None:
    server.steps = [reset]
    with pytest.raises(OutcomeUnknown, match="broke the connection off"):
        await line.transport.call(EMAIL_SEND, BIG)
    assert len(server.seen) == 1


async def test_a_send_cancelled_under_way_stays_cancelled_and_says_unknown(
    server: ScriptedServer, lines: Lines
) -> None:
    server.steps = [hang]
    line = lines.open()
    task = asyncio.create_task(_caught(line, EMAIL_SEND))
    await server.asked.wait()
    task.cancel()
    cancelled = await task
    assert isinstance(cancelled.__cause__, OutcomeUnknown)
    assert line.calls[0].outcome == "cancelled"
    assert len(server.seen) == 1


async def test_a_send_cancelled_before_it_left_says_nothing(lines: Lines) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=1) as silent:
        line = lines.open(f"https://127.0.0.1:{silent.getsockname()[1]}")
        task = asyncio.create_task(_caught(line, EMAIL_SEND))
        taken, _ = await asyncio.to_thread(silent.accept)
        await asyncio.to_thread(taken.recv, 1)
        task.cancel()
        assert (await task).__cause__ is None
        taken.close()


async def test_a_reading_call_that_is_cancelled_needs_no_explaining(
    server: ScriptedServer, line: Line
) -> None:
    server.steps = [hang]
    task = asyncio.create_task(_caught(line, SYSTEM_INFO))
    await server.asked.wait()
    task.cancel()
    assert (await task).__cause__ is None


async def _caught(line: Line, method: Method) -> BaseException:
    """Return what the call raises in this very task."""
    try:
        await line.transport.call(method, {})
    except asyncio.CancelledError as cancelled:
        return cancelled
    raise AssertionError("the call came to an end")


async def test_nothing_left_when_no_connection_stood(lines: Lines) -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    line = lines.open(f"http://127.0.0.1:{port}")
    with pytest.raises(Unreachable, match=rf"127\.0\.0\.1:{port} refused the connection"):
        await line.transport.call(EMAIL_SEND, {})
    assert line.calls[0].attempts == 1


async def test_nothing_left_when_the_name_is_unknown(lines: Lines) -> None:
    line = lines.open("https://name.invalid")
    with pytest.raises(Unreachable, match=r"name name\.invalid"):
        await line.transport.call(EMAIL_SEND, {})


async def test_nothing_left_when_tls_did_not_come_about(lines: Lines) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        line = lines.open(f"https://127.0.0.1:{silent.getsockname()[1]}", times=Times(connect=0.5))
        with pytest.raises(Unreachable, match="took no connection in time"):
            await line.transport.call(EMAIL_SEND, {})


@pytest.mark.parametrize(
    ("step", "kind"),
    [
        (refusal(500, 150), ServiceFault),
        (refusal(503, 150), ServiceFault),
        (refusal(429, 0), TooManyRequests),
        (reply(429, b""), TooManyRequests),
        (reply(413, b"<title>413</title>"), RequestTooLarge),
        (reply(404, b"<title>Not found</title>"), NotTheService),
        (reply(302, b"", "Location: https://portal.example/"), NotTheService),
    ],
)
async def test_a_refusal_is_no_unknown(
    server: ScriptedServer, line: Line, step: Step, kind: type[ConsoleError]
) -> None:
    server.steps = [step]
    with pytest.raises(kind) as caught:
        await line.transport.call(EMAIL_SEND, {})
    assert type(caught.value) is kind
    assert len(server.seen) == 1


async def test_a_server_that_refuses_while_the_request_is_still_coming_is_heard(
    server: ScriptedServer, line: Line
) -> None:
    async def early(exchange: Exchange) -> None:
        await exchange.write(b"HTTP/1.1 413 x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        await asyncio.sleep(0.2)
        await exchange.read_body()

    server.steps = [early]
    with pytest.raises(RequestTooLarge):
        await line.transport.call(EMAIL_SEND, BIG)


async def test_each_writing_call_has_a_connection_of_its_own(server: ScriptedServer, line: Line) -> None:
    server.steps = [success() for _ in range(4)]
    for method in (SYSTEM_INFO, SYSTEM_INFO, EMAIL_SEND, EMAIL_SEND):
        await line.transport.call(method, {})
    assert server.connections == 3, "one for both that read, one for each that writes"
