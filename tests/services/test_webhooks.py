"""Webhooks: every page once, nothing set over somebody else's, only what differs is sent."""

from typing import Any, cast

import pytest

from ue_console.errors import InputError, Rejected
from ue_console.models.account import Account
from ue_console.models.unione.webhook import EMAIL_STATUSES, Events, Webhook, WebhookSettings
from ue_console.services.accounts import Accounts
from ue_console.services.ping_hiding import Held
from ue_console.services.webhooks import WebhookChanged, Webhooks

URL = "https://shop.example.com/unione"


class FakeWebhooks:
    """Webhooks in memory, as ``client.webhooks``."""

    def __init__(self, *kept: Webhook) -> None:
        self.kept = {webhook.url: webhook for webhook in kept}
        self.calls: list[tuple[int, int]] = []
        self.sets: list[dict[str, Any]] = []

    async def list(self, limit: int, offset: int) -> "list[Webhook]":
        self.calls.append((limit, offset))
        return [*self.kept.values()][offset : offset + limit]

    async def get(self, url: str) -> Webhook:
        if url not in self.kept:
            raise Rejected("No such webhook.", code=304)
        return self.kept[url].model_copy(deep=True)

    async def set(self, settings: WebhookSettings) -> Webhook:
        given = settings.model_dump(exclude_none=True)
        self.sets.append(given)
        before = self.kept.get(settings.url, Webhook(url=settings.url))
        self.kept[settings.url] = Webhook.model_validate(before.model_dump() | given)
        return self.kept[settings.url]

    async def delete(self, url: str) -> None:
        await self.get(url)
        del self.kept[url]


def service(webhooks: FakeWebhooks, page: int = 50) -> Webhooks:
    class Clients:
        async def client(self, account: Account) -> Any:
            return type("Client", (), {"webhooks": webhooks})()

        async def held(self) -> Held:
            return Held()

    account = Account(name="ACME", base_url="https://us1.unione.io")
    return Webhooks(cast("Accounts", Clients()), account, page=page)


def many(count: int) -> FakeWebhooks:
    return FakeWebhooks(*(Webhook(url=f"{URL}/{number}") for number in range(count)))


FULL = Webhook(
    url=URL,
    delivery_info=1,
    max_parallel=20,
    events=Events.model_validate(
        {"email_status": ["sent", "opened", "accepted"], "spam_block": ["*"], "newer_kind": ["a"]}
    ),
)


@pytest.mark.parametrize(("count", "calls"), [(0, 1), (2, 1), (3, 2), (7, 3)])
async def test_pages_come_until_one_is_short(count: int, calls: int) -> None:
    webhooks = many(count)
    assert len(await service(webhooks, page=3).all()) == count
    assert webhooks.calls == [(3, 3 * number) for number in range(calls)]


async def test_a_server_that_repeats_its_page_is_left() -> None:
    class Stubborn(FakeWebhooks):
        async def list(self, limit: int, offset: int) -> "list[Webhook]":
            assert len(self.calls) < 9
            return await super().list(limit, 0)

    assert len(await service(Stubborn(*many(3).kept.values()), page=3).all()) == 3


async def test_a_url_that_no_webhook_has_is_none() -> None:
    assert await service(FakeWebhooks()).get(URL) is None
    assert await service(FakeWebhooks(FULL)).get(URL) == FULL


async def test_a_new_webhook_is_set_only_where_none_is() -> None:
    webhooks = FakeWebhooks()
    wanted = WebhookSettings(url=f" {URL} ", events=Events(email_status=list(EMAIL_STATUSES)))
    assert (await service(webhooks).add(wanted)).url == URL
    with pytest.raises(InputError, match="already") as caught:
        await service(webhooks).add(wanted)
    assert caught.value.field == "url"
    assert len(webhooks.sets) == 1


async def test_only_what_differs_is_sent() -> None:
    webhooks = FakeWebhooks(FULL)
    wanted = WebhookSettings(url=URL, status="active", delivery_info=0, max_parallel=20, events=FULL.events)
    await service(webhooks).change(FULL, wanted)
    assert webhooks.sets == [{"url": URL, "delivery_info": 0}]


async def test_events_go_whole_with_what_a_newer_service_added() -> None:
    webhooks = FakeWebhooks(FULL)
    events = FULL.events.model_copy(update={"email_status": ["sent", "accepted"]})
    await service(webhooks).change(FULL, WebhookSettings(url=URL, events=events))
    assert webhooks.sets == [
        {
            "url": URL,
            "events": {"email_status": ["sent", "accepted"], "spam_block": ["*"], "newer_kind": ["a"]},
        }
    ]


async def test_the_order_of_statuses_is_no_change() -> None:
    webhooks = FakeWebhooks(FULL)
    turned = FULL.events.model_copy(update={"email_status": ["accepted", "opened", "sent"]})
    await service(webhooks).change(FULL, WebhookSettings(url=URL, events=turned))
    assert webhooks.sets == []


async def test_a_disabled_webhook_stays_disabled() -> None:
    off = FULL.model_copy(update={"status": "disabled"})
    webhooks = FakeWebhooks(off)
    await service(webhooks).change(off, WebhookSettings(url=URL, max_parallel=30))
    assert webhooks.sets == [{"url": URL, "max_parallel": 30, "status": "disabled"}]


@pytest.mark.parametrize(
    "theirs",
    [
        {"status": "stopped"},
        {"max_parallel": 99},
        {"events": Events(email_status=["sent"])},
        {"single_event": 1},
    ],
)
async def test_somebody_elses_change_is_not_saved_over(theirs: dict[str, Any]) -> None:
    now = FULL.model_copy(update=theirs)
    webhooks = FakeWebhooks(now)
    with pytest.raises(WebhookChanged, match=f"changed at the service .*: {next(iter(theirs))}") as caught:
        await service(webhooks).change(FULL, WebhookSettings(url=URL, delivery_info=0))
    assert caught.value.current == now
    assert webhooks.sets == []
    await service(webhooks).change(now, WebhookSettings(url=URL, delivery_info=0))
    assert webhooks.kept[URL].delivery_info == 0


async def test_what_the_service_says_of_a_webhook_is_no_change() -> None:
    told = {"id": 9, "updated_at": "2026-11-01 10:00:00", "newer": "x"}
    webhooks = FakeWebhooks(Webhook.model_validate(FULL.model_dump() | told))
    await service(webhooks).change(FULL, WebhookSettings(url=URL, delivery_info=0))
    assert len(webhooks.sets) == 1


async def test_a_change_that_was_made_already_is_not_repeated() -> None:
    webhooks = FakeWebhooks(FULL.model_copy(update={"delivery_info": 0}))
    await service(webhooks).change(FULL, WebhookSettings(url=URL, delivery_info=0))
    assert webhooks.sets == []


async def test_a_webhook_deleted_meanwhile_is_not_made_again() -> None:
    webhooks = FakeWebhooks()
    with pytest.raises(WebhookChanged, match="was deleted meanwhile") as caught:
        await service(webhooks).change(FULL, WebhookSettings(url=URL, delivery_info=0))
    assert caught.value.current is None
    with pytest.raises(WebhookChanged):
        await service(webhooks).switch(URL, "active")
    assert webhooks.sets == []
    await service(webhooks).delete(URL)


async def test_a_switch_sends_the_status_alone() -> None:
    webhooks = FakeWebhooks(FULL.model_copy(update={"status": "stopped"}))
    await service(webhooks).switch(URL, "active")
    await service(webhooks).switch(URL, "active")
    assert webhooks.sets == [{"url": URL, "status": "active"}]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"max_parallel": 4}, "max_parallel"),
        ({"max_parallel": 101}, "max_parallel"),
        ({"events": Events()}, "events"),
        ({"events": Events(email_status=[], spam_block=[])}, "events"),
    ],
)
async def test_a_value_that_cannot_be_is_told_before_the_service_is_asked(
    wrong: dict[str, Any], field: str
) -> None:
    webhooks = FakeWebhooks(FULL)
    settings = WebhookSettings(url=URL).model_copy(update=wrong)
    for call in (service(webhooks).save(settings), service(webhooks).change(FULL, settings)):
        with pytest.raises(InputError) as caught:
            await call
        assert caught.value.field == field
    assert webhooks.sets == []
