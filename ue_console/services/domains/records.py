"""The DNS records that a domain needs (reference: domain-get-dns-records)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

DKIM_HOST: Final = "us._domainkey"
"""Where the service looks for its key; ``us`` is its selector."""

DMARC_HOST: Final = "_dmarc"

SPF_INCLUDE: Final = "spf.unione.io"

APEX: Final = "@"
"""How zone files call the domain itself."""


class Purpose(StrEnum):
    """What a record is for."""

    VERIFICATION = "verification"
    """Proves who owns the domain."""
    DKIM = "dkim"
    """The key that mail is signed with."""
    SPF = "spf"
    """Who may send for the domain."""
    MAIL = "mail"
    """MX, A or AAAA: without one the domain counts as non-existent (code 1401)."""
    DMARC = "dmarc"
    """What receivers do with mail that fails the checks."""


@dataclass(frozen=True, slots=True)
class WantedRecord:
    """One record to publish."""

    purpose: Purpose
    host: str
    """Within the zone: ``@`` for the zone itself; the full name where the zone isn't known."""
    name: str
    """The full name, ASCII, without the dot at the end."""
    kind: str
    """``TXT``; ``MX`` for :attr:`Purpose.MAIL`, where A and AAAA will do as well."""
    value: str
    """What to publish, without quotes; empty for :attr:`Purpose.MAIL`, where any value will do."""
    needed: bool
    """The service demands it; False for what is recommended."""
    zoned: bool = True
    """The zone is known, and with it :attr:`host`."""


def wanted(domain: str, verification: str, dkim: str, zone: str = "") -> tuple[WantedRecord, ...]:
    """What is to be published for a domain, in the order of importance.

    Args:
        domain: ASCII, without a dot at the end.
        verification: ``verification-record``, as is.
        dkim: The key alone.
        zone: Where the records are written, the domain or above it: ``mail.example.com`` mostly has no
            zone of its own, and its hosts are ``mail`` and ``us._domainkey.mail``. Empty where it isn't
            known: a host that is guessed lands at the wrong name.
    """
    spf, key = f"v=spf1 include:{SPF_INCLUDE} ~all", f"k=rsa; p={dkim}"
    dkim_name, dmarc_name = f"{DKIM_HOST}.{domain}", f"{DMARC_HOST}.{domain}"

    def record(purpose: Purpose, name: str, value: str, *, needed: bool, kind: str = "TXT") -> WantedRecord:
        host = host_in(name, zone) if zone else name
        return WantedRecord(purpose, host, name, kind, value, needed, bool(zone))

    return (
        record(Purpose.VERIFICATION, domain, verification, needed=True),
        record(Purpose.DKIM, dkim_name, key if dkim else "", needed=True),
        record(Purpose.MAIL, domain, "", needed=True, kind="MX"),
        record(Purpose.SPF, domain, spf, needed=False),
        record(Purpose.DMARC, dmarc_name, "v=DMARC1; p=none", needed=False),
    )


def host_in(name: str, zone: str) -> str:
    """A full name as a zone calls it; unchanged where it lies outside."""
    if name == zone:
        return APEX
    return name.removesuffix(f".{zone}")
