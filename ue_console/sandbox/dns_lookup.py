"""How the sandbox looks domains up: a look-up of its own, as the service has, and none of the console's."""

from datetime import datetime
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, Protocol
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from dns.asyncresolver import Resolver

PORT: Final = 53
SECONDS: Final = 5.0
"""The time-out of one question, whoever is asked for it."""


class Seen(NamedTuple):
    """What DNS says to one question."""

    state: Literal["found", "none", "nxdomain", "failed", "timeout", "broken"]
    """``none``: the name has no such record. ``failed``: whoever was asked could not tell.

    ``broken``: nobody could be asked.
    """
    values: tuple[str, ...] = ()
    """TXT: the strings of each record joined; of other kinds what a zone file has."""


class Lookup(Protocol):
    """Where domains are looked up."""

    async def ask(self, name: str, kind: str) -> Seen:
        """Ask for the records of a name."""

    def hope(self, name: str, scope: str) -> datetime | None:
        """When asking for an owner's DKIM record makes sense at the earliest; None for never."""


class AddressError(ValueError):
    """It is no address of a DNS server."""


class Server(NamedTuple):
    """One DNS server."""

    address: str
    port: int = PORT


def server_of(text: str) -> Server:
    """``192.0.2.1``, ``192.0.2.1:5353`` or ``[2001:db8::1]:5353``.

    Raises:
        AddressError: It is none of these.
    """
    from ipaddress import ip_address

    bare = text.count(":") > 1 and not text.startswith("[")
    try:
        parts = urlsplit(f"//[{text}]" if bare else f"//{text}")
        port = PORT if parts.port is None else parts.port
        host = str(ip_address(parts.hostname or ""))
    except ValueError as error:
        raise AddressError(text) from error
    rest = parts.path or parts.query or parts.fragment or parts.username or text.endswith(":")
    if rest or port == 0:
        raise AddressError(text)
    return Server(host, port)


class Asking:
    """Asks real servers.

    Args:
        server: Whom to ask; None for the resolvers of this machine, read anew each time.
    """

    def __init__(self, server: Server | None) -> None:
        self._server = server

    async def ask(self, name: str, kind: str) -> Seen:
        """See :class:`Lookup`."""
        import dns.exception
        import dns.resolver

        try:
            answer = await self._resolver().resolve(
                f"{name}.", kind, search=False, raise_on_no_answer=False, lifetime=SECONDS
            )
        except dns.resolver.NXDOMAIN:
            return Seen("nxdomain")
        except dns.resolver.LifetimeTimeout:
            return Seen("timeout")
        except (dns.resolver.NoResolverConfiguration, OSError):
            return Seen("broken")
        except dns.exception.DNSException:
            return Seen("failed")
        if answer.rrset is None:
            return Seen("none")
        return Seen("found", tuple(_value(rdata) for rdata in answer.rrset))

    def hope(self, name: str, scope: str) -> datetime | None:
        """See :class:`Lookup`; a record can come at any time."""
        from datetime import UTC

        return datetime.min.replace(tzinfo=UTC)

    def _resolver(self) -> "Resolver":
        import dns.asyncresolver
        import dns.nameserver

        if self._server is None:
            return dns.asyncresolver.Resolver()
        found = dns.asyncresolver.Resolver(configure=False)
        found.nameservers = [dns.nameserver.Do53Nameserver(self._server.address, self._server.port)]
        return found


def _value(rdata: object) -> str:
    from dns.rdtypes.ANY.TXT import TXT

    if isinstance(rdata, TXT):
        return b"".join(rdata.strings).decode("utf-8", "replace")
    return str(rdata)
