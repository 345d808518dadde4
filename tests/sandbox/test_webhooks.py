"""The life of webhooks: set, read, changed, deleted, each account's and project's its own."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.sandbox.running import KEY, Running, running
from tests.sandbox.webhook_parts import FIELDS, SAMPLE, URL, webhook
from ue_console.sandbox import webhook_records
from ue_console.sandbox.app import create_app
from ue_console.sandbox.options import Options
from ue_console.sandbox.store import Store

OTHER = "http://hooks.acme.example:8080/a?b=c&d=%20"


def test_the_reference_s_sample(sandbox: Running) -> None:
    made = sandbox.ok("webhook/set", SAMPLE)["object"]
    assert list(made) == FIELDS
    assert {name: made[name] for name in SAMPLE} == SAMPLE
    assert isinstance(made["id"], int)
    datetime.strptime(made["updated_at"], "%Y-%m-%d %H:%M:%S")
    assert sandbox.ok("webhook/get", {"url": URL}) == {"object": made}
    assert sandbox.ok("webhook/list") == {"objects": [made]}
    assert sandbox.ok("webhook/delete", {"url": URL}) == {}
    assert sandbox.ok("webhook/list") == {"objects": []}
    assert sandbox.refused("webhook/get", {"url": URL}) == (400, 304)
    assert sandbox.refused("webhook/delete", {"url": URL}) == (400, 304)


def test_a_url_is_all_that_a_new_one_needs(sandbox: Running) -> None:
    made = sandbox.ok("webhook/set", {"url": OTHER})["object"]
    assert {name: made[name] for name in FIELDS[2:7]} == {
        "status": "active",
        "event_format": "json_post",
        "delivery_info": 0,
        "single_event": 0,
        "max_parallel": 10,
    }
    assert made["events"] == {"spam_block": [], "email_status": []}


def test_what_was_read_can_be_set(sandbox: Running) -> None:
    for given in ({"url": OTHER}, webhook(OTHER, events={"email_status": ["spam"]})):
        made = sandbox.ok("webhook/set", given)["object"]
        again = sandbox.ok("webhook/set", made)["object"]
        assert again | {"updated_at": ""} == made | {"updated_at": ""}


CHANGES: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({}, {}),
    ({"status": "disabled"}, {"status": "disabled"}),
    ({"event_format": "json_post_gzip"}, {"event_format": "json_post_gzip"}),
    ({"delivery_info": 1}, {"delivery_info": 1}),
    ({"delivery_info": True}, {"delivery_info": 1}),
    ({"single_event": True, "delivery_info": False}, {"single_event": 1}),
    ({"max_parallel": 5}, {"max_parallel": 5}),
    ({"max_parallel": 100}, {"max_parallel": 100}),
    ({"status": None, "max_parallel": None, "events": None}, {}),
    (
        {"events": {"email_status": ["sent", "spam", "sent"]}},
        {"events": {"spam_block": [], "email_status": ["sent", "spam"]}},
    ),
    (
        {"events": {"email_status": [], "spam_block": ["*"]}},
        {"events": {"spam_block": ["*"], "email_status": []}},
    ),
    ({"id": 999, "updated_at": "never", "more": 1}, {}),
]


@pytest.mark.parametrize(("given", "changed"), CHANGES, ids=lambda value: str(value)[:40])
def test_setting_it_again_keeps_what_is_not_given(
    sandbox: Running, given: dict[str, Any], changed: dict[str, Any]
) -> None:
    old = sandbox.ok("webhook/set", SAMPLE)["object"]
    new = sandbox.ok("webhook/set", {"url": URL, **given})["object"]
    assert new | {"updated_at": ""} == old | changed | {"updated_at": ""}
    assert sandbox.ok("webhook/list") == {"objects": [new]}


def test_urls_differ_letter_by_letter(sandbox: Running) -> None:
    urls = [URL, URL + "/", URL.upper().replace("HTTPS", "https"), URL + "?a=1", URL.replace("https", "http")]
    made = [sandbox.ok("webhook/set", webhook(url))["object"] for url in urls]
    assert len({row["id"] for row in made}) == len(urls)
    assert sandbox.ok("webhook/list")["objects"] == made


def test_ids_never_come_twice(sandbox: Running) -> None:
    first = sandbox.ok("webhook/set", SAMPLE)["object"]["id"]
    sandbox.ok("webhook/delete", {"url": URL})
    assert sandbox.ok("webhook/set", SAMPLE)["object"]["id"] > first


def test_pages(sandbox: Running) -> None:
    made = [
        sandbox.ok("webhook/set", webhook(f"https://a.example/{number}"))["object"] for number in range(60)
    ]

    def page(body: Any) -> Any:
        return sandbox.ok("webhook/list", body)["objects"]

    no_limit: list[Any] = [None, b"", [], {}, {"limit": None, "offset": None}]
    for everything in no_limit:
        assert page(everything) == made
    assert page({"limit": 7, "offset": 50}) == made[50:57]
    assert page({"limit": 50, "offset": 50}) == made[50:]
    assert page({"limit": 50, "offset": 10**30}) == []
    assert page({"limit": 0, "offset": 0}) == []


def test_accounts_and_projects_have_their_own() -> None:
    with running(unione_keys=(KEY, "second")) as sandbox:
        keys = [KEY, "second", sandbox.project("a").key, sandbox.project("b").key]
        made = [sandbox.ok("webhook/set", SAMPLE, key=key)["object"] for key in keys]
        assert len({row["id"] for row in made}) == 4
        sandbox.ok("webhook/set", {"url": URL, "status": "disabled"}, key=keys[2])
        for number, key in enumerate(keys):
            (row,) = sandbox.ok("webhook/list", key=key)["objects"]
            assert row["status"] == ("disabled" if number == 2 else "active")
        sandbox.ok("webhook/delete", {"url": URL}, key=keys[3])
        assert sandbox.refused("webhook/get", {"url": URL}, key=keys[3]) == (400, 304)
        assert sandbox.ok("webhook/get", {"url": URL})["object"] == made[0]


def test_a_restored_project_has_its_webhooks_again(sandbox: Running) -> None:
    project = sandbox.project()
    made = sandbox.ok("webhook/set", SAMPLE, key=project.key)
    sandbox.ok("project/delete", {"project_id": project.id})
    assert sandbox.refused("webhook/get", {"url": URL}, key=project.key) == (401, 102)
    sandbox.client.post(f"{sandbox.url}/_sandbox/trash/{project.id}/restore")
    assert sandbox.ok("webhook/get", {"url": URL}, key=project.key) == made


def test_records(store: Store) -> None:
    moment = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)
    for url in (OTHER, URL):
        webhook_records.save(store, "s", {"id": webhook_records.new_id(store), **webhook(url)})
    webhook_records.set_status(store, "s", URL, "stopped", moment)
    webhook_records.set_status(store, "s", "https://gone.example/", "stopped", moment)
    webhook_records.set_status(store, "other", URL, "stopped", moment)
    rows = webhook_records.all_of(store, "s")
    assert [(row["id"], row["url"], row["status"]) for row in rows] == [
        (1, OTHER, "active"),
        (2, URL, "stopped"),
    ]
    assert rows[1]["updated_at"] == "2026-11-22 14:30:00"
    assert webhook_records.all_of(store, "other") == []
    assert webhook_records.remove(store, "s", OTHER)
    assert not webhook_records.remove(store, "s", OTHER)
    assert webhook_records.find(store, "s", URL) == rows[1]


async def test_a_stopped_one_is_set_back(store: Store) -> None:
    import httpx

    from ue_console.sandbox.accounts import scope_of

    app = create_app(store, Options(seed="empty", unione_keys=(KEY,)))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, headers={"X-API-KEY": KEY}) as client:

        async def status(**fields: Any) -> Any:
            answer = await client.post("http://h/en/transactional/api/v1/webhook/set.json", json=fields)
            return answer.json()["object"]["status"]

        assert await status(**SAMPLE) == "active"
        webhook_records.set_status(store, scope_of(KEY), URL, "stopped", datetime.now(UTC))
        assert await status(url=URL, max_parallel=20) == "stopped"
        assert await status(url=URL, status="active") == "active"
