"""What senders do that mean harm or are broken: bounded, told, and never a traceback."""

import asyncio
import contextlib
import errno
from asyncio.selector_events import _SelectorSocketTransport  # type: ignore[attr-defined]
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.receiver.conftest import MEGABYTE, PATIENT, QUICK, House, until


@pytest.fixture(autouse=True)
def _no_bug(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever a sender does, the loop's exception handler has nothing to say."""
    met: list[object] = []
    monkeypatch.setattr(asyncio.BaseEventLoop, "call_exception_handler", lambda _, told: met.append(told))
    yield
    assert not met


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"\x00\x01\x02\x03\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),  # TLS to a port in clear
        (b"GET / HTTP/1.1\r\n\r\n", 400),  # no Host
        (b"GET / HTTP/1.1\r\nHost: h\r\nHost: h\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501),
        (b"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: h\r\nX: " + b"y" * 20_000 + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost: h\r\n" + b"X: y\r\n" * 9_000 + b"\r\n", 431),
        (b"G" * 20_000, 431),
    ],
)
async def test_a_malformed_request_is_refused(house: House, request_bytes: bytes, status: int) -> None:
    await house.open()
    wire = await house.connect()
    wire.send(request_bytes)
    assert await wire.status() == status
    assert await wire.ends()
    assert not house.requests
    assert [one.status for one in house.refused] == [status]


async def test_bodies_of_all_together_are_bounded(house: House) -> None:
    await house.open(replace(PATIENT, memory=MEGABYTE))
    first, second = await house.connect(), await house.connect()
    head = b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 900000\r\n\r\n"
    first.send(head + b"x" * 800_000)
    await asyncio.sleep(0.05)
    second.send(head + b"x" * 800_000)
    assert await second.status() == 503
    first.send(b"x" * 100_000)
    assert await first.status() == 200
    third = await house.connect()
    third.send(head + b"x" * 900_000)
    assert await third.status() == 200, "what was answered counts no more"


@pytest.mark.parametrize(
    "begin", [b"GET / HT", b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 500\r\n\r\nhe"]
)
async def test_a_slow_loris_gets_408(house: House, begin: bytes) -> None:
    await house.open(QUICK)
    wire = await house.connect()
    wire.send(begin)

    async def drip() -> None:
        for _ in range(100):
            await asyncio.sleep(0.02)
            wire.send(b"x")

    dripping = asyncio.create_task(drip())
    assert await wire.status() == 408
    dripping.cancel()
    assert await wire.ends()
    assert not house.requests


async def test_who_says_nothing_is_let_go(house: House) -> None:
    await house.open(QUICK)
    fresh, kept = await house.connect(), await house.connect()
    kept.send(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n")
    assert await kept.status() == 200
    assert await kept.ends()
    assert await fresh.ends()
    assert house.receiver
    fresh.writer.close()
    kept.writer.close()
    await until(lambda: house.receiver and not house.receiver.connections)


async def test_a_truncated_body_is_400(house: House) -> None:
    await house.open()
    wire = await house.connect()
    wire.send(b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhe")
    wire.writer.write_eof()
    assert await wire.status() == 400
    assert not house.requests


async def test_300_connections_at_once(house: House) -> None:
    await house.open()
    wires = await asyncio.gather(*(house.connect() for _ in range(300)))
    for wire in wires:
        wire.send(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n")
    statuses = sorted(await asyncio.gather(*(wire.status() for wire in wires)))
    assert statuses == [200] * 256 + [503] * 44
    wires[0].writer.close()
    for wire in wires:
        wire.writer.close()
    assert house.receiver
    await until(lambda: house.receiver and not house.receiver.connections)
    late = await house.connect()
    late.send(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n")
    assert await late.status() == 200


GET = b"GET / HTTP/1.1\r\nHost: h\r\n\r\n"
CROWDED = replace(PATIENT, connections=8, patience=0.05)


async def test_who_is_slow_gives_way_to_who_comes_where_all_is_full(house: House) -> None:
    await house.open(CROWDED)
    slow = [await house.connect() for _ in range(8)]
    for wire in slow[:4]:
        wire.send(b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhe")
    await asyncio.sleep(0.1)
    for _ in range(6):
        good = await house.connect()
        good.send(GET)
        assert await good.status() == 200
    assert [one.status for one in house.refused] == [408] * 2, "who has sent nothing yet went first, untold"
    assert all([await wire.ends() for wire in (*slow[4:], *slow[:2])])
    slow[3].send(b"llo")
    assert await slow[3].status() == 200


async def test_who_has_been_quick_is_not_cut_off_for_who_comes(house: House) -> None:
    await house.open(replace(CROWDED, patience=60.0))
    for _ in range(8):
        (await house.connect()).send(b"GET")
    late = await house.connect()
    assert await late.status() == 503


async def test_a_request_on_a_connection_that_was_idle_has_its_own_time(house: House) -> None:
    await house.open(replace(CROWDED, patience=0.2))
    kept = await house.connect()
    kept.send(GET)
    assert await kept.status() == 200
    await asyncio.sleep(0.15)
    others = [await house.connect() for _ in range(7)]
    await asyncio.sleep(0.15)
    kept.send(GET[:10])
    await asyncio.sleep(0.1)
    (await house.connect()).send(GET)
    assert await others[0].ends()
    kept.send(GET[10:])
    assert await kept.status() == 200


async def test_a_request_that_is_handled_gives_way_to_nobody(house: House) -> None:
    await house.open(CROWDED)
    house.hold = asyncio.Event()
    wires = [await house.connect() for _ in range(8)]
    for wire in wires:
        wire.send(GET)
    await until(lambda: len(house.requests) == 8)
    await asyncio.sleep(0.1)
    late = await house.connect()
    assert await late.status() == 503
    house.hold.set()
    assert [await wire.status() for wire in wires] == [200] * 8


async def test_who_reads_no_answers_is_read_no_more(house: House) -> None:
    await house.open(QUICK)
    wire = await house.connect()
    wire.send(b"GET /large HTTP/1.1\r\nHost: h\r\n\r\n" * 500)
    await until(lambda: house.requests)
    await until(lambda: house.receiver and not house.receiver.connections)
    assert len(house.requests) < 200


async def test_a_reset_in_the_middle_is_nothing(house: House) -> None:
    await house.open()
    house.hold = asyncio.Event()
    for part in (b"GET / HT", b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi"):
        wire = await house.connect()
        wire.send(part)
        await asyncio.sleep(0.02)
        wire.writer.transport.abort()
    await until(lambda: house.requests)
    house.hold.set()
    await until(lambda: house.receiver and not house.receiver.connections)


async def test_a_sender_that_has_reset_gets_no_farewell(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_: object) -> None:
        raise OSError(errno.ENOTCONN, "Transport endpoint is not connected")

    monkeypatch.setattr(_SelectorSocketTransport, "write_eof", gone)
    await house.open()
    wire = await house.connect()
    wire.send(b"\x00\r\n\r\n")
    with contextlib.suppress(ConnectionError):
        async with asyncio.timeout(5):
            await wire.reader.read()
    assert [one.status for one in house.refused] == [400]
