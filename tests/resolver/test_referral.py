"""A name server that is asked for what isn't its own names others: that is no answer, and is followed."""

from collections.abc import Iterator

import dns.flags
import dns.message
import dns.rcode
import dns.rrset
import pytest

from tests.dns_answers import Reply, answering, failing, saying
from tests.dns_server import needs_knot, served
from ue_console.resolver.authority import Authority
from ue_console.resolver.resolver import Resolver

pytestmark = [pytest.mark.dns, needs_knot]

HEAD = "$TTL 300\n@ SOA ns1 hostmaster 1 3600 600 86400 60\n@ NS ns1\nns1 A "


@pytest.fixture(scope="module")
def top(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of three servers: each knows one zone, and who serves the one below."""
    folder = tmp_path_factory.mktemp("dns")
    zones = {"test": "shop NS ns1.shop\nns1.shop A 127.0.0.2\nfar NS ns1.elsewhere.example.\n"}
    shop = {"shop.test": f'{HEAD}127.0.0.2\n@ TXT "shop"\nsub NS ns1.sub\nns1.sub A 127.0.0.3\n'}
    sub = {"sub.shop.test": f'{HEAD}127.0.0.3\n@ TXT "sub"\n'}
    with (
        served(folder / "1", zones, also_free=("127.0.0.2", "127.0.0.3")) as port,
        served(folder / "2", shop, port=port, addresses=("127.0.0.2",)),
        served(folder / "3", sub, port=port, addresses=("127.0.0.3",)),
    ):
        yield port


def resolver(*ports: int, at: int) -> Resolver:
    return Resolver([f"127.0.0.1:{port}" for port in ports or (at,)], at, seconds=2)


def referring(zone: str, *records: str, flags: int = 0) -> Reply:
    """To every question a name server of ``zone``, and what else stands beside it."""

    def reply(question: dns.message.Message) -> bytes:
        answer = dns.message.make_response(question)
        answer.flags |= flags
        for kind, value in (("NS", "ns.example."), *(record.split(" ", 1) for record in records)):
            answer.authority.append(dns.rrset.from_text(zone, 60, "IN", kind, value))
        return answer.to_wire()

    return reply


@pytest.mark.parametrize("kind", ["TXT", "MX", "A"])
async def test_it_is_no_proof_that_nothing_is_there(top: int, kind: str) -> None:
    found = await resolver(at=top).look_up("us._domainkey.shop.test", kind)
    assert (found.state, found.certain) == ("referred", False)
    assert found.detail == (
        f"127.0.0.1:{top} doesn't answer for shop.test, it refers to others; ask one that resolves."
    )


async def test_where_an_alias_leads_it_is_none_either(port: int) -> None:
    found = await resolver(at=port).look_up("led.example.test", "TXT")
    assert (found.state, found.name, found.cname) == ("referred", "led.example.test", ("key.lost.test",))


async def test_another_server_is_asked_and_of_failures_it_tells_most(top: int) -> None:
    async with answering(saying('shop.test 60 TXT "shop"')) as good:
        assert (await resolver(top, good, at=top).look_up("shop.test", "TXT")).values == ("shop",)
    async with answering(failing(dns.rcode.REFUSED)) as bad:
        assert (await resolver(bad, top, at=top).look_up("shop.test", "TXT")).state == "referred"


async def test_a_server_that_leads_upwards_is_told_by_the_name() -> None:
    async with answering(referring(".")) as port:
        found = await resolver(at=port).look_up("a.test", "TXT")
        zone = await Authority(resolver(at=port)).zone("a.test")
    assert found.detail.startswith(f"127.0.0.1:{port} doesn't answer for a.test, it refers to others")
    assert (zone.servers, zone.state, zone.detail) == ((), "referred", found.detail)


@pytest.mark.parametrize(
    "reply", [referring("test.", flags=dns.flags.AA), referring("test.", "SOA a. b. 1 2 3 4 5")]
)
async def test_who_knows_that_there_is_none_may_name_servers_too(reply: Reply) -> None:
    async with answering(reply) as port:
        assert (await resolver(at=port).look_up("a.test", "TXT")).state == "none"


@pytest.mark.parametrize(
    ("name", "zone", "value"), [("shop.test", "shop.test", "shop"), ("sub.shop.test", "sub.shop.test", "sub")]
)
async def test_the_zones_own_servers_are_found_through_it(top: int, name: str, zone: str, value: str) -> None:
    authority = Authority(resolver(at=top))
    assert (await authority.zone(name)).zone == zone
    [found] = await authority.look_up(name, "TXT")
    assert (found.state, found.values, found.server) == ("found", (value,), f"ns1.{zone}")


async def test_a_name_server_whose_address_nobody_tells_may_have_one(top: int) -> None:
    [found] = await Authority(resolver(at=top)).look_up("far.test", "TXT")
    assert (found.state, found.server) == ("servfail", "ns1.elsewhere.example")
    assert found.detail == (
        f"The address of ns1.elsewhere.example isn't known. 127.0.0.1:{top} refuses to answer."
    )
