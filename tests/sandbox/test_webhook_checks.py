"""The GET at set time: whom it asks, what it refuses, and where it is told."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

import pytest

from tests.api.scripted import Exchange, ScriptedServer, close, reply
from tests.sandbox.running import Running, running
from tests.sandbox.webhook_parts import URL, webhook


@pytest.fixture
async def handler() -> AsyncIterator[ScriptedServer]:
    found = ScriptedServer()
    await found.start()
    yield found
    await found.stop()


async def put(sandbox: Running, url: str, **fields: Any) -> dict[str, Any]:
    """Set a webhook while the handler's loop runs on."""
    answer = await asyncio.to_thread(sandbox.ok, "webhook/set", webhook(url, **fields))
    made: dict[str, Any] = answer["object"]
    return made


def checks(sandbox: Running) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = sandbox.client.get(f"{sandbox.url}/_sandbox/webhooks").json()["webhooks"]
    return rows


async def test_the_handler_is_asked_once(sandbox: Running, handler: ScriptedServer) -> None:
    handler.steps = [reply(200, b"")]
    made = await put(sandbox, f"{handler.url}/hook?a=b")
    assert [seen.line for seen in handler.seen] == ["GET /hook?a=b HTTP/1.1"]
    (row,) = checks(sandbox)
    datetime.strptime(row.pop("checked"), "%Y-%m-%d %H:%M:%S")
    assert row == {"id": made["id"], "url": made["url"], "project_id": None, "status": 200, "problem": ""}


@pytest.mark.parametrize("status", [201, 204, 302, 404, 500])
async def test_another_answer_is_noted(sandbox: Running, handler: ScriptedServer, status: int) -> None:
    handler.steps = [reply(status, b"")]
    assert (await put(sandbox, handler.url))["status"] == "active"
    (row,) = checks(sandbox)
    assert (row["status"], row["problem"]) == (status, f"the handler answered {status} instead of 200")


async def test_no_answer_is_noted(sandbox: Running, handler: ScriptedServer) -> None:
    handler.steps = [close]
    await put(sandbox, handler.url)
    assert [(row["status"], row["problem"]) for row in checks(sandbox)] == [
        (None, "the connection ended without an answer")
    ]


async def test_only_active_ones_are_asked(sandbox: Running, handler: ScriptedServer) -> None:
    await put(sandbox, handler.url, status="disabled")
    await put(sandbox, handler.url, status=None, max_parallel=20)
    assert not handler.seen
    assert not checks(sandbox)
    handler.steps = [reply(500, b""), reply(200, b"")]
    await put(sandbox, handler.url, status="active")
    await put(sandbox, handler.url, status=None)
    assert len(handler.seen) == 2
    assert [row["status"] for row in checks(sandbox)] == [200]


def test_hosts_that_are_not_found(shared: Running) -> None:
    gone = "https://hooks.nowhere.invalid/"
    assert shared.refused("webhook/set", webhook(gone)) == (400, 2713)
    assert shared.refused("webhook/get", {"url": gone}) == (400, 304)
    assert shared.ok("webhook/set", webhook(gone, status="disabled"))["object"]["status"] == "disabled"
    assert shared.refused("webhook/set", {"url": gone, "status": "active"}) == (400, 2713)
    assert shared.ok("webhook/get", {"url": gone})["object"]["status"] == "disabled"


def test_names_for_documentation_and_tests_are_taken(sandbox: Running) -> None:
    for url in (URL, "http://hooks.acme.example/", "https://no-such-host.test/"):
        assert sandbox.ok("webhook/set", webhook(url))["object"]["url"] == url
    problems = [row["problem"] for row in checks(sandbox)]
    assert problems[:2] == [
        f"{host} is a name for documentation: nobody is called there"
        for host in ("yourhost.example.com", "hooks.acme.example")
    ]


async def test_a_project_s_check_and_its_end(sandbox: Running) -> None:
    project = sandbox.project()
    sandbox.ok("webhook/set", webhook())
    sandbox.ok("webhook/set", webhook(), key=project.key)
    assert [row["project_id"] for row in checks(sandbox)] == [None, project.id]
    sandbox.ok("webhook/delete", {"url": URL})
    assert [row["project_id"] for row in checks(sandbox)] == [project.id]


async def test_switched_off(handler: ScriptedServer) -> None:
    with running(webhook_check=False) as sandbox:
        await put(sandbox, handler.url)
        await put(sandbox, "https://hooks.nowhere.invalid/")
        assert not handler.seen
        assert not checks(sandbox)


async def test_two_calls_at_once_make_one_webhook(sandbox: Running, handler: ScriptedServer) -> None:
    both = asyncio.Barrier(2)

    async def together(exchange: Exchange) -> None:
        await both.wait()
        await reply(200, b"")(exchange)

    handler.steps = [together, together]
    first, second = await asyncio.gather(
        put(sandbox, handler.url, max_parallel=20), put(sandbox, handler.url, max_parallel=30)
    )
    assert first["id"] == second["id"]
    assert len(sandbox.ok("webhook/list")["objects"]) == 1
