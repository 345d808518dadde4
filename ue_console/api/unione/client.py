"""The UniOne Web API as one object."""

from collections.abc import Mapping
from typing import Any

from ue_console.api.methods import Method
from ue_console.api.transport import Transport
from ue_console.api.unione.domain import DomainsApi
from ue_console.api.unione.email import EmailApi
from ue_console.api.unione.project import ProjectsApi
from ue_console.api.unione.system import SystemApi
from ue_console.api.unione.template import TemplatesApi
from ue_console.api.unione.unsubscribed import UnsubscribedApi
from ue_console.api.unione.webhook import WebhooksApi


class UniOneClient:
    """All resources of one account, on one transport."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.system = SystemApi(transport)
        self.templates = TemplatesApi(transport)
        self.email = EmailApi(transport)
        self.domains = DomainsApi(transport)
        self.projects = ProjectsApi(transport)
        self.webhooks = WebhooksApi(transport)
        self.unsubscribed = UnsubscribedApi(transport)

    async def again(self, method: Method, body: Mapping[str, Any]) -> None:
        """Make a call with a body that was sent before, exactly as it was.

        Raises:
            ReadOnly, ApiError, WireError: As every call.
        """
        await self._transport.call(method, body)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._transport.aclose()
