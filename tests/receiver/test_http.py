"""HTTP/1.1 as well-behaved senders speak it."""

import asyncio
import contextlib
import socket
from urllib.parse import urlsplit

import pytest

from tests.receiver.conftest import House, until
from ue_console.receiver.messages import Request

POST = b"POST /hook?a=1 HTTP/1.1\r\nHost: h\r\nID: 7\r\nContent-Length: 5\r\n\r\nhello"


async def test_a_request_arrives_whole(house: House) -> None:
    await house.open()
    wire = await house.connect()
    wire.send(POST)
    assert await wire.answer() == (200, b"hello")
    assert house.requests == [
        Request(
            "POST",
            "/hook?a=1",
            (("Host", "h"), ("ID", "7"), ("Content-Length", "5")),
            b"hello",
            "127.0.0.1",
        )
    ]
    assert house.requests[0].header("id") == "7"
    assert house.requests[0].header("etag") == ""


async def test_a_connection_is_kept(house: House) -> None:
    await house.open()
    wire = await house.connect()
    for _ in range(3):
        wire.send(POST)
        assert await wire.status() == 200


async def test_requests_sent_ahead_are_answered_in_turn(house: House) -> None:
    await house.open()
    wire = await house.connect()
    wire.send(POST + POST.replace(b"hello", b"world") + POST[:40])
    assert [await wire.answer(), await wire.answer()] == [(200, b"hello"), (200, b"world")]
    wire.send(POST[40:])
    assert await wire.answer() == (200, b"hello")


async def test_while_one_is_handled_the_next_waits(house: House) -> None:
    await house.open()
    house.hold = asyncio.Event()
    wire = await house.connect()
    wire.send(POST)
    await until(lambda: house.requests)
    wire.send(POST)
    wire.send(POST)
    await asyncio.sleep(0.02)
    assert len(house.requests) == 1
    house.hold.set()
    assert [await wire.status() for _ in range(3)] == [200, 200, 200]


async def test_chunks(house: House) -> None:
    await house.open()
    wire = await house.connect()
    wire.send(b"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n")
    wire.send(b"2;x=y\r\nlo\r\n0\r\nTrailer: t\r\n\r\n")
    assert await wire.answer() == (200, b"hello")


async def test_head_and_get_have_no_body_to_send(house: House) -> None:
    await house.open()
    wire = await house.connect()
    wire.send(
        b"HEAD / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhelloGET / HTTP/1.1\r\nHost: h\r\n\r\n"
    )
    assert await wire.answer(bodiless=True) == (200, b"")
    assert await wire.answer() == (200, b"")


async def test_a_sender_that_asks_first_is_told_to_go_on(house: House) -> None:
    await house.open()
    wire = await house.connect()
    wire.send(b"POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n")
    assert (await wire.answer())[0] == 100
    wire.send(b"hello")
    assert await wire.answer() == (200, b"hello")


@pytest.mark.parametrize(
    "head", [b"POST / HTTP/1.0\r\n", b"POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"]
)
async def test_who_asks_for_an_end_gets_it(house: House, head: bytes) -> None:
    await house.open()
    wire = await house.connect()
    wire.send(head + b"Content-Length: 2\r\n\r\nhi")
    assert await wire.answer() == (200, b"hi")
    assert await wire.ends()


async def test_a_half_closed_connection_still_gets_its_answer(house: House) -> None:
    await house.open()
    house.hold = asyncio.Event()
    wire = await house.connect()
    wire.send(POST)
    wire.writer.write_eof()
    await until(lambda: house.requests)
    await asyncio.sleep(0.02)
    house.hold.set()
    assert await wire.answer() == (200, b"hello")
    assert await wire.ends()


async def test_a_bug_is_500_and_goes_to_the_loop(house: House) -> None:
    met: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: met.append(context["exception"]))
    await house.open()
    wire = await house.connect()
    wire.send(POST.replace(b"/hook?a=1", b"/bug"))
    assert await wire.status() == 500
    assert [type(error) for error in met] == [KeyError]
    wire.send(POST)
    assert await wire.status() == 200


async def test_an_end_lets_requests_under_way_be_answered(house: House) -> None:
    await house.open()
    house.hold = asyncio.Event()
    busy, idle = await house.connect(), await house.connect()
    busy.send(POST)
    await until(lambda: house.requests)
    assert house.receiver
    stopping = asyncio.create_task(house.receiver.stop())
    assert await idle.ends()
    house.hold.set()
    head = await busy.reader.readuntil(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 OK\r\n")
    assert b"\r\nConnection: close\r\n" in head
    await stopping
    assert house.receiver.connections == 0


async def test_who_was_accepted_in_the_last_moment_is_not_left_open(house: House) -> None:
    await house.open()
    assert house.receiver
    port = urlsplit(house.receiver.url).port or 0
    wires = [socket.create_connection(("127.0.0.1", port), timeout=5) for _ in range(5)]
    # The first turn of the loop takes them in, the second would give them their transports.
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await house.receiver.stop()
    for wire in wires:
        with wire, contextlib.suppress(ConnectionError):
            assert wire.recv(1) == b""
