"""Which part a domain plays in the sandbox's own DNS.

A domain whose first label is one of these words, or begins with one followed by ``-`` or a digit
(``split.acme.example``, ``slow-2.example``), in any letter case:

    ready       everything stands at once, DMARC too
    missing     no TXT record ever appears
    different   both appear with the values of somebody else
    otherkey    DKIM appears with another key
    malformed   DKIM appears without p=
    split       both appear in three strings
    cname       us._domainkey is an alias, and the key stands where it leads
    wildcard    a wildcard TXT answers in the place of DKIM
    twospf      two SPF records
    manyspf     SPF takes ten look-ups without the service's
    cached      resolvers know each change ten steps later than the name servers do
    nomail      no MX, A or AAAA
    nowhere     the domain is not in DNS
    servfail    whoever is asked fails
    lame        the name server refuses to answer for the zone
    slow        nobody answers
    internal    validate-dkim ends with 120, whatever DNS has
    unknown     whoever is asked for DKIM fails, and validate-dkim ends with 129
    forbidden   can't be registered (130)
"""

import re
from collections.abc import Mapping
from typing import Final, Literal, NamedTuple


class Part(NamedTuple):
    """How a zone differs from one in which everything goes well."""

    server: Literal["answers", "nxdomain", "servfail", "lame", "silent"] = "answers"
    verification: Literal["right", "missing", "different", "split"] = "right"
    dkim: Literal["right", "missing", "different", "malformed", "split", "alias", "failed"] = "right"
    spf: Literal["one", "none", "two", "many"] = "one"
    mail: bool = True
    """Whether it has MX and A."""
    wildcard: bool = False
    at_once: bool = False
    """Whether everything stands as soon as the domain is registered, DMARC too."""
    cached: bool = False
    breaks: bool = False
    """Whether the service's own look-up of DKIM breaks down."""
    registered: bool = True
    """Whether it may be registered."""


USUAL: Final = Part()

PARTS: Final[Mapping[str, Part]] = {
    "ready": Part(at_once=True),
    "missing": Part(verification="missing", dkim="missing", spf="none"),
    "different": Part(verification="different", dkim="different"),
    "otherkey": Part(dkim="different"),
    "malformed": Part(dkim="malformed"),
    "split": Part(verification="split", dkim="split"),
    "cname": Part(dkim="alias"),
    "wildcard": Part(dkim="missing", wildcard=True),
    "twospf": Part(spf="two"),
    "manyspf": Part(spf="many"),
    "cached": Part(cached=True),
    "nomail": Part(mail=False),
    "nowhere": Part(server="nxdomain"),
    "servfail": Part(server="servfail"),
    "lame": Part(server="lame"),
    "slow": Part(server="silent"),
    "internal": Part(breaks=True),
    "unknown": Part(dkim="failed"),
    "forbidden": Part(registered=False),
}

_RULE: Final = re.compile(rf"({'|'.join(sorted(PARTS, key=len, reverse=True))})(?=[-.0-9]|$)", re.IGNORECASE)


def word_of(domain: str) -> str:
    """The word that a domain's name begins with; empty for none."""
    found = _RULE.match(domain)
    return found[1].lower() if found else ""


def part_of(word: str) -> Part:
    """The part that a word stands for; the usual one for an empty word."""
    return PARTS[word] if word else USUAL
