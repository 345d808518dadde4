"""A sending domain (reference: domain-get-dns-records, domain-list)."""

from pydantic import Field

from ue_console.models.base import Model


class VerificationRecord(Model):
    """The TXT record that proves ownership."""

    value: str = ""
    status: str = "unconfirmed"
    """``confirmed`` or ``unconfirmed``."""


class Dkim(Model):
    """The DKIM key to publish at ``us._domainkey``."""

    key: str = ""
    status: str = "inactive"
    """``active`` or ``inactive``."""


class Domain(Model):
    """A domain is fit to send from when confirmed and active."""

    domain: str
    verification_record: VerificationRecord = Field(
        default_factory=VerificationRecord, alias="verification-record"
    )
    dkim: Dkim = Field(default_factory=Dkim)

    @property
    def ready(self) -> bool:
        """True when mail can be sent from it."""
        return self.verification_record.status == "confirmed" and self.dkim.status == "active"


class DnsRecords(Model):
    """The answer to ``domain/get-dns-records``: what is to be published for a domain."""

    domain: str
    verification_record: str = Field(alias="verification-record")
    """The TXT value for the domain itself, as is."""
    dkim: str
    """The key alone: what stands behind ``p=``."""
