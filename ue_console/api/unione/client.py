"""The UniOne Web API as one object."""

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

    async def aclose(self) -> None:
        """Close the connections."""
        await self._transport.aclose()
