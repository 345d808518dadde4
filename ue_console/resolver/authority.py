"""What a zone's own name servers say, each of them, asked directly."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Final

from ue_console.resolver.delegation import Delegation, Delegations, NameServer
from ue_console.resolver.found import Found
from ue_console.resolver.names import ascii_name
from ue_console.resolver.resolver import Resolver

MOST_SERVERS: Final = 6
"""Name servers of one zone that are asked."""

_LONGEST_CHAIN: Final = 8


class Authority:
    """Asks the name servers of the zone that a name is in.

    Made for one check: what it learns of zones it keeps, and never asks again.

    Args:
        resolver: Finds the zones and their name servers.
    """

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._delegations = Delegations(resolver)

    async def zone(self, name: str) -> Delegation:
        """The closest zone that ``name`` is in, and its name servers.

        Raises:
            ConfigError: There is no resolver to ask.
        """
        return await self._delegations.of(ascii_name(name))

    async def look_up(self, name: str, kind: str) -> tuple[Found, ...]:
        """What each name server says, in the order of their names; never empty.

        An alias that leads out of the zone is followed to the name servers of the other zone.

        Raises:
            ConfigError: There is no resolver to ask.
            ValueError: ``name`` can't be one.
        """
        return await self._look_up(ascii_name(name), kind, ())

    async def _look_up(self, name: str, kind: str, chain: tuple[str, ...]) -> tuple[Found, ...]:
        zone = await self._delegations.of(name)
        if not zone.servers:
            return (Found(name, kind, zone.state, detail=zone.detail),)
        asked = zone.servers[:MOST_SERVERS]
        found = await asyncio.gather(*(self._at(server, name, kind) for server in asked))
        return tuple(await asyncio.gather(*(self._followed(each, (name, *chain)) for each in found)))

    async def _at(self, server: NameServer, name: str, kind: str) -> Found:
        if server.why:
            detail = f"The address of {server.name} isn't known. {server.why}"
            return Found(name, kind, "servfail", server=server.name, detail=detail)
        if not server.addresses:
            detail = f"{server.name} has no address."
            return Found(name, kind, "lame", server=server.name, detail=detail)
        found = await self._resolver.look_up(name, kind, at=server.addresses)
        return replace(found, server=server.name, detail=_named(found.detail, found.server, server.name))

    async def _followed(self, found: Found, asked: tuple[str, ...]) -> Found:
        if found.state not in ("none", "nxdomain") or not found.cname:
            return found
        target = found.cname[-1]
        if target in asked or len(asked) > _LONGEST_CHAIN:
            detail = f"The alias {target} leads back to where it began, or too far."
            return replace(found, state="servfail", detail=detail)
        answers = await self._look_up(target, found.kind, asked)
        best = next((each for each in answers if each.certain), answers[0])
        ttl = min(found.ttl or best.ttl, best.ttl)
        return replace(best, name=found.name, ttl=ttl, cname=(*found.cname, *best.cname), detail=best.detail)


def _named(detail: str, address: str, name: str) -> str:
    return detail.replace(f"{address} ", f"{name} ({address}) ", 1)
