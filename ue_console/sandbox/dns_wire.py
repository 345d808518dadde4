"""Questions and answers of the sandbox's DNS server, as bytes."""

from typing import TYPE_CHECKING, Final

from ue_console.sandbox.dns_contents import LOOPBACK, NAME_SERVER, Data, authority
from ue_console.sandbox.dns_rule import TTL, Reply, Row, Rule

if TYPE_CHECKING:
    from dns.message import Message
    from dns.rdata import Rdata
    from dns.rrset import RRset

UDP_BYTES: Final = 1232
"""What an answer over UDP has at the most (DNS flag day 2020)."""
_PLAIN_BYTES: Final = 512
"""The same for whoever says nothing of larger ones (RFC 1035)."""
_TCP_BYTES: Final = 65_535
_HEAD_BYTES: Final = 12
_IS_ANSWER: Final = 0x80


def answered(rule: Rule, asked: bytes, *, tcp: bool) -> bytes | None:
    """The answer to a question; None where nothing is answered.

    Args:
        rule: Who knows the answers.
        asked: A DNS message, or what somebody takes for one.
        tcp: Whether it came over TCP.
    """
    import dns.exception
    import dns.flags
    import dns.message

    try:
        question = dns.message.from_wire(asked)
    except (dns.exception.DNSException, ValueError):
        return failed(asked, "FORMERR")
    if question.flags & dns.flags.QR:
        # An answer to an answer could go back and forth for ever.
        return None
    answer = _answer(rule, question)
    if answer is None:
        return None
    if tcp:
        return answer.to_wire(max_size=_TCP_BYTES)
    most = min(max(question.payload, _PLAIN_BYTES), UDP_BYTES) if question.edns >= 0 else _PLAIN_BYTES
    return answer.to_wire(max_size=most, prefer_truncation=True)


def _answer(rule: Rule, question: "Message") -> "Message | None":
    import dns.flags
    import dns.message
    import dns.opcode
    import dns.rcode
    import dns.rdataclass
    import dns.rdatatype

    answer = dns.message.make_response(question, our_payload=UDP_BYTES)
    if question.opcode() != dns.opcode.QUERY or len(question.question) != 1:
        answer.set_rcode(dns.rcode.NOTIMP)
        return answer
    (asked,) = question.question
    recursive = bool(question.flags & dns.flags.RD)
    kind = dns.rdatatype.to_text(asked.rdtype)
    if asked.rdclass != dns.rdataclass.IN or kind in ("AXFR", "IXFR"):
        answer.set_rcode(dns.rcode.REFUSED)
        return answer
    name = asked.name.to_text(omit_final_dot=True).lower()
    reply = rule.answer("" if name == "." else name, kind, recursive=recursive)
    if reply is None:
        return None
    answer.set_rcode(dns.rcode.from_text(reply.code))
    if recursive:
        answer.flags |= dns.flags.RA
    if reply.code in ("NOERROR", "NXDOMAIN") and not reply.refers:
        answer.flags |= dns.flags.AA
    _fill(answer, reply)
    return answer


def _fill(answer: "Message", reply: Reply) -> None:
    rows = [_rrset(row, reply.ttl) for row in reply.rows]
    if reply.refers:
        answer.authority += rows
    else:
        answer.answer += rows
    if any(row.kind == "NS" for row in reply.rows):
        answer.additional.append(_rrset(Row(NAME_SERVER, "A", ((LOOPBACK,),)), TTL))
    if reply.code in ("NOERROR", "NXDOMAIN") and all(row.kind == "CNAME" for row in reply.rows):
        answer.authority.append(_rrset(Row(reply.zone, "SOA", (authority(),)), reply.ttl))


def _rrset(row: Row, ttl: int) -> "RRset":
    import dns.name
    import dns.rrset

    name = dns.name.from_text(row.name or ".")
    return dns.rrset.from_rdata_list(name, ttl, [_rdata(row.kind, data) for data in row.data])


def _rdata(kind: str, data: Data) -> "Rdata":
    import dns.rdata
    import dns.rdataclass
    import dns.rdatatype
    from dns.rdtypes.ANY.TXT import TXT

    if kind == "TXT":
        return TXT(dns.rdataclass.IN, dns.rdatatype.TXT, [string.encode() for string in data])
    return dns.rdata.from_text(dns.rdataclass.IN, kind, data[0])


def failed(asked: bytes, why: str) -> bytes | None:
    """An answer that is none: FORMERR, SERVFAIL; None for what is no question at all."""
    import dns.flags
    import dns.message
    import dns.rcode

    if len(asked) < _HEAD_BYTES or asked[2] & _IS_ANSWER:
        return None
    answer = dns.message.Message(int.from_bytes(asked[:2], "big"))
    answer.flags = dns.flags.QR
    answer.set_rcode(dns.rcode.from_text(why))
    return answer.to_wire()
