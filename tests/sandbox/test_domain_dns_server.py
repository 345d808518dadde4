"""The sandbox's DNS server: what it answers to whom, over UDP and TCP, and what it does with rubbish."""

import asyncio
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial

import dns.flags
import dns.message
import dns.name
import dns.query
import dns.rdatatype
import dns.rrset
import pytest

from tests.sandbox.domain_house import ask, code_of, place, published, register, texts
from tests.sandbox.running import Running, running
from ue_console.errors import ConsoleError
from ue_console.sandbox import domain_records
from ue_console.sandbox.dns_rule import Rule
from ue_console.sandbox.dns_wire import answered
from ue_console.sandbox.dns_zones import Zones
from ue_console.sandbox.options import Options
from ue_console.sandbox.server import SandboxThread
from ue_console.sandbox.store import open_store

NAMES = ("acme.example", "sub.acme.example", "nowhere.example", "lame.example", "slow.example")
WORDS = ("servfail", "wildcard", "cname", "split", "manyspf", "missing", "unknown")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Running]:
    with published() as found:
        for name in (*NAMES, *(f"{word}.example" for word in WORDS)):
            register(found, name)
        yield found


def exchanged(sandbox: Running, data: bytes) -> bytes:
    """The next datagram that comes back."""
    with socket.socket(type=socket.SOCK_DGRAM) as client:
        client.settimeout(10)
        client.sendto(data, place(sandbox))
        return client.recv(4_096)


@pytest.mark.parametrize(
    ("name", "kind", "resolver", "server"),
    [
        ("acme.example", "TXT", "NOERROR", "NOERROR"),
        ("acme.example", "CAA", "NOERROR", "NOERROR"),
        ("_domainkey.acme.example", "TXT", "NOERROR", "NOERROR"),
        ("nobody.acme.example", "TXT", "NXDOMAIN", "NXDOMAIN"),
        ("us._domainkey.sub.acme.example", "TXT", "NOERROR", "NOERROR"),
        ("nobody.example", "TXT", "NXDOMAIN", "NXDOMAIN"),
        ("nowhere.example", "TXT", "NXDOMAIN", "NXDOMAIN"),
        ("deep.nowhere.example", "TXT", "NXDOMAIN", "NXDOMAIN"),
        ("example", "NS", "NOERROR", "NOERROR"),
        ("example", "TXT", "NOERROR", "NOERROR"),
        ("spf.unione.io", "TXT", "NOERROR", "NOERROR"),
        ("ns1.sandbox.test", "A", "NOERROR", "NOERROR"),
        ("unione.io", "TXT", "NXDOMAIN", "REFUSED"),
        ("acme.invalid", "TXT", "NXDOMAIN", "REFUSED"),
        (".", "NS", "NXDOMAIN", "REFUSED"),
        ("servfail.example", "TXT", "SERVFAIL", "SERVFAIL"),
        ("lame.example", "TXT", "SERVFAIL", "REFUSED"),
        ("us._domainkey.unknown.example", "TXT", "SERVFAIL", "SERVFAIL"),
        ("missing.example", "TXT", "NOERROR", "NOERROR"),
    ],
)
def test_codes(sandbox: Running, name: str, kind: str, resolver: str, server: str) -> None:
    for recursive, code in ((True, resolver), (False, server)):
        answer = ask(sandbox, name, kind, recursive=recursive)
        assert code_of(answer) == code
        assert bool(answer.flags & dns.flags.RA) == recursive
        assert bool(answer.flags & dns.flags.AA) == (code in ("NOERROR", "NXDOMAIN"))
        nothing = code in ("NOERROR", "NXDOMAIN") and not answer.answer
        assert [rrset.rdtype.name for rrset in answer.authority] == ["SOA"] * nothing


def test_the_zone_of_a_name(sandbox: Running) -> None:
    zones = {
        name: ask(sandbox, name, "CAA").authority[0].name.to_text(omit_final_dot=True)
        for name in ("a.acme.example", "a.sub.acme.example", "nowhere.example", "acme.invalid")
    }
    assert zones == {
        "a.acme.example": "acme.example",
        "a.sub.acme.example": "sub.acme.example",
        "nowhere.example": "example",
        "acme.invalid": ".",
    }


def test_name_servers_come_with_their_address(sandbox: Running) -> None:
    answer = ask(sandbox, "acme.example", "NS")
    assert [rrset.to_text() for rrset in answer.answer] == ["acme.example. 300 IN NS ns1.sandbox.test."]
    assert [rrset.to_text() for rrset in answer.additional] == ["ns1.sandbox.test. 300 IN A 127.0.0.1"]


@pytest.mark.parametrize("name", ["lame.example", "servfail.example", "slow.example"])
def test_the_zone_above_knows_the_name_servers(sandbox: Running, name: str) -> None:
    answer = ask(sandbox, name, "NS", recursive=False)
    assert (code_of(answer), answer.answer) == ("NOERROR", [])
    assert not answer.flags & dns.flags.AA
    assert [rrset.to_text() for rrset in answer.authority] == [f"{name}. 300 IN NS ns1.sandbox.test."]


def test_an_alias_is_followed(sandbox: Running) -> None:
    answer = ask(sandbox, "us._domainkey.cname.example", "TXT")
    assert [rrset.rdtype.name for rrset in answer.answer] == ["CNAME", "TXT"]
    assert [rrset.rdtype.name for rrset in ask(sandbox, "us._domainkey.cname.example", "A").answer] == [
        "CNAME"
    ]
    only = ask(sandbox, "us._domainkey.cname.example", "CNAME")
    assert [rrset.rdtype.name for rrset in only.answer] == ["CNAME"]


def test_a_wildcard_answers_where_nothing_is(sandbox: Running) -> None:
    for name in ("us._domainkey", "a", "b.c"):
        assert texts(ask(sandbox, f"{name}.wildcard.example", "TXT")) == {"v=spf1 -all"}
    assert code_of(ask(sandbox, "a.wildcard.example", "A")) == "NOERROR"
    assert texts(ask(sandbox, "mx1.wildcard.example", "TXT")) == set()
    assert code_of(ask(sandbox, "a.mx1.wildcard.example", "TXT")) == "NXDOMAIN"


def test_strings_of_a_record(sandbox: Running) -> None:
    def lengths(name: str) -> list[int]:
        (rrset,) = ask(sandbox, name, "TXT").answer
        return [len(string) for rdata in rrset for string in rdata.strings]

    assert lengths("us._domainkey.acme.example") == [255, 146]
    assert lengths("us._domainkey.split.example") == [134, 134, 133]


def test_letter_case_is_kept(sandbox: Running) -> None:
    answer = ask(sandbox, "AcMe.ExAmPlE", "TXT")
    assert answer.answer[0].name.to_text() == "AcMe.ExAmPlE."
    assert texts(answer) == texts(ask(sandbox, "acme.example", "TXT"))


def test_what_does_not_fit_is_asked_for_over_tcp(sandbox: Running) -> None:
    name = f"manyspf.{'long' * 15}.example"
    register(sandbox, name)
    question = dns.message.make_query(name, "ANY", use_edns=False)
    host, port = place(sandbox)
    short = dns.query.udp(question, host, port=port, timeout=10, raise_on_truncation=False)
    assert short.flags & dns.flags.TC
    whole, by_tcp = dns.query.udp_with_fallback(question, host, port=port, timeout=10)
    assert by_tcp
    assert {rrset.rdtype.name for rrset in whole.answer} == {"TXT", "A", "MX", "NS", "SOA"}
    wide = dns.message.make_query(name, "ANY", use_edns=0, payload=4_096)
    assert dns.query.udp(wide, host, port=port, timeout=10).edns == 0


def test_what_is_no_question_for_it(sandbox: Running) -> None:
    host, port = place(sandbox)

    def code(question: dns.message.Message) -> str:
        return code_of(dns.query.udp(question, host, port=port, timeout=10))

    assert code(dns.message.make_query("acme.example", "TXT", "CH")) == "REFUSED"
    transfer = dns.message.make_query("acme.example", "AXFR")
    assert code_of(dns.query.tcp(transfer, host, port=port, timeout=10)) == "REFUSED"
    update = dns.message.make_query("acme.example", "SOA")
    update.set_opcode(dns.opcode.NOTIFY)
    assert code(update) == "NOTIMP"
    two = dns.message.make_query("acme.example", "TXT")
    two.question.append(
        dns.rrset.RRset(dns.name.from_text("b.example"), two.question[0].rdclass, dns.rdatatype.A)
    )
    assert code(two) == "NOTIMP"


def test_an_answer_is_no_question() -> None:
    store = open_store(None)
    rule = Rule(Zones(store), partial(domain_records.find, store), lambda: datetime.now(UTC), 0.0)
    question = dns.message.make_query("acme.example", "TXT")
    assert answered(rule, question.to_wire(), tcp=False)
    assert answered(rule, dns.message.make_response(question).to_wire(), tcp=False) is None


def test_rubbish(sandbox: Running) -> None:
    question = dns.message.make_query("acme.example", "TXT").to_wire()
    answer = ask(sandbox, "acme.example", "TXT").to_wire()
    silent = [b"", b"x", question[:11], answer]
    for data in (*silent, question):
        with socket.socket(type=socket.SOCK_DGRAM) as client:
            client.settimeout(0.05 if data in silent else 10)
            client.sendto(data, place(sandbox))
            if data in silent:
                with pytest.raises(TimeoutError):
                    client.recv(4_096)
            else:
                assert client.recv(4_096)[:2] == question[:2]
    broken = exchanged(sandbox, question[:20])
    assert (broken[:2], broken[3] & 0x0F) == (question[:2], 1)
    loop = question[:12] + b"\xc0\x0c\x00\x10\x00\x01"
    assert exchanged(sandbox, loop)[3] & 0x0F == 1


async def test_connections(sandbox: Running) -> None:
    host, port = await asyncio.to_thread(place, sandbox)
    reader, writer = await asyncio.open_connection(host, port)
    for number in range(2):
        question = dns.message.make_query("acme.example", "TXT", id=number).to_wire()
        framed = len(question).to_bytes(2, "big") + question
        writer.write(framed[:1])
        await writer.drain()
        writer.write(framed[1:])
        size = int.from_bytes(await reader.readexactly(2), "big")
        assert int.from_bytes((await reader.readexactly(size))[:2], "big") == number
    others = [await asyncio.open_connection(host, port) for _ in range(20)]
    others[0][1].write(b"\xff\xffhalf")
    for _, each in others:
        each.close()
    writer.close()
    assert await asyncio.to_thread(texts, await asyncio.to_thread(ask, sandbox, "acme.example", "TXT"))


def test_nobody_answers(sandbox: Running) -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as client:
        client.settimeout(0.05)
        client.sendto(dns.message.make_query("slow.example", "TXT").to_wire(), place(sandbox))
        with pytest.raises(TimeoutError):
            client.recv(4_096)


def test_it_ends_with_the_sandbox() -> None:
    thread = SandboxThread(Options(seed="empty"))
    thread.start()
    host, _, port = thread.dns.partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as idle:
        thread.stop()
        assert idle.recv(1) == b""
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        with socket.socket(type=kind) as again:
            again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            again.bind((host, int(port)))


def test_a_busy_port_is_an_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ConsoleError, match=f"port {port}: address already in use"):
            SandboxThread(Options(seed="empty", dns_port=port)).start()


def test_a_port_of_one_s_own() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with running(dns_port=port) as sandbox:
        assert place(sandbox) == ("127.0.0.1", port)
        assert texts(ask(sandbox, "acme.example", "TXT", tcp=True))
