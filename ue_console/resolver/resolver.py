"""Look-ups at given servers or the system's; each failure is a state of the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ue_console.resolver.answers import read
from ue_console.resolver.exchange import Silence, exchange
from ue_console.resolver.found import Found
from ue_console.resolver.names import ascii_name
from ue_console.resolver.servers import PORT, Server, of_system, parsed

if TYPE_CHECKING:
    from dns.message import Message

SECONDS: Final = 5.0
"""The longest wait for one server."""

_LONGEST_CHAIN: Final = 8
"""Aliases that are followed."""

_RANK: Final = ("referred", "refused", "servfail", "lame", "timeout")
"""Of several failures the first that occurs is told."""


class Resolver:
    """Asks DNS. Nothing is opened or read before the first question.

    Args:
        servers: Resolvers, each ADDRESS or ADDRESS:PORT; without any the system's.
        port: Where a zone's own name servers listen; one at the address of a resolver that was given
            listens where that does.
        seconds: The longest wait for one server.

    Raises:
        InputError: One of ``servers`` is no address.
    """

    def __init__(self, servers: Sequence[str] = (), port: int = PORT, *, seconds: float = SECONDS) -> None:
        self._servers = tuple(parsed(server) for server in servers)
        self.port = port
        self._seconds = seconds

    @property
    def servers(self) -> tuple[Server, ...]:
        """Who is asked.

        Raises:
            ConfigError: The system names none.
        """
        return self._servers or tuple(of_system())

    def name_server(self, address: str) -> Server:
        """Where a zone's own name server listens."""
        asked = parsed(address, self.port)
        if self.port != PORT:
            return asked
        return next((server for server in self._servers if server.address == asked.address), asked)

    async def look_up(self, name: str, kind: str, *, at: Sequence[str] = ()) -> Found:
        """The first answer that is one; else why there is none.

        Args:
            name: In any spelling: IDN, upper case, a dot at the end.
            kind: ``TXT``, ``A``, ``AAAA``, ``MX``, ``NS``, ``CNAME``, ``SOA``.
            at: Name servers of the name's zone, asked to answer by themselves; without any the
                resolvers are asked.

        Raises:
            ConfigError: There is nobody to ask: the system names no resolver.
        """
        try:
            asked = ascii_name(name)
        except ValueError as error:
            return Found(name, kind, "nxdomain", detail=f"No name in DNS can be so: {error}.")
        if at:
            return await self._first([self.name_server(address) for address in at], asked, kind, True)
        found, chain = await self._first(self.servers, asked, kind, False), tuple[str, ...]()
        # Some forwarders leave the rest of a chain to whoever asks.
        while found.state == "none" and found.cname and not found.ttl and len(chain) < _LONGEST_CHAIN:
            chain += found.cname
            found = await self._first(self.servers, chain[-1], kind, False)
        return replace(found, name=asked, cname=(*chain, *found.cname))

    async def _first(self, servers: Sequence[Server], name: str, kind: str, authority: bool) -> Found:
        """The first certain answer; else the failure that tells most."""
        failures = []
        for server in servers:
            found = await self._one(server, name, kind, authority=authority)
            if found.certain:
                return found
            failures.append(found)
        return min(failures, key=lambda failure: _RANK.index(failure.state))

    async def message(self, server: Server, name: str, kind: str, *, recursive: bool) -> Message | Silence:
        """One server's answer as it came."""
        return await exchange(server, name, kind, recursive=recursive, seconds=self._seconds)

    async def _one(self, server: Server, name: str, kind: str, *, authority: bool) -> Found:
        answer = await self.message(server, name, kind, recursive=not authority)
        if isinstance(answer, Silence):
            return Found(name, kind, answer.state, server=str(server), detail=f"{server} {answer.why}.")
        return read(answer, name, kind, str(server), authority=authority)
