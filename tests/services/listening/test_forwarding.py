"""Calls passed on to a handler: exact, told, and never at the cost of receiving."""

import asyncio
import gzip
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.api.scripted import Exchange, ScriptedServer, reply
from tests.services.listening.parts import OTHER, Post, body, until
from ue_console.errors import InputError
from ue_console.services.listening import forwarding


@pytest.fixture
async def handler() -> AsyncIterator[ScriptedServer]:
    running = ScriptedServer()
    await running.start()
    yield running
    await running.stop()


async def test_bytes_and_headers_go_on_as_they_came(tmp_path: Path, handler: ScriptedServer) -> None:
    handler.steps = [reply(200, b""), reply(500, b"")]
    packed = gzip.compress(body())
    async with Post(tmp_path / "events.sqlite", forward_url=f"{handler.url}/hook") as post:
        sent = {"Content_Type": "application/json", "Content_Encoding": "gzip", "ID": "7", "Cookie": "c"}
        assert await post.send(packed, **sent) == 200
        await until(lambda: post.forwarded)
        assert await post.send(body(key=OTHER)) == 403
        await until(lambda: len(post.forwarded) == 2)
        totals = post.listener.totals
    assert handler.seen[0].body == packed
    headers = handler.seen[0].headers
    assert (headers["content-encoding"], headers["id"], headers["content-type"]) == (
        "gzip",
        "7",
        "application/json",
    )
    assert "cookie" not in headers
    assert handler.seen[1].body == body(key=OTHER)
    assert [(one.number, one.status) for one in post.forwarded] == [(1, 200), (2, 500)]
    assert {one.url for one in post.forwarded} == {f"{handler.url}/hook"}
    assert {one.handler for one in post.told} == {f"{handler.url}/hook"}
    assert (totals.forwarded, totals.forward_failed) == (1, 1)


async def test_a_handler_that_is_not_there(tmp_path: Path, handler: ScriptedServer) -> None:
    url = handler.url
    await handler.stop()
    async with Post(tmp_path / "events.sqlite", forward_url=url) as post:
        assert await post.send(body()) == 200
        await until(lambda: post.forwarded)
        assert post.forwarded[0].status == 0
        assert "refused the connection" in post.forwarded[0].reason
    await handler.start()


async def test_a_handler_that_hangs_delays_nobody(
    tmp_path: Path, handler: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forwarding, "MOST_WAITING", 3)
    monkeypatch.setattr(forwarding, "_LAST_SECONDS", 0.1)
    answers = asyncio.Event()

    async def wait(exchange: Exchange) -> None:
        await exchange.read_body()
        await answers.wait()
        await exchange.write(b"HTTP/1.1 200 x\r\nContent-Length: 0\r\n\r\n")

    handler.steps = [wait] * 30
    async with Post(tmp_path / "events.sqlite", forward_url=handler.url) as post:
        statuses = await asyncio.gather(*(post.send(body()) for _ in range(20)))
        assert statuses == [200] * 20
        await until(lambda: post.listener.totals.forward_failed >= 7)
        assert await post.kept() == 20
        await post.listener.stop()
        assert post.listener.totals.forward_failed == 20
    reasons = {one.reason for one in post.forwarded}
    assert "The handler is slower than the calls come: this one was not passed on." in reasons


async def test_another_handler_is_chosen_while_it_listens(tmp_path: Path, handler: ScriptedServer) -> None:
    handler.steps = [reply(200, b"")] * 2
    async with Post(tmp_path / "events.sqlite") as post:
        assert await post.send(body()) == 200
        with pytest.raises(InputError):
            await post.listener.forward("ftp://127.0.0.1/")
        await post.listener.forward(f"{handler.url}/one")
        assert await post.send(body()) == 200
        await until(lambda: post.forwarded)
        with pytest.raises(InputError):
            await post.listener.forward("ftp://127.0.0.1/")
        assert await post.send(body()) == 200
        await until(lambda: len(post.forwarded) == 2)
        await post.listener.forward("")
        assert await post.send(body()) == 200
    assert [seen.line for seen in handler.seen] == ["POST /one HTTP/1.1"] * 2
    assert [one.number for one in post.forwarded] == [2, 3]


async def test_each_handler_is_counted_from_nothing(tmp_path: Path, handler: ScriptedServer) -> None:
    handler.steps = [reply(500, b""), reply(200, b"")]
    async with Post(tmp_path / "events.sqlite", forward_url=f"{handler.url}/one") as post:
        assert await post.send(body()) == 200
        await until(lambda: post.forwarded)
        await post.listener.forward("")
        assert post.listener.totals.forward_failed == 1
        await post.listener.forward(f"{handler.url}/two")
        assert post.listener.totals.forward_failed == 0
        assert await post.send(body()) == 200
        await until(lambda: len(post.forwarded) == 2)
        assert (post.listener.totals.forwarded, post.listener.totals.forward_failed) == (1, 0)
