"""Sending domains (reference: domain-list)."""

from typing import Any

from ue_console.api.methods import DOMAIN_LIST
from ue_console.api.transport import Transport
from ue_console.models.unione.domain import Domain


class DomainsApi:
    """The methods ``domain/*``."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def list(self, domain: str | None = None, limit: int = 50, offset: int = 0) -> "list[Domain]":
        """Return one page of domains (``limit`` 1 to 100), or ``domain`` alone."""
        body: dict[str, Any] = {"limit": limit, "offset": offset}
        if domain is not None:
            body["domain"] = domain
        answer = await self._transport.call(DOMAIN_LIST, body)
        return self._transport.reader(DOMAIN_LIST).models(Domain, answer, "domains")
