"""Servers that fail: each failure is a state, and another server is asked."""

import socket
from collections.abc import Iterator
from pathlib import Path

import dns.flags
import dns.message
import dns.rcode
import pytest

from tests.dns_answers import answering, failing, saying, silent
from ue_console.errors import ConfigError, InputError
from ue_console.resolver.resolver import Resolver
from ue_console.resolver.servers import Server, of_system, parsed

GOOD = saying("a.test 60 A 192.0.2.1")


def asking(*ports: int) -> Resolver:
    return Resolver([f"127.0.0.1:{port}" for port in ports], seconds=0.2)


async def test_a_server_that_never_answers() -> None:
    async with answering(silent) as port:
        found = await asking(port).look_up("a.test", "A")
    assert found.state == "timeout"
    assert found.detail == f"127.0.0.1:{port} doesn't answer within 0.2 s."


async def test_a_port_where_nobody_listens() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
    # Waiting for an answer would end with another sentence.
    found = await asking(port).look_up("a.test", "A")
    assert found.state == "timeout"
    assert found.detail == f"127.0.0.1:{port} can't be reached (nothing listens there)."


async def test_an_address_that_no_packet_can_go_to() -> None:
    found = await Resolver(["255.255.255.255"], seconds=0.2).look_up("a.test", "A")
    assert found.state == "timeout"
    assert found.detail == "255.255.255.255 can't be reached (Permission denied)."


@pytest.mark.parametrize(
    ("code", "state"),
    [(dns.rcode.SERVFAIL, "servfail"), (dns.rcode.REFUSED, "refused"), (dns.rcode.NOTAUTH, "servfail")],
)
async def test_a_server_that_says_that_it_fails(code: dns.rcode.Rcode, state: str) -> None:
    async with answering(failing(code)) as port:
        assert (await asking(port).look_up("a.test", "A")).state == state


async def test_an_answer_of_garbage_is_none() -> None:
    async with answering(lambda question: b"\xff" * 40) as port:
        assert (await asking(port).look_up("a.test", "A")).state == "timeout"


async def test_an_answer_to_another_question_is_none() -> None:
    def other(question: dns.message.Message) -> bytes:
        question.id = (question.id + 1) % 65536
        return GOOD(question) or b""

    async with answering(other) as port:
        assert (await asking(port).look_up("a.test", "A")).state == "timeout"


async def test_that_there_is_none_is_kept_for_the_shorter_of_two_times() -> None:
    async with answering(GOOD) as port:
        found = await asking(port).look_up("b.test", "A")
    assert (found.state, found.ttl) == ("none", 30)


async def test_a_lost_packet_is_asked_for_again() -> None:
    asked: list[int] = []

    def second(question: dns.message.Message) -> bytes | None:
        asked.append(question.id)
        return GOOD(question) if len(asked) > 1 else None

    async with answering(second) as port:
        assert (await asking(port).look_up("a.test", "A")).values == ("192.0.2.1",)


async def test_a_server_without_edns_is_asked_without() -> None:
    def old(question: dns.message.Message) -> bytes | None:
        return failing(dns.rcode.FORMERR)(question) if question.edns >= 0 else GOOD(question)

    async with answering(old) as port:
        assert (await asking(port).look_up("a.test", "A")).values == ("192.0.2.1",)


@pytest.mark.parametrize("bad", [silent, failing(dns.rcode.SERVFAIL), failing(dns.rcode.REFUSED)])
async def test_the_next_server_is_asked(bad: object) -> None:
    assert callable(bad)
    async with answering(bad) as first, answering(GOOD) as second:
        found = await asking(first, second).look_up("a.test", "A")
    assert (found.values, found.server) == (("192.0.2.1",), f"127.0.0.1:{second}")


async def test_of_several_failures_the_one_that_tells_most_is_told() -> None:
    async with answering(silent) as first, answering(failing(dns.rcode.SERVFAIL)) as second:
        assert (await asking(first, second).look_up("a.test", "A")).state == "servfail"


async def test_an_answer_without_authority_is_lame() -> None:
    async with answering(GOOD) as port:
        found = await asking(port).look_up("a.test", "A", at=[f"127.0.0.1:{port}"])
        assert (await asking(port).look_up("a.test", "A")).state == "found"
    assert found.state == "lame"
    assert "without authority" in found.detail


async def test_only_a_resolver_is_asked_to_ask_others() -> None:
    wanted: list[bool] = []

    def noting(question: dns.message.Message) -> bytes | None:
        wanted.append(bool(question.flags & dns.flags.RD))
        return saying(authority=True)(question)

    async with answering(noting) as port:
        resolver = asking(port)
        await resolver.look_up("a.test", "A")
        await resolver.look_up("a.test", "A", at=[f"127.0.0.1:{port}"])
    assert wanted == [True, False]


@pytest.fixture
def resolv(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "resolv.conf"


def test_the_systems_servers_are_read(resolv: Path) -> None:
    resolv.write_text("# a\nsearch x\nnameserver 192.0.2.1\nnameserver fe80::1\nnameserver no\noptions a\n")
    assert of_system(resolv) == [Server("192.0.2.1"), Server("fe80::1")]


@pytest.mark.parametrize("text", [None, "", "search x\n", "nameserver\n"])
def test_a_system_without_a_server_is_told(resolv: Path, text: str | None) -> None:
    if text is not None:
        resolv.write_text(text)
    with pytest.raises(ConfigError, match="no DNS resolver") as caught:
        of_system(resolv)
    assert "ADDRESS" in caught.value.remedy


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("192.0.2.1:5353", "192.0.2.1:5353"),
        (" 192.0.2.1:53 ", "192.0.2.1"),
        ("2001:DB8::1", "2001:db8::1"),
        ("[2001:db8::1]:5353", "[2001:db8::1]:5353"),
        ("[2001:db8::1]", "2001:db8::1"),
    ],
)
def test_addresses(text: str, shown: str) -> None:
    assert str(parsed(text)) == shown


@pytest.mark.parametrize(
    "text", ["", "a.example", "192.0.2", "192.0.2.1:", "192.0.2.1:0", "192.0.2.1:65536", "[::1"]
)
def test_what_is_no_address(text: str) -> None:
    if text == "[::1":
        assert parsed(text).address == "::1"
        return
    with pytest.raises(InputError):
        parsed(text)
