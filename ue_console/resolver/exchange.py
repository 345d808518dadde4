"""One question to one server: UDP with EDNS, TCP where the answer doesn't fit, and time-outs."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from ue_console.text import safe_line

if TYPE_CHECKING:
    from dns.message import Message

    from ue_console.resolver.servers import Server

UDP_BYTES: Final = 1232
"""What an answer over UDP may have without being cut on the way (DNS flag day 2020)."""

TRIES: Final = 2
"""A lost packet is asked for once more."""


@dataclass(frozen=True, slots=True)
class Silence:
    """Nothing of use came from a server."""

    state: Literal["timeout", "servfail"]
    why: str
    """The end of a sentence that begins with the server's name."""


async def exchange(
    server: Server, name: str, kind: str, *, recursive: bool, seconds: float
) -> Message | Silence:
    """The answer of one server to one question.

    Args:
        server: Who is asked.
        name: An ASCII name.
        kind: The record's type.
        recursive: Whether the server is to ask others.
        seconds: The longest time altogether.
    """
    await _loaded()
    import dns.rcode

    found = await _asked(server, name, kind, recursive=recursive, seconds=seconds, edns=True)
    if isinstance(found, Silence) or found.rcode() not in (dns.rcode.FORMERR, dns.rcode.NOTIMP):
        return found
    # Servers of before 1999 know no EDNS.
    return await _asked(server, name, kind, recursive=recursive, seconds=seconds, edns=False)


async def _loaded() -> None:
    """Load the library in a thread: the event loop would stand still for a tenth of a second."""
    import importlib

    await asyncio.to_thread(importlib.import_module, "dns.asyncquery")


async def _asked(
    server: Server, name: str, kind: str, *, recursive: bool, seconds: float, edns: bool
) -> Message | Silence:
    import dns.asyncquery
    import dns.exception
    import dns.flags
    import dns.message

    flags = dns.flags.RD if recursive else 0
    question = dns.message.make_query(
        f"{name}.", kind, use_edns=0 if edns else False, payload=UDP_BYTES, flags=flags
    )
    silence = Silence("timeout", f"doesn't answer within {seconds:g} s")
    for _ in range(TRIES):
        try:
            async with await _connected(server) as sock:
                answer, _tcp = await dns.asyncquery.udp_with_fallback(
                    question,
                    server.address,
                    timeout=seconds / TRIES,
                    port=server.port,
                    ignore_unexpected=True,
                    ignore_errors=True,
                    udp_sock=sock,
                )
            return answer
        except ConnectionRefusedError:
            return Silence("timeout", "can't be reached (nothing listens there)")
        except dns.exception.Timeout:
            continue
        except (OSError, EOFError) as error:
            why = getattr(error, "strerror", None) or "the connection was closed"
            silence = Silence("timeout", f"can't be reached ({safe_line(why)})")
        except dns.exception.DNSException:
            return Silence("servfail", "sends an answer that can't be read")
    return silence


async def _connected(server: Server) -> Any:
    """The library's socket, which hears of it when nothing listens where it sends to."""
    import socket

    import dns.asyncbackend
    import dns.inet

    backend: Any = dns.asyncbackend.get_default_backend()
    family = dns.inet.af_for_address(server.address)
    return await backend.make_socket(family, socket.SOCK_DGRAM, destination=(server.address, server.port))
