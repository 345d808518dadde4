"""Eight clients at once, large sends, hostile templates: the sandbox goes on answering."""

import asyncio
from typing import Any

import httpx
import pytest

from tests.sandbox.running import KEY, SENDER, Running, message


def url(sandbox: Running, method: str) -> str:
    return f"{sandbox.url}/en/transactional/api/v1/{method}.json"


async def post(client: httpx.AsyncClient, sandbox: Running, method: str, body: Any) -> dict[str, Any]:
    response = await client.post(url(sandbox, method), json=body, headers={"X-API-KEY": KEY})
    answer: dict[str, Any] = response.json()
    return answer


async def work(client: httpx.AsyncClient, sandbox: Running, number: int) -> None:
    for step in range(5):
        name = f"t{number}-{step}"
        saved = await post(
            client, sandbox, "template/set", {"template": {"name": name, "body": {"html": name}}}
        )
        people = [{"email": f"u{number}-{step}-{each}@example.com"} for each in range(4)]
        body = {
            "recipients": people,
            "template_id": saved["template"]["id"],
            "from_email": SENDER,
            "subject": name,
        }
        sent = await post(client, sandbox, "email/send", {"message": body})
        assert sent["emails"] == [person["email"] for person in people]
        await post(client, sandbox, "unsubscribed/set", {"address": people[0]["email"]})


async def test_eight_clients_at_once(sandbox: Running) -> None:
    async with httpx.AsyncClient(timeout=60) as client:
        await asyncio.gather(*(work(client, sandbox, number) for number in range(8)))
    assert len(sandbox.ok("template/list", {"limit": 100})["templates"]) == 40
    assert len(sandbox.mails()) == 160
    assert len({row["job_id"] for row in sandbox.mails()}) == 40
    assert len(sandbox.ok("unsubscribed/list")["unsubscribed"]) == 40
    assert sandbox.ok("system/info")["accounting"]["emails_sent"] == 160


async def test_others_are_served_during_a_large_send(sandbox: Running) -> None:
    people = [{"email": f"u{number}@example.com"} for number in range(300)]
    body = message(recipients=people, body={"html": "<p>{{x|y}}</p>" * 5_000})
    async with httpx.AsyncClient(timeout=60) as client:
        send = asyncio.create_task(post(client, sandbox, "email/send", body))
        answered = 0
        while not send.done():
            assert (await post(client, sandbox, "system/info", {}))["status"] == "success"
            answered += 1
        assert len((await send)["emails"]) == 300
    assert answered > 10


@pytest.mark.parametrize(
    ("engine", "html"),
    [
        ("velocity", "#foreach($i in [1..99999])#foreach($j in [1..99999])x#end#end"),
        ("velocity", "#set($x = 'x')#foreach($i in [1..90])#set($x = $x + $x)#end$x"),
        ("velocity", "#if(1)" * 20_000 + "#end" * 20_000),
        ("simple", "{{a?" * 50_000 + "}}" * 50_000),
    ],
)
def test_hostile_templates_are_refused(sandbox: Running, engine: str, html: str) -> None:
    people = [{"email": f"u{number}@example.com"} for number in range(500)]
    body = message(recipients=people, body={"html": html}, template_engine=engine)
    assert sandbox.refused("email/send", body) == (400, 1516)
    assert sandbox.mails() == []
