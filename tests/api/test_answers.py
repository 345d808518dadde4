"""Answers that are not this API's, too large, too slow or oddly dressed."""

import asyncio
import gzip
import zlib

import pytest

from tests.api.conftest import KEY, Line, Lines
from tests.api.scripted import NOWHERE, Exchange, ScriptedServer, raw, reply, success
from ue_console.api.http import Times
from ue_console.api.methods import SYSTEM_INFO
from ue_console.api.unpacking import unpacker
from ue_console.errors import NotTheService, TimedOut

GOOD = b'{"status":"success","user_id":7}'
MANY = b"".join(b"X-%d: y\r\n" % number for number in range(100))
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


async def failed(line: Line) -> NotTheService:
    with pytest.raises(NotTheService) as caught:
        await line.transport.call(SYSTEM_INFO, {})
    assert caught.value.remedy
    return caught.value


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (200, b"<html><TITLE lang=en>\n Sign &amp; in \n</TITLE>", "with the page “Sign & in”"),
        (502, b"<html><title>502 Bad Gateway</title><p>nginx", "HTTP 502 with the page “502 Bad Gateway”"),
        (200, b"<p>Welcome to <b>the</b> hotel", "HTTP 200 with the page “Welcome to the hotel”"),
        (404, b"no such page", "HTTP 404 with the page “no such page”"),
        (403, b"", "HTTP 403 with nothing in it"),
        (200, b" \n ", "HTTP 200 with nothing in it"),
        (200, b"<html></html>", "HTTP 200 with a page"),
        (200, b'{"status":"success"', "HTTP 200 with JSON of another or a broken form"),
        (200, b'["success"]', "HTTP 200 with JSON of another or a broken form"),
        (200, b'{"ok":true}', "HTTP 200 with JSON of another or a broken form"),
        (400, b'{"error":"bad request"}', "HTTP 400 with JSON of another or a broken form"),
        (400, b'{"status":"success"}', "HTTP 400 with JSON of another or a broken form"),
        (200, b"[" * 100_000, "HTTP 200 with JSON of another or a broken form"),
        (200, b'{"status":"success","n":' + b"9" * 5000 + b"}", "HTTP 200 with JSON"),
        (200, b"<title>" + b"a" * 500, "HTTP 200 with the page “aaaa"),
        (200, b"<title>\x1b[2Jhi&#27;[0m\xe2\x80\xae</title>", "page “\ufffd[2Jhi[0m\ufffd”"),
        (200, b"\xff\xfe\x00", "HTTP 200 with the page"),
    ],
)
async def test_a_stranger_is_described(
    server: ScriptedServer, line: Line, status: int, body: bytes, words: str
) -> None:
    server.steps = [reply(status, body)]
    error = await failed(line)
    assert words in error.cause
    assert error.cause.startswith(f"127.0.0.1:{server.port} answered ")
    assert "\x1b" not in str(error)
    assert len(error.cause) < 200


async def test_a_page_full_of_open_brackets_is_read_in_no_time(server: ScriptedServer, line: Line) -> None:
    server.steps = [reply(200, b"<!--<title" * 400_000)]
    await failed(line)


async def test_a_redirect_is_not_followed_and_the_key_stays_here(server: ScriptedServer, line: Line) -> None:
    other = ScriptedServer()
    await other.start()
    other.steps = [success()]
    location = f"Location: http://127.0.0.1:{other.port}/{KEY}?key={KEY}"
    server.steps = [reply(307, b"", location)]
    error = await failed(line)
    await other.stop()
    assert other.connections == 0
    assert "HTTP 307, a redirect to 127.0.0.1 that is not followed" in error.cause
    assert KEY not in str(error)


@pytest.mark.parametrize("location", NOWHERE)
async def test_a_redirect_to_nowhere_is_told_as_one(
    server: ScriptedServer, line: Line, location: str
) -> None:
    server.steps = [reply(302, b"", f"Location: {location}")]
    error = await failed(line)
    assert "HTTP 302, a redirect that is not followed" in error.cause


async def test_a_packed_answer_is_unpacked(server: ScriptedServer, line: Line) -> None:
    server.steps = [
        reply(200, gzip.compress(GOOD), "Content-Encoding: gzip"),
        reply(200, zlib.compress(GOOD), "Content-Encoding: deflate"),
        reply(200, GOOD, "Content-Encoding: identity"),
    ]
    for _ in range(3):
        assert (await line.transport.call(SYSTEM_INFO, {}))["user_id"] == 7
    assert server.seen[0].headers["accept-encoding"] == "gzip"


async def test_a_gzip_bomb_is_stopped_at_the_cap(server: ScriptedServer, line: Line) -> None:
    bomb = gzip.compress(b" " * 40_000_000, compresslevel=1)
    server.steps = [reply(200, bomb, "Content-Encoding: gzip")]
    error = await failed(line)
    assert "more data than this console takes" in error.cause
    assert len(server.seen) == 1


def test_unpacking_stops_where_it_is_told() -> None:
    engine = unpacker("gzip")
    assert engine
    assert len(engine.feed(gzip.compress(b" " * 1_000_000), 100)) == 100


@pytest.mark.parametrize(
    "body",
    [gzip.compress(GOOD, mtime=0)[:-4], b"\x1f\x8b\x08\x00" + GOOD, GOOD],
    ids=["cut short", "broken inside", "not packed"],
)
async def test_a_broken_packing_is_told(server: ScriptedServer, line: Line, body: bytes) -> None:
    server.steps = [reply(200, body, "Content-Encoding: gzip")]
    assert "can't be unpacked" in (await failed(line)).cause


async def test_the_cap_is_exact(server: ScriptedServer, lines: Lines) -> None:
    packed = gzip.compress(GOOD)
    for body, header in ((GOOD, "X: y"), (packed, "Content-Encoding: gzip")):
        wide = lines.open(answer_limit=max(len(GOOD), len(body)))
        server.steps = [reply(200, body, header)]
        await wide.transport.call(SYSTEM_INFO, {})
        narrow = lines.open(answer_limit=len(GOOD) - 1)
        server.steps = [reply(200, body, header)]
        assert "more data" in (await failed(narrow)).cause


async def test_an_endless_answer_is_stopped_at_the_cap(server: ScriptedServer, lines: Lines) -> None:
    async def endless(exchange: Exchange) -> None:
        await exchange.read_body()
        await exchange.write(CHUNKED)
        while True:
            await exchange.write(b"400\r\n" + b" " * 1024 + b"\r\n")

    server.steps = [endless]
    assert "more data" in (await failed(lines.open(answer_limit=100_000))).cause


async def test_an_answer_that_drips_is_cut_off(server: ScriptedServer, lines: Lines) -> None:
    async def drip(exchange: Exchange) -> None:
        await exchange.read_body()
        await exchange.write(CHUNKED)
        while True:
            await exchange.write(b"1\r\n \r\n")
            await asyncio.sleep(0.02)

    server.steps = [drip, success()]
    line = lines.open(times=Times(total=0.5))
    with pytest.raises(TimedOut, match="too slow"):
        await line.transport.call(SYSTEM_INFO, {})
    assert len(server.seen) == 1, "what is too slow once is not asked for again"


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\ncontent-LENGTH:32\r\nX-Odd: \xe9\xff\r\n\r\n" + GOOD,
        b"HTTP/1.1 200\r\nContent-Length: 32\r\n\r\n" + GOOD,
        b"HTTP/1.1 200 OK\r\n"
        + b"".join(b"X-%d: y\r\n" % n for n in range(100))
        + b"Content-Length: 32\r\n\r\n"
        + GOOD,
        b"HTTP/1.1 200 OK\r\nX: a\r\nX: b\r\nContent-Type: text/html\r\nContent-Length: 32\r\n\r\n" + GOOD,
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 32\r\n\r\n" + GOOD,
        CHUNKED + b"10;ext=1\r\n" + GOOD[:16] + b"\r\n10\r\n" + GOOD[16:] + b"\r\n0\r\nX-Trailer: y\r\n\r\n",
    ],
)
async def test_odd_headers_are_taken(server: ScriptedServer, line: Line, answer: bytes) -> None:
    server.steps = [raw(answer)]
    assert (await line.transport.call(SYSTEM_INFO, {}))["user_id"] == 7


async def test_an_answer_that_ends_with_the_connection_is_taken(server: ScriptedServer, line: Line) -> None:
    server.steps = [raw(b"HTTP/1.0 200 OK\r\n\r\n\xef\xbb\xbf" + GOOD, close=True)]
    assert (await line.transport.call(SYSTEM_INFO, {}))["user_id"] == 7


async def test_headers_without_end_are_not_collected(server: ScriptedServer, line: Line) -> None:
    server.steps = [raw(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 100_000, close=True)] * 3
    with pytest.raises(Exception, match="broke the connection off"):
        await line.transport.call(SYSTEM_INFO, {})
