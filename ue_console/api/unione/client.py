"""The UniOne Web API as one object."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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
    """All resources of one account, on one transport; each is imported when it is first asked."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    @cached_property
    def system(self) -> SystemApi:
        """``system/info``."""
        from ue_console.api.unione.system import SystemApi

        return SystemApi(self._transport)

    @cached_property
    def templates(self) -> TemplatesApi:
        """``template/*``."""
        from ue_console.api.unione.template import TemplatesApi

        return TemplatesApi(self._transport)

    @cached_property
    def email(self) -> EmailApi:
        """``email/*``."""
        from ue_console.api.unione.email import EmailApi

        return EmailApi(self._transport)

    @cached_property
    def domains(self) -> DomainsApi:
        """``domain/*``."""
        from ue_console.api.unione.domain import DomainsApi

        return DomainsApi(self._transport)

    @cached_property
    def projects(self) -> ProjectsApi:
        """``project/*``."""
        from ue_console.api.unione.project import ProjectsApi

        return ProjectsApi(self._transport)

    @cached_property
    def webhooks(self) -> WebhooksApi:
        """``webhook/*``."""
        from ue_console.api.unione.webhook import WebhooksApi

        return WebhooksApi(self._transport)

    @cached_property
    def unsubscribed(self) -> UnsubscribedApi:
        """``unsubscribed/*``."""
        from ue_console.api.unione.unsubscribed import UnsubscribedApi

        return UnsubscribedApi(self._transport)

    async def again(self, method: Method, body: Mapping[str, Any]) -> None:
        """Make a call with a body that was sent before, exactly as it was.

        Raises:
            ReadOnly, ApiError, WireError: As every call.
        """
        await self._transport.call(method, body)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._transport.aclose()
