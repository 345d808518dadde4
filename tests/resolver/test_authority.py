"""A zone's own name servers, asked directly: found, lame, silent, and across aliases."""

import dns.rcode
import pytest

from tests.dns_answers import answering, failing, saying, silent
from tests.dns_server import needs_knot
from ue_console.resolver.authority import Authority
from ue_console.resolver.delegation import NameServer
from ue_console.resolver.resolver import Resolver

pytestmark = [pytest.mark.dns, needs_knot]


@pytest.fixture
def authority(port: int) -> Authority:
    return Authority(Resolver([f"127.0.0.1:{port}"], port, seconds=0.4))


@pytest.mark.parametrize(
    "name", ["example.test", "Example.Test.", "mail.example.test", "a.b.c.example.test", "away.example.test"]
)
async def test_the_closest_zone_is_found(authority: Authority, name: str) -> None:
    zone = await authority.zone(name)
    assert (zone.zone, zone.servers) == ("example.test", (NameServer("ns1.example.test", ("127.0.0.1",)),))


async def test_a_name_that_nobody_registered_is_in_the_zone_above(authority: Authority) -> None:
    assert (await authority.zone("unknown.test")).zone == "test"
    [found] = await authority.look_up("unknown.test", "TXT")
    assert (found.state, found.server) == ("nxdomain", "ns1.test")


async def test_each_name_server_says_what_it_has(authority: Authority) -> None:
    [found] = await authority.look_up("mail.example.test", "A")
    assert (found.values, found.server, found.ttl) == (("192.0.2.7",), "ns1.example.test", 300)


async def test_an_alias_is_followed_to_the_other_zones_servers(authority: Authority) -> None:
    [found] = await authority.look_up("away.example.test", "TXT")
    assert (found.values, found.server) == (("k=rsa; p=AB",), "ns1.other.test")
    assert (found.cname, found.name) == (("key.other.test",), "away.example.test")


async def test_an_alias_of_nothing(authority: Authority) -> None:
    [found] = await authority.look_up("dangling.example.test", "TXT")
    assert (found.state, found.cname) == ("nxdomain", ("nobody.other.test",))


async def test_aliases_in_a_circle_end(authority: Authority) -> None:
    [found] = await authority.look_up("round.example.test", "TXT")
    assert not found.certain


async def test_a_delegation_that_is_half_lame_says_which_half(authority: Authority, port: int) -> None:
    async with answering(failing(dns.rcode.REFUSED), "127.0.0.2", port):
        good, lame = await authority.look_up("half.test", "TXT")
    assert (good.state, good.values, good.server) == ("found", ("half",), "ns1.half.test")
    assert (lame.state, lame.server) == ("lame", "ns2.half.test")
    assert lame.detail.startswith(f"ns2.half.test (127.0.0.2:{port}) refuses to answer for the zone")


async def test_a_name_server_that_is_silent_or_fails(authority: Authority, port: int) -> None:
    async with answering(silent, "127.0.0.2", port):
        assert [each.state for each in await authority.look_up("half.test", "TXT")] == ["found", "timeout"]
    async with answering(failing(dns.rcode.SERVFAIL), "127.0.0.2", port):
        assert [each.state for each in await authority.look_up("half.test", "TXT")] == ["found", "servfail"]


async def test_a_name_server_that_only_passes_on_what_others_said_is_lame(
    authority: Authority, port: int
) -> None:
    async with answering(saying('half.test 9 TXT "old"'), "127.0.0.2", port):
        assert [each.state for each in await authority.look_up("half.test", "TXT")] == ["found", "lame"]


async def test_a_delegation_that_is_all_lame(authority: Authority, port: int) -> None:
    async with answering(failing(dns.rcode.REFUSED), "127.0.0.2", port):
        zone = await authority.zone("mail.lost.test")
        found = await authority.look_up("mail.lost.test", "TXT")
    assert (zone.zone, [server.name for server in zone.servers]) == (
        "lost.test",
        ["nowhere.test", "ns1.lost.test"],
    )
    assert [each.state for each in found] == ["lame", "lame"]
    assert found[0].detail == "nowhere.test has no address."


async def test_a_resolver_that_finds_only_failures_asks_the_zone_above(port: int) -> None:
    """As one does whose own servers all fail: the delegation itself is still known above."""

    def resolving(question: object) -> bytes | None:
        import dns.message

        assert isinstance(question, dns.message.Message)
        name = question.question[0].name.to_text()
        if name.endswith("lost.test."):
            return failing(dns.rcode.SERVFAIL)(question)
        return saying("test 60 NS ns1.test.", "ns1.test 60 A 127.0.0.1")(question)

    async with (
        answering(resolving) as resolver_port,
        answering(failing(dns.rcode.REFUSED), "127.0.0.2", port),
    ):
        authority = Authority(Resolver([f"127.0.0.1:{resolver_port}"], port, seconds=0.4))
        found = await authority.look_up("us._domainkey.lost.test", "TXT")
    assert [(each.server, each.state) for each in found] == [
        ("nowhere.test", "lame"),
        ("ns1.lost.test", "lame"),
    ]


@pytest.mark.parametrize(("reply", "state"), [(silent, "timeout"), (failing(dns.rcode.SERVFAIL), "servfail")])
async def test_without_a_resolver_that_answers_nothing_is_known(reply: object, state: str) -> None:
    assert callable(reply)
    async with answering(reply) as port:
        authority = Authority(Resolver([f"127.0.0.1:{port}"], seconds=0.2))
        [found] = await authority.look_up("example.test", "TXT")
    assert found.state == state
    assert found.detail


async def test_a_resolver_that_knows_no_name_servers_is_no_proof_that_nothing_is_there() -> None:
    async with answering(saying()) as port:
        authority = Authority(Resolver([f"127.0.0.1:{port}"], seconds=0.2))
        [found] = await authority.look_up("example.test", "TXT")
    assert (found.state, found.certain) == ("servfail", False)
    assert found.detail == "The resolver knows no name servers of test."
