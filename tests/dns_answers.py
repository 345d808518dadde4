"""A DNS server on a bare UDP socket, for what a real one can't be brought to do."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import cast

import dns.flags
import dns.message
import dns.rcode
import dns.rrset

Reply = Callable[[dns.message.Message], bytes | None]
"""A question → the bytes to send; None for silence."""


class _Socket(asyncio.DatagramProtocol):
    def __init__(self, reply: Reply) -> None:
        self._reply = reply
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, address: tuple[str, int]) -> None:
        answer = self._reply(dns.message.from_wire(data))
        if answer is not None and self._transport is not None:
            self._transport.sendto(answer, address)


@asynccontextmanager
async def answering(reply: Reply, address: str = "127.0.0.1", port: int = 0) -> AsyncIterator[int]:
    """Answer with ``reply``; give the port."""
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(lambda: _Socket(reply), local_addr=(address, port))
    try:
        yield transport.get_extra_info("sockname")[1]
    finally:
        transport.close()
        await asyncio.sleep(0)  # only then the port is free


def silent(_question: dns.message.Message) -> None:
    """No answer ever."""


def failing(code: dns.rcode.Rcode) -> Reply:
    """The same error to every question."""

    def reply(question: dns.message.Message) -> bytes:
        answer = dns.message.make_response(question)
        answer.set_rcode(code)
        return answer.to_wire()

    return reply


def saying(*records: str, authority: bool = False) -> Reply:
    """The records that fit the question, each ``NAME TTL TYPE VALUE``; else none, kept for 30 seconds."""
    sets = [
        dns.rrset.from_text(f"{name}.", ttl, "IN", kind, value)
        for name, ttl, kind, value in map(_cut, records)
    ]

    def reply(question: dns.message.Message) -> bytes:
        answer = dns.message.make_response(question)
        answer.flags |= dns.flags.RA | (dns.flags.AA if authority else 0)
        asked = question.question[0]
        answer.answer = [each for each in sets if (each.name, each.rdtype) == (asked.name, asked.rdtype)]
        if not answer.answer:
            soa = "ns.example. root.example. 1 2 3 4 30"
            answer.authority = [dns.rrset.from_text(asked.name, 90, "IN", "SOA", soa)]
        return answer.to_wire()

    return reply


def _cut(record: str) -> tuple[str, int, str, str]:
    name, ttl, kind, value = record.split(" ", 3)
    return name, int(ttl), kind, value
