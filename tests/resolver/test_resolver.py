"""Look-ups at a real name server."""

import pytest

from tests.dns_server import needs_knot
from ue_console.errors import InputError
from ue_console.resolver.found import Found
from ue_console.resolver.resolver import Resolver

pytestmark = [pytest.mark.dns, needs_knot]


@pytest.fixture
def resolver(port: int) -> Resolver:
    return Resolver([f"127.0.0.1:{port}"], port, seconds=2)


@pytest.mark.parametrize("name", ["example.test", "Example.TEST.", " example.test "])
async def test_strings_are_joined_and_spellings_are_one(resolver: Resolver, port: int, name: str) -> None:
    assert await resolver.look_up(name, "TXT") == Found(
        "example.test",
        "TXT",
        "found",
        ("two", "unione-validate-hash=1f and more"),
        ttl=90,
        server=f"127.0.0.1:{port}",
    )


@pytest.mark.parametrize(
    ("name", "kind", "values"),
    [
        ("example.test", "MX", ("0 .", "10 mail.example.test")),
        ("mail.example.test", "A", ("192.0.2.7",)),
        ("mail.example.test", "AAAA", ("2001:db8::7",)),
        ("example.test", "NS", ("ns1.example.test",)),
        ("alias.example.test", "CNAME", ("mid.example.test",)),
        ("sub.example.test", "TXT", ()),
        ("ПРИМЕР.sub.example.test", "TXT", ("international",)),
    ],
)
async def test_each_type(resolver: Resolver, name: str, kind: str, values: tuple[str, ...]) -> None:
    found = await resolver.look_up(name, kind)
    assert (found.values, found.state) == (values, "found" if values else "none")


async def test_aliases_are_noted(resolver: Resolver) -> None:
    found = await resolver.look_up("alias.example.test", "A")
    assert (found.values, found.cname) == (("192.0.2.7",), ("mid.example.test", "mail.example.test"))
    assert found.ttl == 30


async def test_an_alias_that_a_server_leaves_open_is_followed(resolver: Resolver) -> None:
    found = await resolver.look_up("away.example.test", "TXT")
    assert (found.values, found.cname, found.name) == (
        ("k=rsa; p=AB",),
        ("key.other.test",),
        "away.example.test",
    )


async def test_what_isnt_there_is_kept_as_long_as_the_zone_says(resolver: Resolver) -> None:
    none = await resolver.look_up("mail.example.test", "TXT")
    assert (none.state, none.ttl, none.values) == ("none", 60, ())
    nobody = await resolver.look_up("nobody.other.test", "TXT")
    assert (nobody.state, nobody.ttl, nobody.certain) == ("nxdomain", 60, True)


async def test_what_doesnt_fit_in_udp_comes_by_tcp(resolver: Resolver) -> None:
    found = await resolver.look_up("long.example.test", "TXT")
    assert found.values == ("x" * 3000,)


async def test_nothing_reaches_the_terminal(resolver: Resolver) -> None:
    found = await resolver.look_up("hostile.example.test", "TXT")
    assert found.values == ("a\ufffd[2Jb\ufffdc",)


async def test_a_resolver_that_refuses(resolver: Resolver, port: int) -> None:
    found = await resolver.look_up("example.org", "A")
    assert (found.state, found.certain) == ("refused", False)
    assert found.detail == f"127.0.0.1:{port} refuses to answer."


async def test_a_name_server_that_isnt_the_zones_is_lame(resolver: Resolver) -> None:
    found = await resolver.look_up("example.org", "A", at=["127.0.0.1"])
    assert found.state == "lame"
    assert "refuses to answer for the zone" in found.detail


@pytest.mark.parametrize(
    "name", ["", "a..test", "-a.test", "x" * 64 + ".test", "a b.test", "a." * 127 + "test"]
)
async def test_what_cant_be_a_name_isnt_asked_for(name: str) -> None:
    found = await Resolver(["127.0.0.1:1"]).look_up(name, "A")
    assert found.state == "nxdomain"
    assert found.detail.startswith("No name in DNS can be so: ")


def test_a_server_is_an_address() -> None:
    with pytest.raises(InputError, match="no DNS server's address"):
        Resolver(["dns.example.com"])
