"""What the console says of a zone that a real name server serves, in each state."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import dns.rcode
import pytest

from tests.dns_answers import answering, failing, saying, silent
from tests.dns_server import needs_knot, served
from tests.services.domains.zones import HASH, KEY, OTHER, ZONES, records
from ue_console.errors import ConfigError
from ue_console.models.unione.domain import Dkim, Domain, VerificationRecord
from ue_console.resolver import resolver as resolver_module
from ue_console.resolver.resolver import Resolver
from ue_console.services.domains.check import Checker
from ue_console.services.domains.notations import as_zone_line
from ue_console.services.domains.records import Purpose
from ue_console.services.domains.told import record_facts
from ue_console.services.domains.views import Difference, DomainCheck

pytestmark = [pytest.mark.dns, needs_knot]

NOON = datetime(2030, 1, 1, 12, 0, tzinfo=UTC)
ALL = (Purpose.VERIFICATION, Purpose.DKIM, Purpose.MAIL, Purpose.SPF, Purpose.DMARC)


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with served(tmp_path_factory.mktemp("dns"), ZONES, also_free=("127.0.0.2",)) as found:
        yield found


def checker(port: int, resolver_port: int = 0) -> Checker:
    """Asks the name server at ``port``, which also stands for the resolver unless there is another."""
    resolver = Resolver([f"127.0.0.1:{resolver_port or port}"], port, seconds=0.4)
    return Checker(resolver, lambda: NOON)


def states(check: DomainCheck) -> list[str]:
    """Of both views, in the order of the records; one word where they agree."""
    pairs = [(check.record(each).authoritative.state, check.record(each).system.state) for each in ALL]
    return [one if one == other else f"{one}/{other}" for one, other in pairs]


class Case(NamedTuple):
    domain: str
    states: str
    ready: tuple[bool, bool]
    next_step: str
    said: str = ""


CASES = [
    Case(
        "right.test",
        "found found found found found",
        (True, True),
        "DNS has what is wanted: validate the domain.",
    ),
    Case("Right.Test.", "found found found found found", (True, True), "DNS has what is wanted"),
    Case("пример.test", "found found found found found", (True, True), "DNS has what is wanted"),
    Case(
        "bare.test",
        "missing missing missing missing missing",
        (False, False),
        "Publish the verification record: a TXT record at @.",
    ),
    Case(
        "unknown.test",
        "missing missing missing missing missing",
        (False, False),
        "DNS knows no unknown.test: check the spelling, or have the name registered at a registrar.",
    ),
    Case(
        "fresh.right.test",
        "missing missing missing missing found",
        (False, False),
        "Publish the verification record: a TXT record at fresh in right.test.",
    ),
    Case(
        "free.co.zz",
        "missing missing missing missing missing",
        (False, False),
        "DNS knows no free.co.zz: check the spelling",
    ),
    Case("nomail.test", "found found missing missing missing", (True, False), "Publish an MX or A record"),
    Case("aonly.test", "found found found missing missing", (True, True), "DNS has what is wanted"),
    Case(
        "other-hash.test",
        "different found found missing missing",
        (False, True),
        "Replace the TXT record at @ by the verification record",
        "another domain's or account's",
    ),
    Case(
        "quoted-hash.test",
        "different found found missing missing",
        (False, True),
        "Replace",
        "Quotes or spaces",
    ),
    Case(
        "other-key.test",
        "found different found missing missing",
        (True, False),
        "Replace the TXT record at us._domainkey by the DKIM key",
        "It holds another key.",
    ),
    Case(
        "cut-key.test",
        "found different found missing missing",
        (True, False),
        "Replace",
        "cut off after 200 of 347 characters",
    ),
    Case("comma.test", "found different found missing missing", (True, False), "Replace", "A comma stands"),
    Case("split.test", "found found found missing missing", (True, True), "DNS has what is wanted"),
    Case(
        "two-keys.test",
        "found different found missing missing",
        (True, False),
        "Leave one TXT record at us._domainkey",
        "There are 2 TXT records where one belongs",
    ),
    Case(
        "two-spf.test",
        "found found found different missing",
        (True, True),
        "DNS has what is wanted",
        "The domain has 2 SPF records, and receivers count that as an error: delete them all and publish",
    ),
    Case(
        "spf-lacks.test",
        "found found found different missing",
        (True, True),
        "DNS has what is wanted",
        "include:spf.unione.io is missing",
    ),
    Case(
        "spf-deep.test",
        "found found found found missing",
        (True, True),
        "DNS has what is wanted",
        "by way of another",
    ),
    Case(
        "wildcard.test",
        "found different found missing missing",
        (True, False),
        "Publish the DKIM key: a TXT record at us._domainkey, where *.wildcard.test answers now.",
        "*.wildcard.test answers for us._domainkey.wildcard.test, which has no record of its own.",
    ),
    Case(
        "alias.test",
        "found found found missing missing",
        (True, True),
        "DNS has what is wanted",
        "us._domainkey.alias.test is an alias (CNAME) of key.right-hosts.test",
    ),
    Case(
        "alias-wrong.test",
        "found missing found missing missing",
        (True, False),
        "Replace the alias at us._domainkey, which leads to bare.test: the DKIM key can't stand beside it.",
        "is an alias (CNAME) of bare.test",
    ),
    Case(
        "news.news-alias.test",
        "missing missing found different missing",
        (False, False),
        "Publish the verification record: a TXT record at mail, which the alias leads to, or replace",
        "beside an alias. Publish this at mail.news-alias.test, or replace the alias.",
    ),
    Case(
        "doubled.test",
        "missing missing found missing missing",
        (False, False),
        "Publish the verification",
        "It stands at us._domainkey.doubled.test.doubled.test: this provider adds",
    ),
    Case(
        "sub.parent.test",
        "found found found missing found",
        (True, True),
        "DNS has what is wanted",
        "It is that of parent.test, which counts here as well.",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.domain)
async def test_a_zone_and_the_verdict(port: int, case: Case) -> None:
    check = await checker(port).check(records(case.domain))
    assert states(check) == case.states.split()
    assert (check.ready_to_validate_verification, check.ready_to_validate_dkim) == case.ready
    assert check.ready == all(case.ready)
    assert check.next_step.startswith(case.next_step)
    assert case.said in " ".join(warning for record in check.records for warning in record.warnings)
    assert check.trouble == ()


async def test_the_first_character_that_differs(port: int) -> None:
    check = await checker(port).check(records("other-key.test"))
    difference = check.record(Purpose.DKIM).difference
    assert difference == Difference(KEY, OTHER)
    assert (difference.position, KEY[40], OTHER[40]) == (40, "7", "8")
    check = await checker(port).check(records("other-hash.test"))
    difference = check.record(Purpose.VERIFICATION).difference
    assert difference is not None
    assert difference.expected == HASH
    assert HASH[: difference.position] == difference.found[: difference.position]
    assert HASH[difference.position] != difference.found[difference.position]


async def test_hosts_are_those_of_the_zone(port: int) -> None:
    check = await checker(port).check(records("sub.parent.test"))
    assert (check.zone, check.servers) == ("parent.test", ("ns1.parent.test",))
    assert [record.wanted.host for record in check.records] == [
        "sub",
        "us._domainkey.sub",
        "sub",
        "sub",
        "_dmarc.sub",
    ]
    assert check.next_step.startswith("DNS has")


async def test_what_cant_stand_beside_an_alias_is_published_where_it_leads(port: int) -> None:
    check = await checker(port).check(records("news.news-alias.test"))
    lines = {
        record.wanted.purpose: as_zone_line(record.wanted) for record in check.records if record.wanted.value
    }
    assert lines[Purpose.VERIFICATION] == f'mail IN TXT "{HASH}"'
    assert lines[Purpose.SPF] == 'mail IN TXT "v=spf1 include:spf.unione.io mx -all"'
    assert lines[Purpose.DKIM].startswith("us._domainkey.news IN TXT")


async def test_the_spf_record_to_publish_takes_in_what_stands(port: int) -> None:
    spf = (await checker(port).check(records("spf-lacks.test"))).record(Purpose.SPF)
    assert spf.wanted.value == "v=spf1 include:spf.unione.io ip4:192.0.2.0/24 -all"
    assert spf.lookups is not None
    assert (spf.lookups.count, spf.lookups.unknown) == (1, ())
    assert spf.difference is not None
    assert spf.difference.position == len("v=spf1 i")


async def test_of_two_spf_records_each_is_shown_and_none_compared(port: int) -> None:
    record = (await checker(port).check(records("two-spf.test"))).record(Purpose.SPF)
    facts = list(record_facts(record, NOON, 80))
    assert [fact.text for fact in facts if fact.label == "  is"] == [
        "v=spf1 a mx -all",
        "v=spf1 include:spf.unione.io ~all",
    ]
    assert "  wanted" not in [fact.label for fact in facts]
    assert len([fact for fact in facts if "SPF records" in fact.text]) == 1


async def test_a_domain_that_nobody_registered(port: int) -> None:
    check = await checker(port).check(records("unknown.test"))
    assert check.exists is False
    assert {record.wanted.host for record in check.records} == {
        "unknown.test",
        "us._domainkey.unknown.test",
        "_dmarc.unknown.test",
    }


@pytest.mark.parametrize(
    ("domain", "zone", "hosts"),
    [
        ("fresh.right.test", "right.test", ("fresh", "us._domainkey.fresh", "_dmarc.fresh")),
        ("a.fresh.right.test", "right.test", ("a.fresh", "us._domainkey.a.fresh", "_dmarc.a.fresh")),
        ("x.xn--e1afmkfd.test", "xn--e1afmkfd.test", ("x", "us._domainkey.x", "_dmarc.x")),
    ],
)
async def test_a_name_that_dns_doesnt_know_yet_is_written_into_the_zone_above(
    port: int, domain: str, zone: str, hosts: tuple[str, ...]
) -> None:
    check = await checker(port).check(records(domain))
    assert (check.exists, check.zone) == (False, zone)
    assert tuple(dict.fromkeys(record.wanted.host for record in check.records)) == hosts
    assert as_zone_line(check.records[0].wanted) == f'{hosts[0]} IN TXT "{HASH}"'
    shown = "пример.test" if zone.startswith("xn--") else zone
    assert check.next_step.endswith(f"a TXT record at {hosts[0]} in {shown}.")


async def test_a_cached_answer_is_told_with_its_end(port: int) -> None:
    """The name server has the new value; a resolver keeps the old one for 40 minutes."""
    old = saying(
        "right.test 2400 TXT unione-validate-hash=old",
        "test 9 NS ns1.test.",
        "right.test 9 NS ns1.right.test.",
        "ns1.right.test 9 A 127.0.0.1",
    )
    async with answering(old) as resolver_port:
        check = await checker(port, resolver_port).check(records("right.test"))
    record = check.record(Purpose.VERIFICATION)
    assert (record.state, record.authoritative.state, record.system.state) == ("found", "found", "different")
    assert record.system.expires == record.stale_until == NOON + timedelta(minutes=40)
    assert record.authoritative.expires is None
    assert record.authoritative.ttl == 300
    assert check.ready_to_validate_verification
    assert "A resolver keeps the old answer until 12:40 UTC;" in check.next_step
    assert check.record(Purpose.DKIM).stale_until == NOON + timedelta(seconds=30), (
        "that there is none is kept too"
    )


async def test_name_servers_that_dont_agree(port: int) -> None:
    async with answering(
        saying("half.test 60 TXT unione-validate-hash=old", authority=True), "127.0.0.2", port
    ):
        check = await checker(port).check(records("half.test"))
    record = check.record(Purpose.VERIFICATION)
    assert (record.state, record.authoritative.server) == ("different", "ns2.half.test")
    assert "ns1.half.test has it already: the zone's name servers don't agree yet." in record.warnings
    assert not check.ready_to_validate_verification


async def test_a_lame_name_server_beside_a_good_one(port: int) -> None:
    async with answering(failing(dns.rcode.REFUSED), "127.0.0.2", port):
        check = await checker(port).check(records("half.test"))
    assert check.ready
    [trouble] = check.trouble
    assert trouble.startswith(f"ns2.half.test (127.0.0.2:{port}) refuses to answer for the zone")


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (failing(dns.rcode.REFUSED), "refuses to answer for the zone"),
        (failing(dns.rcode.SERVFAIL), r"fails to answer \(SERVFAIL\)"),
        (silent, "doesn't answer within 0.4 s"),
    ],
    ids=["lame", "servfail", "timeout"],
)
async def test_a_domain_whose_only_name_server_fails(port: int, reply: object, said: str) -> None:
    assert callable(reply)
    async with answering(reply, "127.0.0.2", port), answering(failing(dns.rcode.SERVFAIL)) as resolver_port:
        check = await checker(port, resolver_port).check(records("lame.test"))
        with_parent = await checker(port).check(records("lame.test"))
    assert set(states(check)) == {"unknown"}
    assert not check.ready
    assert check.next_step.startswith("Nobody can tell whether the verification record is published. ")
    assert any(re.search(f"ns1.lame.test .*{said}", each) for each in with_parent.trouble)
    assert with_parent.record(Purpose.DKIM).authoritative.state == "unknown"


async def test_where_name_servers_cant_be_asked_the_resolver_counts(port: int) -> None:
    """As behind a firewall that lets only the resolver out."""
    check = await Checker(Resolver([f"127.0.0.1:{port}"], 1, seconds=0.2), lambda: NOON).check(
        records("right.test")
    )
    record = check.record(Purpose.DKIM)
    assert (record.authoritative.state, record.system.state, record.state) == ("unknown", "found", "found")
    assert check.ready
    assert check.trouble


async def test_without_a_resolver_there_is_nobody_to_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> None:
        raise ConfigError("The system has no DNS resolver.", "Name one.")

    monkeypatch.setattr(resolver_module, "of_system", none)
    with pytest.raises(ConfigError, match="no DNS resolver"):
        await Checker(Resolver()).check(records("right.test"))


def with_status(domain: str, confirmed: bool, active: bool) -> Domain:
    return Domain(
        domain=domain,
        verification_record=VerificationRecord(
            value=HASH, status="confirmed" if confirmed else "unconfirmed"
        ),
        dkim=Dkim(key=KEY, status="active" if active else "inactive"),
    )


@pytest.mark.parametrize(
    ("domain", "confirmed", "active", "step"),
    [
        ("right.test", False, False, "DNS has what is wanted: validate the domain."),
        ("right.test", True, False, "DNS has what is wanted: validate the DKIM key."),
        ("right.test", False, True, "DNS has what is wanted: validate the verification record."),
        ("right.test", True, True, "Nothing is left to do: mail can be sent."),
        ("other-key.test", True, True, "Mail can be sent, but DNS no longer has the DKIM key"),
        ("split.test", True, True, "Mail can be sent; publish the SPF record too"),
        ("bare.test", True, False, "Publish the DKIM key: a TXT record at us._domainkey."),
    ],
)
async def test_the_next_step_heeds_what_the_service_has(
    port: int, domain: str, confirmed: bool, active: bool, step: str
) -> None:
    check = await checker(port).check(with_status(domain, confirmed, active))
    assert check.next_step.startswith(step)


async def test_a_value_that_the_service_leaves_out_isnt_guessed(port: int) -> None:
    check = await checker(port).check(Domain(domain="right.test"))
    assert states(check)[:2] == ["unknown", "unknown"]
    assert "register the domain again" in check.next_step
