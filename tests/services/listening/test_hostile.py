"""Calls that are none: each is answered, told, and leaves the listener as it was."""

import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.services.listening.parts import KEY, OTHER, Post, body, event, until
from ue_console.api.handler import call_handler
from ue_console.models.unione.signature import signed
from ue_console.services.listening.inflating import Refusal, inflated

MEGABYTE = 1024 * 1024
PACKED = gzip.compress(body(), mtime=0)


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[Post]:
    async with Post(tmp_path / "events.sqlite") as started:
        yield started
        assert await started.send(body()) == 200, "the listener still works"


@pytest.mark.parametrize(
    ("content", "status", "problem"),
    [
        (b"", 400, "the body is no JSON from character 1 on"),
        (b"hello", 400, "the body is no JSON from character 1 on"),
        (body()[:-3], 400, "the body is no JSON from character"),
        (b"\xff\xfe\xfa", 400, "the body is no UTF-8"),
        (b"[]", 400, "the body is no JSON object"),
        (b"{}", 400, "the body has neither events_by_user nor event_name"),
        (b"[" * 100_000, 400, "the body is nested too deeply"),
        (b'{"event_name":"e","retry_count":' + b"9" * 10_000 + b"}", 400, "a number in it is too long"),
        (body(event(n=float("nan"))), 400, "the body is no JSON: NaN is no value of it"),
        (body(event(n=float("inf"))), 400, "the body is no JSON: Infinity is no value of it"),
        (body(event(n=float("-inf"))), 400, "the body is no JSON: -Infinity is no value of it"),
        (body(event(n=7.5)).replace(b"7.5", b"1e999"), 400, "a number in it is too large"),
        (signed({"events_by_user": "x"}, KEY), 400, "events_by_user is no list with one object"),
        (body(*[event()] * 1_001), 400, "the body holds 1,001 events, and the service sends at most 100"),
        (b"x" * (MEGABYTE + 1), 413, "the body is over 1 MB and no key at hand fits its signature"),
    ],
)
async def test_no_notification(post: Post, content: bytes, status: int, problem: str) -> None:
    assert await post.send(content) == status
    told = await post.last()
    assert (told.number, told.events) == (0, ())
    assert told.problem.startswith(problem)
    assert post.listener.totals.refused == 1
    assert await post.kept() == 0


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS"])
async def test_another_method(post: Post, method: str) -> None:
    assert await post.send(b"", method=method) == 405


async def test_a_gzip_bomb_is_not_unpacked(post: Post) -> None:
    bomb = gzip.compress(b"0" * 40 * MEGABYTE, 1)
    assert len(bomb) < MEGABYTE
    assert await post.send(bomb, Content_Encoding="gzip") == 413
    assert (await post.last()).problem == "the body unpacks to more than 32 MB"


@pytest.mark.parametrize(
    ("content", "encoding", "status"),
    [
        (b"no gzip", "gzip", 400),
        (PACKED[:-9], "gzip", 400),
        (PACKED + b"more", "gzip", 400),
        (zlib.compress(body()), "deflate", 415),
        (body(), "br", 415),
        (body(key=OTHER), "identity", 403),
    ],
)
async def test_a_packing(post: Post, content: bytes, encoding: str, status: int) -> None:
    assert await post.send(content, Content_Encoding=encoding) == status


async def test_a_body_of_50_mb(post: Post) -> None:
    # A sender that reads no answer before all is sent finds the connection closed.
    await call_handler(post.url, b"x" * 50_000_000, seconds=10)
    await until(lambda: post.told)
    assert post.told[0].problem == "the body is over 16 MB"
    assert (post.listener.totals.refused, post.listener.totals.calls) == (1, 1)


async def test_what_is_no_http_is_told(post: Post) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", post.port)
    writer.write(b"hello\r\n\r\n")
    await until(lambda: post.told)
    assert (post.told[0].problem, post.told[0].peer) == ("malformed request", "127.0.0.1")
    writer.close()


async def test_a_large_call_with_a_good_signature_is_taken(post: Post) -> None:
    content = body(*[event(note="x" * 30_000)] * 100)
    assert len(content) > 3_000_000
    assert await post.send(content) == 200


def test_the_cap_counts_what_comes_out() -> None:
    assert inflated(gzip.compress(b"x" * 100), " GZIP ", most=100) == b"x" * 100
    with pytest.raises(Refusal):
        inflated(gzip.compress(b"x" * 101), "gzip", most=100)
