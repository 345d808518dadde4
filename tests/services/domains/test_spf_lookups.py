"""SPF look-ups counted by making them: at answers from memory, and at a real name server."""

from pathlib import Path

import pytest

from tests.dns_server import needs_knot, served
from ue_console.resolver.found import Found, State
from ue_console.resolver.resolver import Resolver
from ue_console.services.domains.spf_check import proposal
from ue_console.services.domains.spf_lookups import LIMIT, STOP, SpfLookups, counted


class Dns:
    """Names and types to values; ``!`` names are ones that can't be known."""

    def __init__(self, **answers: str | tuple[str, ...]) -> None:
        self.answers = answers
        self.asked: list[str] = []

    async def look_up(self, name: str, kind: str) -> Found:
        self.asked.append(f"{kind} {name}")
        if name.startswith("dead."):
            return Found(name, kind, "timeout", detail="x")
        found = self.answers.get(name.partition(".")[0], ())
        values = (found,) if isinstance(found, str) else found
        state: State = "found" if values else "nxdomain"
        return Found(name, kind, state, values)


async def cost(record: str, **answers: str | tuple[str, ...]) -> SpfLookups:
    return await counted("home.test", f"v=spf1 {record}", Dns(home="192.0.2.1", **answers).look_up)


@pytest.mark.parametrize(
    ("record", "count"),
    [
        ("-all", 0),
        ("ip4:192.0.2.1 ip6:::1 ~all", 0),
        ("a mx a:b.test -all", 3),
        ("a/24 mx//64 -all", 2),
        ("exists:%{i}.b.test ptr -all", 2),
        ("-all a mx", 0),
        ("redirect=plain.test", 1),
        ("-all redirect=plain.test", 0),
        ("include:plain.test -all", 1),
        ("include:three.test -all", 4),
        ("include:three.test include:three.test ?include:three.test", 12),
        ("exp=a.test ~all", 0),
    ],
)
async def test_what_counts(record: str, count: int) -> None:
    found = await cost(record, plain="v=spf1 -all", three=("other", "v=spf1 a mx exists:x.test -all"))
    assert found.count == count
    assert any("error" in warning for warning in found.warnings) == (count > LIMIT or found.voids > 2)


async def test_more_than_ten_are_warned_of() -> None:
    ten = " ".join("a" for _ in range(LIMIT))
    assert (await cost(f"{ten} -all")).warnings == ()
    [warning] = (await cost(f"{ten} a -all")).warnings
    assert warning.startswith("The record needs 11 DNS look-ups; above 10")


async def test_look_ups_that_find_nothing() -> None:
    found = await cost("a:n1.test mx:n2.test a:n3.test -all")
    assert found.voids == 3
    assert found.warnings == ("3 of its look-ups find nothing; above 2 receivers count it as an error.",)


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ("include:loop.test -all", "loop.test leads back to loop.test, without end."),
        ("include:to.test -all", "fro.test leads back to to.test, without end."),
        ("redirect=home.test", "home.test leads back to home.test, without end."),
        ("include:none.test -all", "none.test has no SPF record, and that makes this record an error."),
        ("include:two.test -all", "two.test has 2 SPF records, and that makes this record an error."),
        ("mx:many.test -all", "many.test has more than 10 mail servers: mx is an error there."),
    ],
)
async def test_errors_of_receivers(record: str, said: str) -> None:
    found = await cost(
        record,
        loop="v=spf1 include:loop.test -all",
        to="v=spf1 include:fro.test -all",
        fro="v=spf1 include:to.test -all",
        two=("v=spf1 -all", "v=spf1 a -all"),
        many=tuple(f"10 m{number}.test" for number in range(11)),
    )
    assert said in found.problems


async def test_what_cant_be_known_is_said() -> None:
    found = await cost("include:dead.test a -all")
    assert (found.count, found.unknown, found.problems) == (2, ("dead.test",), ())


async def test_a_record_that_grows_without_end_is_left() -> None:
    dns = Dns(
        **{
            f"t{number}": f"v=spf1 include:t{number + 1}.test include:t{number + 1}.x.test -all"
            for number in range(40)
        }
    )
    found = await counted("home.test", "v=spf1 include:t0.test -all", dns.look_up)
    assert STOP <= found.count < 3 * STOP
    assert len(dns.asked) < 3 * STOP
    assert "at least" in found.warnings[-1]


async def test_who_is_let_in_by_way_of_others() -> None:
    answers = {"near": "v=spf1 include:spf.unione.io ~all", "spf": "v=spf1 ip4:192.0.2.1 ~all"}
    assert "spf.unione.io" in (await cost("include:near.test -all", **answers)).passed
    assert "spf.unione.io" in (await cost("redirect=near.test", **answers)).passed
    assert "spf.unione.io" not in (await cost("-include:near.test -all", **answers)).passed


async def test_a_record_that_lets_the_service_in_elsewhere_stays() -> None:
    dns = Dns(near="v=spf1 include:spf.unione.io ~all", spf="v=spf1 ip4:192.0.2.1 ~all")
    merge, lookups = await proposal("home.test", ["v=spf1 include:near.test -all"], dns.look_up)
    assert (merge.value, merge.changed, lookups.count) == ("v=spf1 include:near.test -all", False, 2)
    merge, lookups = await proposal("home.test", ["v=spf1 ip4:192.0.2.1 -all"], dns.look_up)
    assert (merge.value, lookups.count) == ("v=spf1 include:spf.unione.io ip4:192.0.2.1 -all", 1)


@pytest.mark.dns
@needs_knot
async def test_at_a_real_name_server(tmp_path: Path) -> None:
    zone = """\
a.deep TXT "v=spf1 include:b.deep.home.test a:host.home.test " "mx:home.test -all"
b.deep TXT "v=spf1 include:spf.unione.io exists:nothing.home.test ~all"
host A 192.0.2.1
@ MX 10 host
"""
    with served(tmp_path, {"home.test": zone, "unione.io": 'spf TXT "v=spf1 ip4:192.0.2.0/24 ~all"'}) as port:
        resolver = Resolver([f"127.0.0.1:{port}"], port, seconds=2)
        found = await counted("home.test", "v=spf1 redirect=a.deep.home.test", resolver.look_up)
    assert found == SpfLookups(6, 1, frozenset({"a.deep.home.test", "b.deep.home.test", "spf.unione.io"}))
