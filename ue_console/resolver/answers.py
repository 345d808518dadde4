"""What a server's answer says, as values that are fit for the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ue_console.resolver.found import Found, State
from ue_console.text import safe_line

if TYPE_CHECKING:
    from dns.message import Message

_LONGEST_CHAIN = 8


class Referral(NamedTuple):
    """A server that leads on to others."""

    zone: str
    names: tuple[str, ...]
    """Of the zone's name servers."""
    addresses: dict[str, tuple[str, ...]]
    """Those that came along."""


def read(message: Message, name: str, kind: str, server: str, *, authority: bool) -> Found:
    """What ``message`` says to a question for ``name`` and ``kind``.

    Args:
        message: The answer.
        name: An ASCII name.
        kind: The record's type.
        server: Who answers.
        authority: Whether it should know by itself, as a name server of the zone does.
    """
    import dns.flags
    import dns.rcode

    code = message.rcode()
    if authority and (why := _lame(message)):
        return Found(name, kind, "lame", server=server, detail=f"{server} {why}.")
    if code == dns.rcode.REFUSED:
        return Found(name, kind, "refused", server=server, detail=f"{server} refuses to answer.")
    if code not in (dns.rcode.NOERROR, dns.rcode.NXDOMAIN):
        said = dns.rcode.to_text(code)
        return Found(name, kind, "servfail", server=server, detail=f"{server} fails to answer ({said}).")
    if led := _led_on(message):
        whose = led.zone if f".{name}".endswith(f".{led.zone}") else name
        detail = f"{server} doesn't answer for {whose}, it refers to others; ask one that resolves."
        return Found(name, kind, "referred", server=server, detail=detail)
    chain = () if kind == "CNAME" else _chain(message, name)
    end = chain[-1] if chain else name
    rrset = _rrset(message.answer, end, kind)
    if rrset is not None:
        values = tuple(sorted(_value(rdata, kind) for rdata in rrset))
        return Found(name, kind, "found", values, _least_ttl(message, rrset.ttl), server, chain)
    state: State = "nxdomain" if code == dns.rcode.NXDOMAIN else "none"
    return Found(name, kind, state, (), _negative_ttl(message), server, chain)


def referral(message: Message) -> Referral | None:
    """Where a server sends the asker to, if it does."""
    import dns.rdatatype

    if message.answer:
        return None
    for rrset in message.authority:
        if rrset.rdtype == dns.rdatatype.NS:
            names = tuple(sorted(plain(rdata.target) for rdata in rrset))
            return Referral(plain(rrset.name), names, _glue(message))
    return None


def _led_on(message: Message) -> Referral | None:
    """Where a server sends the asker to that has no answer of its own (RFC 2308, section 2.2)."""
    import dns.flags
    import dns.rcode
    import dns.rdatatype

    known = message.rcode() != dns.rcode.NOERROR or message.flags & dns.flags.AA
    if known or any(rrset.rdtype == dns.rdatatype.SOA for rrset in message.authority):
        return None
    return referral(message)


def apex(message: Message) -> str:
    """The zone that a server says ends its search; empty where it says none."""
    import dns.rdatatype

    return next((plain(r.name) for r in message.authority if r.rdtype == dns.rdatatype.SOA), "")


def plain(name: Any) -> str:
    """A name of the library's as text."""
    return safe_line(name.to_text(omit_final_dot=True)).lower()


def _lame(message: Message) -> str:
    """Why the server is none of the zone's; empty if it is one."""
    import dns.flags
    import dns.rcode

    if message.rcode() == dns.rcode.REFUSED:
        return "refuses to answer for the zone, although it is named as its name server"
    known = message.rcode() in (dns.rcode.NOERROR, dns.rcode.NXDOMAIN)
    if known and not message.flags & dns.flags.AA:
        return "answers without authority, although it is named as the zone's name server"
    return ""


def _chain(message: Message, name: str) -> tuple[str, ...]:
    chain: list[str] = []
    while len(chain) < _LONGEST_CHAIN:
        alias = _rrset(message.answer, chain[-1] if chain else name, "CNAME")
        if alias is None or (target := plain(alias[0].target)) in (name, *chain):
            break
        chain.append(target)
    return tuple(chain)


def _rrset(section: Any, name: str, kind: str) -> Any:
    import dns.rdatatype

    wanted = dns.rdatatype.from_text(kind)
    return next((each for each in section if each.rdtype == wanted and plain(each.name) == name), None)


def _value(rdata: Any, kind: str) -> str:
    if kind == "TXT":
        return safe_line(b"".join(rdata.strings).decode("utf-8", "replace"))
    if kind == "MX":
        return f"{rdata.preference} {plain(rdata.exchange) or '.'}"
    if kind in ("NS", "CNAME"):
        return plain(rdata.target)
    return safe_line(rdata.to_text())


def _least_ttl(message: Message, ttl: int) -> int:
    return min([ttl, *(rrset.ttl for rrset in message.answer)])


def _negative_ttl(message: Message) -> int:
    """How long “there is none” may be kept (RFC 2308, section 5)."""
    import dns.rdatatype

    for rrset in message.authority:
        if rrset.rdtype == dns.rdatatype.SOA:
            return min(rrset.ttl, int(rrset[0].minimum))
    return 0


def _glue(message: Message) -> dict[str, tuple[str, ...]]:
    import dns.rdatatype

    found: dict[str, tuple[str, ...]] = {}
    for kind in (dns.rdatatype.A, dns.rdatatype.AAAA):
        for rrset in message.additional:
            if rrset.rdtype == kind:
                name = plain(rrset.name)
                found[name] = (*found.get(name, ()), *(rdata.address for rdata in rrset))
    return found
