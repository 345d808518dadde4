"""Webhooks of an account or project (reference: webhook-set, -get, -list, -delete)."""

from typing import Any

from ue_console.api.methods import WEBHOOK_DELETE, WEBHOOK_GET, WEBHOOK_LIST, WEBHOOK_SET
from ue_console.api.transport import Transport
from ue_console.api.unione.body import compact
from ue_console.models.unione.webhook import Webhook, WebhookSettings


def webhook_body(settings: WebhookSettings) -> dict[str, Any]:
    """Return the exact JSON object that ``webhook/set`` gets.

    Events go whole: ``email_status`` even when it is empty, as its lack is an error (code 2710).
    """
    body = compact(settings)
    if settings.events is not None:
        body["events"] = {"email_status": [], **body.get("events", {})}
    return body


class WebhooksApi:
    """The methods ``webhook/*``."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def list(self, limit: int = 50, offset: int = 0) -> "list[Webhook]":
        """Return one page; fewer than ``limit`` rows mean the end."""
        answer = await self._transport.call(WEBHOOK_LIST, {"limit": limit, "offset": offset})
        rows = {"objects": answer.get("objects")}  # optional in the reference
        return self._transport.reader(WEBHOOK_LIST).models(Webhook, rows, "objects")

    async def get(self, url: str) -> Webhook:
        """Return the webhook with this URL."""
        answer = await self._transport.call(WEBHOOK_GET, {"url": url})
        return self._transport.reader(WEBHOOK_GET).model(Webhook, answer.get("object"), "object")

    async def set(self, settings: WebhookSettings) -> Webhook:
        """Make a webhook, or change the one with this URL; return it as the service keeps it."""
        answer = await self._transport.call(WEBHOOK_SET, webhook_body(settings))
        return self._transport.reader(WEBHOOK_SET).model(Webhook, answer.get("object"), "object")

    async def delete(self, url: str) -> None:
        """Delete the webhook with this URL."""
        await self._transport.call(WEBHOOK_DELETE, {"url": url})
