"""The sandbox's DNS server on loopback: sockets for UDP and TCP on one port."""

import asyncio
import contextlib
import errno
import socket
from typing import Final, NamedTuple

from ue_console.errors import ConsoleError
from ue_console.sandbox.dns_contents import LOOPBACK
from ue_console.sandbox.dns_rule import Rule
from ue_console.sandbox.edge import LOGGER

_TRIES: Final = 20
_IDLE_SECONDS: Final = 20.0
"""How long a connection may ask nothing."""
_MOST_CONNECTIONS: Final = 200


class DnsSockets(NamedTuple):
    """Both sockets, bound."""

    udp: socket.socket
    tcp: socket.socket

    @property
    def address(self) -> str:
        """``127.0.0.1:PORT``."""
        host, port = self.udp.getsockname()
        return f"{host}:{port}"

    def close(self) -> None:
        """Give the port back."""
        self.udp.close()
        self.tcp.close()


def bind(port: int) -> DnsSockets:
    """Bind both to a port; 0 for one that is free for both.

    Raises:
        ConsoleError: The port is in use, or this user may not have it.
    """
    failure: OSError | None = None
    for _ in range(_TRIES if port == 0 else 1):
        try:
            return _bound(port)
        except OSError as error:
            failure = error
            if error.errno != errno.EADDRINUSE:
                break
    reason = (failure.strerror or str(failure)).lower() if failure else "no port is free"
    raise ConsoleError(
        f"The sandbox's DNS server can't listen on {LOOPBACK} port {port}: {reason}.",
        "Choose another with --dns-port, or 0 for any free one.",
    ) from failure


def _bound(port: int) -> DnsSockets:
    tcp = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        tcp.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        tcp.bind((LOOPBACK, port))
        tcp.listen(64)
        udp.bind(tcp.getsockname())
    except OSError:
        tcp.close()
        udp.close()
        raise
    return DnsSockets(udp, tcp)


class DnsServer(asyncio.DatagramProtocol):
    """Answers for the zones of a :class:`~ue_console.sandbox.dns_rule.Rule`, in the loop that starts it."""

    def __init__(self, rule: Rule, sockets: DnsSockets) -> None:
        self._rule = rule
        self._sockets = sockets
        self._udp: asyncio.DatagramTransport | None = None
        self._tcp: asyncio.Server | None = None
        self._connections: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Answer from now on."""
        loop = asyncio.get_running_loop()
        self._udp, _ = await loop.create_datagram_endpoint(lambda: self, sock=self._sockets.udp)
        self._tcp = await asyncio.start_server(self._connected, sock=self._sockets.tcp)

    async def close(self) -> None:
        """Close the sockets, and cut off whoever is connected."""
        if self._udp is not None:
            self._udp.close()
        if self._tcp is not None:
            self._tcp.close()
        connections = list(self._connections)
        for connection in connections:
            connection.cancel()
        await asyncio.gather(*connections, return_exceptions=True)
        self._sockets.close()

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """Answer a question over UDP."""
        answer = self._answered(data, tcp=False)
        if answer is not None and self._udp is not None:
            self._udp.sendto(answer, addr)

    def error_received(self, exc: Exception) -> None:
        """Somebody left before the answer came."""

    def _answered(self, data: bytes, *, tcp: bool) -> bytes | None:
        from ue_console.sandbox import dns_wire

        try:
            return dns_wire.answered(self._rule, data, tcp=tcp)
        except Exception:
            LOGGER.exception("The sandbox met an error of its own: a question of DNS")
            return dns_wire.failed(data, "SERVFAIL")

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is None or len(self._connections) >= _MOST_CONNECTIONS:
            writer.transport.abort()
            return
        self._connections.add(task)
        try:
            # Whoever breaks off in the middle of a question has nothing to be told.
            with contextlib.suppress(OSError, asyncio.IncompleteReadError, TimeoutError):
                while True:
                    await self._one(reader, writer)
        finally:
            self._connections.discard(task)
            writer.transport.abort()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with asyncio.timeout(_IDLE_SECONDS):
            size = int.from_bytes(await reader.readexactly(2), "big")
            question = await reader.readexactly(size)
        answer = self._answered(question, tcp=True)
        if answer is not None:
            writer.write(len(answer).to_bytes(2, "big") + answer)
            await writer.drain()
