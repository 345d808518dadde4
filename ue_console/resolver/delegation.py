"""Which zone a name is in, and who serves it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ue_console.resolver.answers import Referral, apex, read, referral
from ue_console.resolver.exchange import Silence
from ue_console.resolver.found import Found, State
from ue_console.resolver.names import parents

if TYPE_CHECKING:
    from dns.message import Message

    from ue_console.resolver.resolver import Resolver
    from ue_console.resolver.servers import Server

_MOST_ASKED: Final = 3
"""Addresses of a zone's name servers that are asked for a zone below."""


@dataclass(frozen=True, slots=True)
class NameServer:
    """One server that a zone is delegated to."""

    name: str
    addresses: tuple[str, ...]
    """IPv4 first; empty where it has none."""
    why: str = ""
    """Why nobody knows whether it has any, one sentence; empty where that is known."""


@dataclass(frozen=True, slots=True)
class Delegation:
    """A zone and its name servers, or why they aren't known."""

    zone: str
    servers: tuple[NameServer, ...] = ()
    state: State = "found"
    detail: str = ""


class Delegations:
    """Finds the zones of names, each once.

    Args:
        resolver: Who is asked.
    """

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._known: dict[str, Delegation] = {}
        self._asking: dict[str, asyncio.Lock] = {}

    async def of(self, name: str) -> Delegation:
        """The closest zone that an ASCII name is in."""
        # Whoever holds a lock waits for names above its own only.
        async with self._asking.setdefault(name, asyncio.Lock()):
            if name not in self._known:
                self._known[name] = await self._find(name)
            return self._known[name]

    async def _find(self, name: str) -> Delegation:
        message, failure = await self._ask(self._resolver.servers, name, recursive=True)
        if message is None:
            return await self._from_above(name, failure)
        if led := _leading(message, name):
            return await self._below(await self._served(led), name)
        found = read(message, name, "NS", "", authority=False)
        if found.values and not found.cname:
            return await self._served(Referral(name, found.values, {}))
        ends_at = "" if found.cname else apex(message)
        if ends_at != name and ends_at in parents(name):
            return await self.of(ends_at)
        return await self._parent(name)

    async def _parent(self, name: str) -> Delegation:
        above = parents(name)[1:]
        if above:
            return await self.of(above[0])
        return Delegation("", state="servfail", detail=f"The resolver knows no name servers of {name}.")

    async def _from_above(self, name: str, failure: Found) -> Delegation:
        """The delegation as the zone above has it: a resolver can't tell when no server of the zone works."""
        known = Delegation(name, state=failure.state, detail=failure.detail)
        if failure.state != "servfail" or len(parents(name)) == 1:
            return known
        above = await self._parent(name)
        return await self._below(above, name) if any(each.addresses for each in above.servers) else known

    async def _below(self, zone: Delegation, name: str) -> Delegation:
        """The closest zone to the name that a zone's servers lead on to; the zone itself if they don't."""
        addresses = [address for each in zone.servers for address in each.addresses]
        servers = [self._resolver.name_server(address) for address in addresses[:_MOST_ASKED]]
        message, _ = await self._ask(servers, name, recursive=False)
        led = _leading(message, name) if message else None
        if led and led.zone.endswith(f".{zone.zone}"):
            return await self._below(await self._served(led), name)
        return zone

    async def _ask(
        self, servers: Sequence[Server], name: str, *, recursive: bool
    ) -> tuple[Message | None, Found]:
        """The first answer of use, or None and why there is none."""
        failure = Found(name, "NS", "timeout")
        for server in servers:
            answer = await self._resolver.message(server, name, "NS", recursive=recursive)
            if isinstance(answer, Silence):
                state, detail = answer.state, f"{server} {answer.why}."
                failure = Found(name, "NS", state, server=str(server), detail=detail)
                continue
            failure = read(answer, name, "NS", str(server), authority=False)
            if failure.certain or (failure.state == "referred" and _leading(answer, name)):
                return answer, failure
        return None, failure

    async def _served(self, led: Referral) -> Delegation:
        servers = await asyncio.gather(*(self._server(name, led) for name in led.names))
        return Delegation(led.zone, tuple(servers))

    async def _server(self, name: str, led: Referral) -> NameServer:
        if came_along := led.addresses.get(name):
            return NameServer(name, came_along)
        why = ""
        for kind in ("A", "AAAA"):
            found = await self._resolver.look_up(name, kind)
            if found.values:
                return NameServer(name, found.values)
            why = why or found.detail
        return NameServer(name, (), why)


def _leading(message: Message, name: str) -> Referral | None:
    """Where a server sends the asker to, if it is nearer to the name."""
    led = referral(message)
    return led if led and led.zone in parents(name) else None
