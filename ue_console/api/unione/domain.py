"""Sending domains (reference: domain-get-dns-records, -validate-*, -list)."""

from typing import Any

from ue_console.api.methods import (
    DOMAIN_GET_DNS_RECORDS,
    DOMAIN_LIST,
    DOMAIN_VALIDATE_DKIM,
    DOMAIN_VALIDATE_VERIFICATION_RECORD,
)
from ue_console.api.transport import Transport
from ue_console.models.unione.domain import DnsRecords, Domain


class DomainsApi:
    """The methods ``domain/*``.

    All but ``list`` count as writing: ``get_dns_records`` registers the domain, and a validation can
    change its status, and with it whether mail may be sent.
    """

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def list(self, domain: str | None = None, limit: int = 50, offset: int = 0) -> "list[Domain]":
        """Return one page of domains (``limit`` 1 to 100), or ``domain`` alone."""
        body: dict[str, Any] = {"limit": limit, "offset": offset}
        if domain is not None:
            body["domain"] = domain
        answer = await self._transport.call(DOMAIN_LIST, body)
        return self._transport.reader(DOMAIN_LIST).models(Domain, answer, "domains")

    async def get_dns_records(self, domain: str) -> DnsRecords:
        """Register ``domain`` where it isn't yet; return the values to publish, the same ones every time.

        Raises:
            ApiError: Refused, with code 130, 1100 or 1101 among others.
        """
        answer = await self._transport.call(DOMAIN_GET_DNS_RECORDS, {"domain": domain})
        return self._transport.reader(DOMAIN_GET_DNS_RECORDS).model(DnsRecords, answer)

    async def validate_verification_record(self, domain: str) -> None:
        """Have the service check the verification record; ``list`` tells the outcome later.

        Raises:
            ApiError: Refused (codes 1200 to 1202), or the record is wrong already (118, 121).
        """
        await self._transport.call(DOMAIN_VALIDATE_VERIFICATION_RECORD, {"domain": domain})

    async def validate_dkim(self, domain: str) -> None:
        """Have the service check the DKIM record; ``list`` tells the outcome later.

        The service does so by itself every 30 minutes, too.

        Raises:
            ApiError: Refused (codes 1400 to 1402), or the record is wrong already (120 to 129).
        """
        await self._transport.call(DOMAIN_VALIDATE_DKIM, {"domain": domain})
