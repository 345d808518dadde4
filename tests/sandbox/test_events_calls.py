"""How calls are made: in groups, never too many at once, and from nothing but what is due."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from threading import enumerate as threads
from time import sleep
from typing import Any

import pytest

from tests.sandbox.running import KEY
from tests.sandbox.webhook_handler import QUICK, handling, hook, living, people, settled
from ue_console.sandbox import accounts, webhook_records
from ue_console.sandbox.accounts import Caller, Keys, scope_of
from ue_console.sandbox.events.clock import FAST, Clock
from ue_console.sandbox.events.events import Events
from ue_console.sandbox.events.lives import USUAL
from ue_console.sandbox.events.mails import mailed
from ue_console.sandbox.store import Store

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LEFT = ("events", "calls", "retries")
OWNER = Caller(scope_of(KEY))


def many(word: str, number: int) -> list[dict[str, str]]:
    return people(*(f"{word}+{each}@example.com" for each in range(number)))


def test_at_most_a_hundred_events_a_call() -> None:
    with handling() as handler, living() as sandbox:
        hook(sandbox, handler.url)
        sandbox.send(recipients=many("sent", 250))
        settled(sandbox)
    assert sorted(len(call.events) for call in handler.calls) == [50, 100, 100]
    assert {event.email for event in handler.events} == {row["email"] for row in many("sent", 250)}


def test_what_happens_together_is_told_together() -> None:
    with handling() as handler, living() as sandbox:
        hook(sandbox, handler.url)
        sandbox.send(recipients=[*many("sent", 2), *many("delivered", 2), *many("spam", 2)])
        settled(sandbox)
    assert [event.status for event in handler.calls[0].events][:6] == ["sent"] * 6


@pytest.mark.parametrize("most", [5, 20])
def test_max_parallel_is_respected(most: int) -> None:
    with handling() as handler, living() as sandbox:
        handler.gate.clear()
        hook(sandbox, handler.url, max_parallel=most, single_event=1)
        sandbox.send(recipients=many("sent", 60))
        handler.wait(most)
        (row,) = settled(sandbox, lambda found: found["waiting"][0]["calls"] == most)["waiting"]
        assert row == {
            "url": handler.url,
            "project_id": None,
            "events": 60 - most,
            "calls": most,
            "retries": 0,
        }
        handler.gate.set()
        settled(sandbox)
    assert len(handler.calls) == 60
    assert handler.most_at_once == most


def test_a_handler_that_is_slow_holds_up_nobody_else() -> None:
    with handling() as slow, handling() as other, living() as sandbox:
        slow.gate.clear()
        hook(sandbox, slow.url)
        hook(sandbox, other.url)
        sandbox.send(recipients=many("spam", 3))
        settled(sandbox, lambda found: len(other.told) == 9)
        assert slow.most_at_once <= 10


def test_a_webhook_that_leads_to_the_sandbox_itself() -> None:
    with living() as sandbox:
        send = f"{sandbox.url}/en/transactional/api/v1/email/send.json"
        hook(sandbox, send)
        hook(sandbox, f"{sandbox.url}/_sandbox/mail")
        sandbox.send(recipients=many("sent", 200))
        found = settled(sandbox, lambda found: len(found["calls"]) >= 4)
        assert {(row["url"] == send, row["status"]) for row in found["calls"]} == {(True, 401), (False, 405)}
        assert sandbox.ok("system/info")


def test_calls_are_shown() -> None:
    with handling() as handler, living() as sandbox:
        hook(sandbox, handler.url)
        sandbox.send(recipients=many("sent", 3))
        found = settled(sandbox)
    assert (found["mails"], found["lost"], found["waiting"]) == (0, 0, [])
    (row,) = found["calls"]
    assert row.pop("id") == handler.calls[0].headers["ID"]
    assert row.pop("time")
    assert row == {
        "url": handler.url,
        "project_id": None,
        "events": 3,
        "retry_count": 0,
        "status": 200,
        "problem": "",
    }


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs Linux to count wake-ups")
def test_idle_is_silent() -> None:
    def wake_ups() -> str:
        thread = next(each for each in threads() if each.name == "sandbox")
        lines = Path(f"/proc/self/task/{thread.native_id}/status").read_text().splitlines()
        return next(line for line in lines if line.startswith("voluntary"))

    with handling() as handler, living() as sandbox:
        hook(sandbox, handler.url)
        sandbox.send()
        settled(sandbox)
        sleep(0.05)
        before = wake_ups()
        sleep(0.2)
        assert wake_ups() == before


def is_over(found: dict[str, Any]) -> bool:
    """Whether nothing is left to be done; a webhook that failed is remembered."""
    return not (found["mails"] or any(row[name] for row in found["waiting"] for name in LEFT))


async def until(events: Events, is_so: Callable[[dict[str, Any]], bool]) -> None:
    """Wait for a state of the events."""
    for _ in range(20_000):
        if is_so(events.state()):
            return
        await asyncio.sleep(0.001)


def house_with_webhook(
    store: Store, clock: Clock, *, url: str = "http://127.0.0.1:1/", most_bytes: int = 2**40
) -> Events:
    """The events of an account whose only webhook, where no URL is given, nobody answers."""
    accounts.save_info(store, OWNER.account, {"user_id": 7})
    record = {
        "url": url,
        "status": "active",
        "single_event": 0,
        "delivery_info": 0,
        "event_format": "json_post",
        "max_parallel": 5,
        "events": {"email_status": ["sent", "delivered", "opened"], "spam_block": []},
    }
    webhook_records.save(store, OWNER.scope, record)
    return Events(store, Keys(store, [KEY]), lambda: NOW, clock, most_bytes=most_bytes)


async def test_ten_thousand_mails_take_no_task_of_their_own(store: Store) -> None:
    events = house_with_webhook(store, QUICK)
    for job in range(20):
        mails = [
            mailed(f"job-{job}", f"u{number}@example.com", {}, opens=True, link="") for number in range(500)
        ]
        events.mailed(OWNER, mails)
    assert events.state()["mails"] == 10_000
    assert len(asyncio.all_tasks()) == 1
    await until(events, lambda found: bool(found["waiting"]))
    # One that makes this test, and max_parallel calls.
    assert len(asyncio.all_tasks()) <= 1 + 5
    await events.close()
    assert len(asyncio.all_tasks()) == 1


async def test_what_does_not_fit_is_lost_and_counted(store: Store) -> None:
    one = mailed("j", "ann@example.com", {"k": "v" * 1000}, opens=True, link="")
    events = house_with_webhook(store, Clock(step=0.1, gather=60), most_bytes=one.size * 5)
    events.mailed(OWNER, [one] * 6)
    assert events.state()["lost"] == 6 * 3
    events.mailed(OWNER, [one] * 4)
    assert events.state()["mails"] == 4
    await until(events, lambda found: bool(found["waiting"]))
    assert events.state()["waiting"][0]["events"] == 1
    assert events.state()["lost"] == 6 * 3 + 3
    await events.close()


@pytest.mark.parametrize("url", ["https://hook.example/", "http://127.0.0.1:1/"])
async def test_what_is_over_makes_room(store: Store, url: str) -> None:
    clock = Clock(step=0.001, retry=0.001, span=0.002, gather=0.001)
    one = mailed("j", "ann@example.com", {"k": "v" * 1000}, opens=True, link="")
    events = house_with_webhook(store, clock, url=url, most_bytes=one.size * (2 + 2 * 3))
    for _ in range(4):
        events.mailed(OWNER, [one] * 2)
        await until(events, is_over)
        assert events.state()["lost"] == 0
    await events.close()


def test_the_fast_clock_is_in_time() -> None:
    assert FAST.step is not None
    assert len(USUAL) * FAST.step + FAST.gather < 2
    assert (FAST.retry, FAST.span, FAST.retries, FAST.answer) == (1, 144, 144, 3)


def test_sends_do_not_mix() -> None:
    with handling() as handler, living() as quick:
        hook(quick, handler.url)
        jobs = {quick.send(recipients=many("delivered", 2))["job_id"] for _ in range(3)}
        settled(quick)
    assert {event.job_id for event in handler.events} == jobs
    assert len(handler.events) == 3 * 2 * 2
