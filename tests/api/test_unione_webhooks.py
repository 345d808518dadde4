"""Webhooks on the wire: paths and bodies, and answers in the service's looser forms."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tests.api.conftest import Line
from tests.api.scripted import ScriptedServer, success
from ue_console.api.methods import WEBHOOK_DELETE, WEBHOOK_GET, WEBHOOK_LIST, WEBHOOK_SET
from ue_console.api.unione.webhook import WebhooksApi
from ue_console.errors import NotTheService, OutcomeUnknown
from ue_console.models.unione.webhook import Events, Webhook, WebhookSettings

URL = "https://shop.example.com/unione"
OBJECT = {"id": 7, "url": URL, "status": "active"}

Use = Callable[[WebhooksApi], Awaitable[Any]]

CALLS: list[tuple[Use, str, dict[str, Any], dict[str, Any]]] = [
    (lambda api: api.list(), "webhook/list", {"limit": 50, "offset": 0}, {"objects": []}),
    (lambda api: api.list(10, 20), "webhook/list", {"limit": 10, "offset": 20}, {"objects": [OBJECT]}),
    (lambda api: api.get(URL), "webhook/get", {"url": URL}, {"object": OBJECT}),
    (lambda api: api.delete(URL), "webhook/delete", {"url": URL}, {}),
    (
        lambda api: api.set(WebhookSettings(url=URL, single_event=0, events=Events(spam_block=["*"]))),
        "webhook/set",
        {"url": URL, "single_event": 0, "events": {"email_status": [], "spam_block": ["*"]}},
        {"object": OBJECT},
    ),
]


@pytest.mark.parametrize(("use", "path", "body", "answer"), CALLS)
async def test_each_method_asks_at_its_path(
    server: ScriptedServer, line: Line, use: Use, path: str, body: dict[str, Any], answer: dict[str, Any]
) -> None:
    server.steps = [success(**answer)]
    await use(WebhooksApi(line.transport))
    assert server.seen[0].line == f"POST /{path}.json HTTP/1.1"
    assert server.seen[0].json == body


@pytest.mark.parametrize(
    ("fields", "read"),
    [
        ({"events": []}, {"events": Events()}),
        ({"events": None, "updated_at": None, "max_parallel": None}, {"max_parallel": 10}),
        ({"id": "12", "delivery_info": True, "single_event": "0"}, {"id": 12, "delivery_info": 1}),
        ({"events": {"email_status": [], "spam_block": None}}, {"events": Events(email_status=[])}),
        (
            {"events": {"email_status": ["sent", "accepted"]}},
            {"events": Events(email_status=["sent", "accepted"])},
        ),
    ],
)
async def test_looser_forms_are_read(
    server: ScriptedServer, line: Line, fields: dict[str, Any], read: dict[str, Any]
) -> None:
    server.steps = [success(objects=[{"url": URL, **fields}])]
    (webhook,) = await WebhooksApi(line.transport).list()
    assert webhook == Webhook(url=URL, **read)


@pytest.mark.parametrize("answer", [{}, {"objects": None}, {"objects": []}])
async def test_a_list_without_objects_is_empty(
    server: ScriptedServer, line: Line, answer: dict[str, Any]
) -> None:
    server.steps = [success(**answer)]
    assert await WebhooksApi(line.transport).list() == []


async def test_a_row_without_its_url_is_not_the_service(server: ScriptedServer, line: Line) -> None:
    server.steps = [success(objects=[{"id": 1}])]
    with pytest.raises(NotTheService) as caught:
        await WebhooksApi(line.transport).list()
    assert caught.value.field == "objects.0.url"


async def test_a_set_that_is_answered_without_the_webhook_is_unknown(
    server: ScriptedServer, line: Line
) -> None:
    server.steps = [success(object=[])]
    with pytest.raises(OutcomeUnknown, match="Refresh Webhooks"):
        await WebhooksApi(line.transport).set(WebhookSettings(url=URL))


def test_what_changes_webhooks_is_never_repeated() -> None:

    assert all(method.writes and not method.repeatable for method in (WEBHOOK_SET, WEBHOOK_DELETE))
    assert not any(method.writes for method in (WEBHOOK_GET, WEBHOOK_LIST))
