"""A body that is too large: its sender reads why, and can hold neither a connection nor memory by it."""

import asyncio
import http.client
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from tests.receiver.conftest import MEGABYTE, PATIENT, QUICK, House, Wire
from ue_console.receiver.messages import Limits

PIECE = b"x" * 65536
HEAD = b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5000000000\r\n\r\n"


def posted(url: str, *, chunked: bool) -> tuple[int, bytes]:
    """What a sender reads that writes all of its 50 MB first."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)

    def pieces() -> Iterator[bytes]:
        for _ in range(50 * MEGABYTE // len(PIECE)):
            yield PIECE

    body = pieces() if chunked else b"".join(pieces())
    try:
        connection.request("POST", "/", body=body, encode_chunked=chunked)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize("chunked", [False, True])
async def test_who_writes_50_mb_first_reads_why_they_are_not_taken(house: House, chunked: bool) -> None:
    await house.open(Limits())
    assert house.receiver
    answer = await asyncio.to_thread(posted, house.receiver.url, chunked=chunked)
    assert answer == (413, b"the body is over 16 MB\n")
    assert not house.requests
    assert [one.status for one in house.refused] == [413]


async def flood(wire: Wire, most: int, piece: bytes = PIECE) -> int:
    """Send until the other end has had enough; how much the socket took."""
    sent = 0
    try:
        while sent < most:
            wire.send(piece)
            await wire.writer.drain()
            sent += len(piece)
    except ConnectionError:
        pass
    return sent


async def test_who_sends_on_without_end_is_cut_off(house: House) -> None:
    await house.open()
    wire = await house.connect()
    wire.send(HEAD)
    assert await wire.answer() == (413, b"the body is over 2 MB\n")
    assert 4 * MEGABYTE < await flood(wire, 50 * MEGABYTE) < 30 * MEGABYTE
    assert not house.requests


async def test_chunks_without_end_are_cut_off(house: House) -> None:
    await house.open()
    wire = await house.connect()
    wire.send(b"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n")
    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    wire.send(chunk * 33)
    assert await wire.status() == 413
    assert await flood(wire, 50 * MEGABYTE, chunk) < 30 * MEGABYTE


async def test_a_large_body_is_not_asked_for(house: House) -> None:
    await house.open()
    wire = await house.connect()
    wire.send(b"POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 50000000\r\n\r\n")
    assert await wire.status() == 413


async def test_who_sends_on_slowly_is_cut_off(house: House) -> None:
    await house.open(QUICK)
    wire = await house.connect()
    wire.send(HEAD)
    assert await wire.answer() == (413, b"the body is over 2 MB\n")

    async def drip() -> None:
        while True:
            wire.send(b"x")
            await wire.writer.drain()
            await asyncio.sleep(0.01)

    with pytest.raises(ConnectionError):
        await asyncio.wait_for(drip(), 5)


async def test_who_sends_on_gives_way_where_all_is_full(house: House) -> None:
    await house.open(replace(PATIENT, connections=4, patience=0.05))
    sending = [await house.connect() for _ in range(4)]
    for wire in sending:
        wire.send(HEAD)
        assert await wire.status() == 413
    await asyncio.sleep(0.1)
    for _ in range(4):
        good = await house.connect()
        good.send(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        assert await good.status() == 200
    assert [one.status for one in house.refused] == [413] * 4, "each is told once"
