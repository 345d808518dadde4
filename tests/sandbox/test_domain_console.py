"""The console's own check of DNS, led to the sandbox's DNS server: its verdict for each part."""

from collections.abc import Iterator

import pytest

from tests.sandbox.domain_house import dns_state, published, register
from tests.sandbox.running import Running
from ue_console.models.unione.domain import DnsRecords
from ue_console.resolver.resolver import Resolver
from ue_console.sandbox.dns_parts import PARTS
from ue_console.services.domains.check import Checker

FINE = ("found", "found", "found", "found", "missing")

VERDICTS = {
    "": FINE,
    "ready": ("found",) * 5,
    "missing": ("missing", "missing", "found", "missing", "missing"),
    "different": ("different", "different", "found", "found", "missing"),
    "otherkey": ("found", "different", "found", "found", "missing"),
    "malformed": ("found", "different", "found", "found", "missing"),
    "split": FINE,
    "cname": FINE,
    "wildcard": ("found", "different", "found", "found", "missing"),
    "twospf": ("found", "found", "found", "different", "missing"),
    "manyspf": ("found", "found", "found", "different", "missing"),
    "cached": FINE,
    "nomail": ("found", "found", "missing", "found", "missing"),
    "nowhere": ("missing",) * 5,
    "servfail": ("unknown",) * 5,
    "lame": ("unknown",) * 5,
    "slow": ("unknown",) * 5,
    "internal": FINE,
    "unknown": ("found", "unknown", "found", "found", "missing"),
}
"""Word → state of verification record, DKIM, MX or A, SPF and DMARC, as the name servers have them."""


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Running]:
    with published() as found:
        yield found


def test_every_part_is_here() -> None:
    assert VERDICTS.keys() - {""} == PARTS.keys() - {"forbidden"}


@pytest.mark.parametrize("word", VERDICTS)
async def test_verdicts(sandbox: Running, word: str) -> None:
    # A zone above of its own: names of one test are not in another's.
    made = register(sandbox, f"{word or 'usual'}.verdicts.example")
    address = dns_state(sandbox)["address"]
    resolver = Resolver([address], int(address.partition(":")[2]), seconds=0.3)
    found = await Checker(resolver).check(DnsRecords.model_validate(made))
    assert tuple(record.authoritative.state for record in found.records) == VERDICTS[word]
    assert tuple(record.system.state for record in found.records) == VERDICTS[word]
