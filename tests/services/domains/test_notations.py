"""Every notation of a record, read back by a DNS library as the same bytes."""

import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.zone
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ue_console.services.domains.notations import (
    STRING_BYTES,
    as_full_zone_line,
    as_quoted,
    as_split,
    as_zone,
    as_zone_line,
    notations,
    strings,
)
from ue_console.services.domains.records import Purpose, WantedRecord, host_in, wanted

VALUES = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=900)


def record(value: str, host: str = "us._domainkey") -> WantedRecord:
    return WantedRecord(Purpose.DKIM, host, "us._domainkey.example.com", "TXT", value, True)


def read(line: str) -> tuple[bytes, ...]:
    """The strings of the one TXT record in a zone that has this line."""
    zone = dns.zone.from_text(
        f"$ORIGIN example.com.\n$TTL 60\n@ SOA a b 1 2 3 4 5\n@ NS a\n{line}\n", check_origin=False
    )
    [rdata] = zone.find_rdataset("us._domainkey", "TXT")
    return tuple(rdata.strings)


@given(VALUES.filter(bool))
def test_a_zone_line_holds_the_same_bytes(value: str) -> None:
    for line in (
        as_zone_line(record(value)),
        as_full_zone_line(record(value)),
        as_zone_line(record(value), 3600),
    ):
        assert "\n" not in line
        found = read(line)
        assert b"".join(found) == value.encode()
        assert all(len(string) <= STRING_BYTES for string in found)


@given(VALUES)
def test_strings_are_the_value_cut_between_characters(value: str) -> None:
    found = strings(value)
    assert "".join(found) == value
    assert all(len(string.encode()) <= STRING_BYTES for string in found)
    assert len(found) == 1 or all(found)


@given(VALUES.filter(lambda value: len(value.encode()) <= STRING_BYTES))
def test_quotes_and_split_are_one_where_it_fits(value: str) -> None:
    assert as_quoted(record(value)) == as_split(record(value))
    rdata = dns.rdata.from_text(dns.rdataclass.IN, dns.rdatatype.TXT, as_quoted(record(value)))
    wire = rdata.to_wire()
    assert wire is not None
    assert wire[1:] == value.encode()


@pytest.mark.parametrize(("length", "count"), [(0, 1), (1, 1), (255, 1), (256, 2), (510, 2), (511, 3)])
def test_a_string_holds_255_bytes(length: int, count: int) -> None:
    assert len(strings("x" * length)) == count


def test_the_records_as_the_reference_writes_them() -> None:
    records = wanted("example.com", "unione-validate-hash=483b", "MIGf/+A", "example.com")
    assert as_zone(records) == (
        '@ IN TXT "unione-validate-hash=483b"\n'
        'us._domainkey IN TXT "k=rsa; p=MIGf/+A"\n'
        '@ IN TXT "v=spf1 include:spf.unione.io ~all"\n'
        '_dmarc IN TXT "v=DMARC1; p=none"'
    )
    assert as_full_zone_line(records[1], 3600) == (
        'us._domainkey.example.com. 3600 IN TXT "k=rsa; p=MIGf/+A"'
    )


def test_a_host_is_not_guessed_where_the_zone_isnt_known() -> None:
    records = wanted("mail.example.com", "unione-validate-hash=483b", "MIGf/+A")
    assert [each.host for each in records] == [each.name for each in records]
    assert as_zone(records).splitlines()[0] == 'mail.example.com. IN TXT "unione-validate-hash=483b"'
    assert dict(notations(records[1]))["Host"] == "us._domainkey.mail.example.com"


def test_every_notation_once() -> None:
    long = dict(notations(record("k=rsa; p=" + "A" * 300)))
    assert long["Host"] == "us._domainkey"
    assert long["Full name"] == "us._domainkey.example.com"
    assert long["Value"] == "k=rsa; p=" + "A" * 300
    assert long["Value split at 255 bytes"].count('"') == 4
    assert "Value split at 255 bytes" not in dict(notations(record("short")))
    assert not list(notations(record("")))
    assert as_zone_line(record("")) == ""


@pytest.mark.parametrize(
    ("name", "zone", "host"),
    [
        ("example.com", "example.com", "@"),
        ("us._domainkey.mail.example.com", "example.com", "us._domainkey.mail"),
        ("mail.example.com", "example.com", "mail"),
        ("myexample.com", "example.com", "myexample.com"),
    ],
)
def test_hosts_within_a_zone(name: str, zone: str, host: str) -> None:
    assert host_in(name, zone) == host


def test_needed_are_the_two_records_and_that_the_domain_exists() -> None:
    needed = [each.purpose for each in wanted("a.test", "v", "k") if each.needed]
    assert needed == [Purpose.VERIFICATION, Purpose.DKIM, Purpose.MAIL]
