"""Webhooks as clients see them: the official SDK unchanged, strict ones, and the console's models."""

from collections.abc import Iterator
from typing import Any, Final

import pytest
import unione
from unione.api.webhook.models import (
    WebhookDeleteRequest,
    WebhookEventFormat,
    WebhookEventsObject,
    WebhookGetRequest,
    WebhookListRequest,
    WebhookSetRequest,
    WebhookStatus,
)
from unione.client import ApiError
from unione.common import EmailStatus

from tests.sandbox.running import KEY, Running
from tests.sandbox.webhook_parts import FIELDS, URL, webhook
from ue_console.models.unione.webhook import Events, Webhook, WebhookSettings

TYPES: Final[dict[str, type]] = {
    "id": int,
    "url": str,
    "status": str,
    "event_format": str,
    "delivery_info": int,
    "single_event": int,
    "max_parallel": int,
    "updated_at": str,
    "events": dict,
}
"""What unione-ruby's schema demands of a webhook in the list."""


@pytest.fixture
def sdk(sandbox: Running) -> Iterator[unione.UniOneClient]:
    yield unione.client(KEY, f"{sandbox.url}/en/transactional/api/v1")


def test_the_sdk(sdk: unione.UniOneClient) -> None:
    wanted = WebhookSetRequest(
        url=URL,
        status=WebhookStatus.ACTIVE,
        event_format=WebhookEventFormat.JSON_POST_GZIP,
        delivery_info=1,
        single_event=0,
        max_parallel=25,
        events=WebhookEventsObject(["*"], [EmailStatus.DELIVERED, EmailStatus.SPAM]),
    )
    made = sdk.webhook.set(wanted).object
    assert made is not None
    assert made.to_dict() == wanted.to_dict() | {"id": made.id, "updated_at": made.updated_at}
    assert sdk.webhook.get(WebhookGetRequest(URL)).object == made
    assert sdk.webhook.list(WebhookListRequest(limit=50, offset=0)).objects == [made]
    assert sdk.webhook.list(WebhookListRequest()).objects == [made]
    paused = sdk.webhook.set(WebhookSetRequest(url=URL, status=WebhookStatus.DISABLED)).object
    assert paused is not None
    assert (paused.status, paused.events) == (WebhookStatus.DISABLED, made.events)
    assert sdk.webhook.delete(WebhookDeleteRequest(URL)).status == "success"
    with pytest.raises(ApiError) as caught:
        sdk.webhook.get(WebhookGetRequest(URL))
    assert (caught.value.http_status, caught.value.error_code) == (400, 304)


def test_the_sdk_asks_for_newer_statuses(sdk: unione.UniOneClient) -> None:
    events = WebhookEventsObject(email_status=[EmailStatus.SUBSCRIBED])
    with pytest.raises(ApiError, match=r"after v1\.16") as caught:
        sdk.webhook.set(WebhookSetRequest(URL, events=events))
    assert caught.value.error_code == 2711


@pytest.mark.parametrize("fields", [{}, {"events": None}, {"events": {"email_status": ["sent"]}}])
def test_what_strict_clients_demand(sandbox: Running, fields: dict[str, Any]) -> None:
    rows = [
        sandbox.ok("webhook/set", webhook(**fields))["object"],
        sandbox.ok("webhook/get", {"url": URL})["object"],
        *sandbox.ok("webhook/list")["objects"],
    ]
    for row in rows:
        assert list(row) == FIELDS
        assert {name: type(value) for name, value in row.items()} == TYPES
        assert set(row["events"]) == {"email_status", "spam_block"}
        assert all(isinstance(status, str) for kind in row["events"].values() for status in kind)


def test_the_console_s_models(sandbox: Running) -> None:
    settings = WebhookSettings(url=URL, delivery_info=1, events=Events(email_status=["sent"]))
    body = settings.model_dump(mode="json", exclude_none=True)
    made = Webhook.model_validate(sandbox.ok("webhook/set", body)["object"])
    assert (made.url, made.status, made.delivery_info) == (URL, "active", 1)
    assert made.events == Events(spam_block=[], email_status=["sent"])
