"""Received calls on the disk: kept exactly, found again, pruned, told where that fails."""

import asyncio
import contextlib
import gzip
import json
import secrets
import sqlite3
import stat
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ue_console.errors import StateError
from ue_console.models.unione.event import read_notification
from ue_console.models.unione.signature import Verdict
from ue_console.store import events
from ue_console.store.database import Database
from ue_console.store.event_records import KeptEvent, NewCall
from ue_console.store.event_schema import EVENTS
from ue_console.store.events import EventStore

NOW = datetime(2026, 11, 8, 12, 0, 0, 123456, tzinfo=UTC)
MONTH_AGO = NOW - timedelta(days=30)


@pytest.fixture
def events_file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "events.sqlite"


@pytest.fixture
async def store(events_file: Path) -> AsyncIterator[EventStore]:
    async with EventStore(events_file) as opened:
        yield opened


def event(email: str = "a@example.com", status: str = "sent", **more: Any) -> dict[str, Any]:
    data = {"job_id": "job-1", "email": email, "status": status, "event_time": "2026-11-08 12:00:00", **more}
    return {"event_name": "transactional_email_status", "event_data": data}


def block(domain: str) -> dict[str, Any]:
    return {
        "event_name": "transactional_spam_block",
        "event_data": {"domain": domain, "domain_status": "blocked"},
    }


def call(*told: dict[str, Any], verdict: Verdict = Verdict.GOOD, **more: Any) -> NewCall:
    said = {"auth": "0", "retry_count": more.get("retry", 0), "events_by_user": [{"events": list(told)}]}
    body: bytes = more.get("body", json.dumps(said).encode())
    packed = more.get("packed", False)
    return NewCall(
        at=more.get("at", NOW),
        verdict=verdict,
        owner="Shop",
        headers=(("ID", "7"), ("Content-Type", "application/json")),
        body=gzip.compress(body) if packed else body,
        gzip=packed,
        keyless=more.get("keyless", False),
        notification=read_notification(json.loads(body)),
    )


async def pruned(store: EventStore, *, most_bytes: int = 10**9, most_unproven: int = 100) -> int:
    return await store.prune(since=MONTH_AGO, most_bytes=most_bytes, most_unproven=most_unproven)


def emails(found: list[KeptEvent]) -> list[str]:
    return [one.event.email for one in found]


@pytest.mark.parametrize("packed", [False, True])
async def test_a_call_comes_back_byte_by_byte(store: EventStore, packed: bool) -> None:
    new = call(event(), event("b@example.com"), retry=3, packed=packed)
    assert await store.keep([new, new]) == [1, 2]
    kept = await store.call(2)
    assert (kept.body, kept.gzip, kept.headers, kept.at) == (new.body, packed, new.headers, NOW)
    assert (kept.verdict, kept.owner, kept.retry_count) == (Verdict.GOOD, "Shop", 3)
    assert json.loads(kept.plain)["retry_count"] == 3
    assert await store.events_of(2) == new.notification.events
    counts = await store.count()
    assert (counts.calls, counts.events) == (2, 4)


async def test_a_number_that_is_not_there(store: EventStore) -> None:
    with pytest.raises(StateError, match="no received call 5"):
        await store.call(5)


async def test_newest_first_and_on_from_there(store: EventStore) -> None:
    for number in range(3):
        await store.keep([call(event(f"{number}a@x.com"), event(f"{number}b@x.com"))])
    first = await store.newest(3)
    assert emails(first) == ["2b@x.com", "2a@x.com", "1b@x.com"]
    assert emails(await store.newest(9, before=first[-1].place)) == ["1a@x.com", "0b@x.com", "0a@x.com"]
    assert (first[0].number, first[0].position, first[0].at) == (3, 1, NOW)


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ({"email": "ANNA"}, ["Anna@example.com"]),
        ({"email": "example.com"}, ["x@example.com", "Anna@example.com"]),
        ({"status": "hard_bounced"}, ["x@example.com"]),
        ({"status": "hard"}, []),
        ({"status": "blocked"}, ["mail.example"]),
        ({"job": "OB-2"}, ["Anna@example.com"]),
        ({"text": "mailbox IS full"}, ["x@example.com"]),
        ({"text": "/offer"}, ["Anna@example.com"]),
        ({"text": "größe"}, ["Anna@example.com"]),
        ({"text": "4711"}, ["Anna@example.com"]),
        ({"text": 'say "hi"'}, ["Anna@example.com"]),
        ({"text": "job_id"}, []),
        ({"text": "example.com", "status": "sent", "email": "x@"}, []),
    ],
)
async def test_a_search(store: EventStore, sought: dict[str, Any], found: list[str]) -> None:
    anna = event(
        "Anna@example.com",
        "clicked",
        job_id="job-2",
        url="https://x.com/offer",
        metadata={"n": 4711, "s": "GRÖSSE Größe", "q": 'say "hi"'},
    )
    full = event("x@example.com", "hard_bounced", delivery_info={"destination_response": "Mailbox is full"})
    await store.keep([call(block("mail.example")), call(anna, packed=True), call(full)])
    assert emails(await store.newest(10, **sought)) == found


async def test_a_search_goes_through_everything(store: EventStore) -> None:
    await store.keep([call(event("first@example.com"))])
    for _ in range(3):
        await store.keep([call(event()) for _ in range(900)])
    assert emails(await store.newest(5, email="first")) == ["first@example.com"]
    assert len(await store.newest(500, email="a@")) == 500
    assert await store.newest(5, email="nobody") == []


async def test_text_that_no_file_takes_is_kept(store: EventStore) -> None:
    await store.keep([call(event("\ud800@x.com", retry=10**30), retry=10**30)])
    assert (await store.newest(1, email="@x.com"))[0].event.email == "\ud800@x.com"


async def test_old_calls_go(store: EventStore) -> None:
    old = NOW - timedelta(days=31)
    await store.keep([call(event(), at=old) for _ in range(450)])
    await store.keep([call(event("new@x.com"))])
    assert await pruned(store) == 450
    assert emails(await store.newest(10)) == ["new@x.com"]
    assert (await store.count()).calls == 1
    assert await pruned(store) == 0
    assert await store.keep([call(event())]) == [452], "numbers don't come twice"


async def test_the_oldest_go_where_it_is_too_much(store: EventStore) -> None:
    await store.keep([call(event(f"{number}@x.com", job_id=f"job-{number}")) for number in range(10)])
    size = (await store.count()).bytes + 10
    assert await pruned(store, most_bytes=size // 2) == 5
    assert (await store.count()).bytes <= size // 2
    assert emails(await store.newest(10))[-1] == "5@x.com"


async def test_unproven_calls_never_push_out_proven_ones(store: EventStore) -> None:
    await store.keep([call(event("good@x.com"))])
    await store.keep([call(event(f"{n}@x.com"), verdict=Verdict.BAD) for n in range(8)])
    await store.keep([call(event(verdict="x"), verdict=Verdict.MISSING)])
    assert await pruned(store, most_unproven=3) == 6
    assert emails(await store.newest(10)) == ["a@example.com", "7@x.com", "6@x.com", "good@x.com"]


async def test_calls_of_projects_without_a_key_are_among_the_unproven(store: EventStore) -> None:
    await store.keep([call(event(f"{n}@x.com"), verdict=Verdict.UNCHECKED, keyless=True) for n in range(5)])
    await store.keep([call(event("none@x.com"), verdict=Verdict.UNCHECKED)])
    await store.keep([call(event("bad@x.com"), verdict=Verdict.BAD)])
    assert await pruned(store, most_unproven=2) == 4
    assert emails(await store.newest(10)) == ["bad@x.com", "none@x.com", "4@x.com"]


async def test_they_are_found_by_the_index(store: EventStore) -> None:
    query = f"EXPLAIN QUERY PLAN SELECT number FROM calls WHERE {events._NOT_PROVEN} ORDER BY number DESC"
    plan = await store._db.run(lambda db: db.execute(query).fetchall())
    assert "unproven_calls" in plan[0][3]


async def test_a_file_of_an_earlier_version_keeps_its_calls(events_file: Path) -> None:
    schema = EVENTS._replace(scripts=EVENTS.scripts[:1])
    earlier = Database(events_file, schema)
    await earlier.run(
        lambda db: db.execute(
            "INSERT INTO calls (at, verdict, owner, retry_count, project_name, events, size, statuses, jobs,"
            " emails) VALUES (0, 'bad', '', 0, '', 1, 100, '', '', '')"
        )
    )
    await earlier.close()
    async with EventStore(events_file) as store:
        await store.keep([call(event(), verdict=Verdict.BAD)])
        assert await pruned(store, most_unproven=1) == 1


async def test_what_is_pruned_leaves_the_disk(events_file: Path) -> None:
    async with EventStore(events_file) as store:
        await store.keep([call(event(note=secrets.token_hex(10_000))) for _ in range(200)])
        assert (await store.count()).bytes > 2_000_000
        await pruned(store, most_bytes=0)
        assert (await store.count()).bytes == 0
    assert events_file.stat().st_size < 200_000


async def test_the_file_is_private(store: EventStore, events_file: Path) -> None:
    await store.keep([call(event())])
    for path in events_file.parent.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name


async def test_searching_does_not_wait_for_writing(store: EventStore, events_file: Path) -> None:
    await store.keep([call(event())])
    async with EventStore(events_file) as reader, asyncio.timeout(4):
        with contextlib.closing(sqlite3.connect(events_file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert len(await reader.newest(5)) == 1


async def test_a_file_that_can_not_be_written_is_told(tmp_path: Path) -> None:
    blocked = tmp_path / "state"
    blocked.write_text("a file where the folder should be")
    with pytest.raises(StateError, match=r"events\.sqlite can't be used"):
        async with EventStore(blocked / "events.sqlite"):
            pass


async def test_a_full_disk_keeps_none_of_a_batch(store: EventStore) -> None:
    await store.keep([call(event())])
    pages = await store._db.run(lambda db: db.execute("PRAGMA page_count").fetchone()[0])
    await store._db.run(lambda db: db.execute(f"PRAGMA max_page_count = {pages}").fetchone())
    with pytest.raises(StateError, match="disk is full"):
        await store.keep([call(event(f"{n}@x.com")) for n in range(500)])
    assert (await store.count()).calls == 1
