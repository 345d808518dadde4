"""Calls that fail: which do, when they are repeated, when a webhook is stopped, and what is dropped."""

import socket
from typing import Any

import pytest

from tests.sandbox.running import DOMAIN, KEY, Running, message
from tests.sandbox.webhook_handler import Handler, handling, hook, living, people, settled
from ue_console.models.secret import Secret
from ue_console.models.unione.event import read_notification
from ue_console.models.unione.signature import Verdict, check
from ue_console.sandbox.events.clock import Clock
from ue_console.sandbox.options import ProjectRules

SHORT = Clock(step=0.005, retry=0.02, span=0.1, gather=0.005)
"""Five repetitions."""
NEVER = Clock(step=0.005, retry=600, span=86_400, gather=0.005)
"""The first repetition is far away."""


def failing(handler: Handler, *numbers: int) -> None:
    """Answer the calls with these numbers with 500, or all of them."""
    handler.status = lambda number: 500 if not numbers or number in numbers else 200


def send(sandbox: Running, number: int = 1, *, word: str = "sent", key: str = KEY) -> None:
    emails = [f"{word}+{each}@example.com" for each in range(number)]
    sandbox.ok("email/send", message(recipients=people(*emails)), key=key)


def status(sandbox: Running, url: str) -> str:
    return str(sandbox.ok("webhook/get", {"url": url})["object"]["status"])


def retrying(found: dict[str, Any]) -> bool:
    return bool(found["waiting"] and found["waiting"][0]["retries"])


@pytest.mark.parametrize("single", [0, 1])
def test_a_failed_call_is_repeated_with_its_number(single: int) -> None:
    with handling() as handler, living() as sandbox:
        failing(handler, 0, 1)
        hook(sandbox, handler.url, single_event=single)
        send(sandbox)
        rows = settled(sandbox)["calls"]
        calls = handler.calls
    assert [read_notification(call.json).retry_count for call in calls] == [0, 1, 2]
    assert "retry_count" not in calls[0].json
    assert next(iter(calls[1].json)) == "auth"
    assert list(calls[1].json)[-1] == "retry_count"
    assert len({call.headers["ID"] for call in calls}) == 3
    assert calls[0].events == calls[1].events == calls[2].events
    assert all(check(call.raw, Secret(KEY)) is Verdict.GOOD for call in calls)
    assert [(row["status"], row["retry_count"]) for row in rows] == [(500, 0), (500, 1), (200, 2)]


@pytest.mark.parametrize("code", [201, 204, 302, 404, 503])
def test_only_200_is_success(code: int) -> None:
    with handling() as other, handling() as handler, living() as sandbox:
        handler.headers = {"Location": other.url}
        handler.status = lambda number: 200 if number else code
        hook(sandbox, handler.url)
        send(sandbox)
        rows = settled(sandbox)["calls"]
    assert [row["status"] for row in rows] == [code, 200]
    assert other.calls == []


def test_a_handler_that_never_answers() -> None:
    patience = Clock(step=0.005, retry=0.02, span=1_000, gather=0.005, answer=0.1)
    with handling() as handler, living(patience) as sandbox:
        handler.gate.clear()
        hook(sandbox, handler.url)
        send(sandbox)
        handler.wait(2)
        handler.gate.set()
        rows = settled(sandbox)["calls"]
    assert rows[0]["status"] is None
    assert rows[0]["problem"] == "no answer within 0.1 s"
    assert rows[-1]["status"] == 200


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with living() as sandbox:
        hook(sandbox, f"http://127.0.0.1:{port}/")
        send(sandbox)
        rows = settled(sandbox, lambda found: len(found["calls"]) > 2)["calls"]
    assert {row["problem"] for row in rows} == {"connection refused"}
    assert [row["retry_count"] for row in rows[:3]] == [0, 1, 2]


def test_nobody_is_called_at_a_name_of_the_documentation() -> None:
    with living() as sandbox:
        hook(sandbox, "https://yourhost.example.com/hook")
        send(sandbox, 20)
        (row,) = settled(sandbox)["calls"]
        assert row["status"] is None
        assert "documentation" in row["problem"]


def test_a_webhook_that_failed_all_day_is_stopped() -> None:
    with handling() as handler, living(SHORT) as sandbox:
        failing(handler)
        hook(sandbox, handler.url)
        send(sandbox, 10)
        settled(sandbox)
        assert status(sandbox, handler.url) == "stopped"
        number = len(handler.calls)
        # Time decides: where it is short, a repetition may come late.
        assert 2 <= number <= 1 + SHORT.retries
        send(sandbox)
        settled(sandbox)
        assert len(handler.calls) == number
        # The way back.
        handler.status = lambda number: 200
        hook(sandbox, handler.url, status="active")
        send(sandbox, word="delivered")
        settled(sandbox)
        assert handler.told[-1] == ("delivered+0@example.com", "delivered")


def test_nine_events_do_not_stop_a_webhook() -> None:
    with handling() as handler, living(SHORT) as sandbox:
        failing(handler)
        hook(sandbox, handler.url)
        send(sandbox, 9)
        settled(sandbox, lambda found: len(found["calls"]) == 1 + SHORT.retries and not retrying(found))
        assert status(sandbox, handler.url) == "active"
        assert len(handler.calls) == 1 + SHORT.retries


def test_disabled_in_between() -> None:
    with handling() as handler, living(NEVER) as sandbox:
        failing(handler, 0)
        hook(sandbox, handler.url)
        send(sandbox, 3)
        settled(sandbox, retrying)
        hook(sandbox, handler.url, status="disabled")
        assert settled(sandbox)["waiting"] == []
        send(sandbox, word="opened")
        settled(sandbox)
        hook(sandbox, handler.url, status="active")
        send(sandbox, word="spam")
        settled(sandbox)
    assert {email for email, _ in handler.told[3:]} == {"spam+0@example.com"}


def test_disabled_before_the_repetition() -> None:
    with handling() as handler, living() as sandbox:
        failing(handler)
        hook(sandbox, handler.url)
        send(sandbox, 3)
        handler.wait(2)
        hook(sandbox, handler.url, status="disabled")
        settled(sandbox)
        number = len(handler.calls)
        send(sandbox)
        settled(sandbox)
        assert len(handler.calls) == number


def test_deleted_in_between() -> None:
    with handling() as handler, living(NEVER) as sandbox:
        failing(handler)
        hook(sandbox, handler.url)
        send(sandbox, 3)
        settled(sandbox, retrying)
        sandbox.ok("webhook/delete", {"url": handler.url})
        assert settled(sandbox)["waiting"] == []


def test_a_project_in_the_trash_calls_nobody() -> None:
    with handling() as handler, living(projects=ProjectRules(domains="account")) as sandbox:
        project = sandbox.project()
        failing(handler)
        hook(sandbox, handler.url, key=project.key)
        send(sandbox, key=project.key)
        handler.wait(1)
        sandbox.ok("project/delete", {"project_id": project.id})
        settled(sandbox)


def test_a_webhook_that_became_single_repeats_each_event_alone() -> None:
    with handling() as handler, living(Clock(step=0.005, retry=0.2, span=100, gather=0.005)) as sandbox:
        failing(handler, 0)
        hook(sandbox, handler.url)
        send(sandbox, 3)
        settled(sandbox, retrying)
        hook(sandbox, handler.url, single_event=1)
        settled(sandbox)
    found = [read_notification(call.json) for call in handler.calls]
    assert [(each.single, each.retry_count, len(each.events)) for each in found] == [
        (False, 0, 3),
        *[(True, 1, 1)] * 3,
    ]


def test_what_is_repeated_does_not_hold_up_what_is_new() -> None:
    with handling() as handler, living(NEVER) as sandbox:
        failing(handler, 0)
        hook(sandbox, handler.url)
        send(sandbox)
        settled(sandbox, retrying)
        sandbox.send(recipients=people(f"delivered@{DOMAIN}"))
        settled(sandbox, lambda found: len(handler.told) == 3)
