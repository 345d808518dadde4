"""What was changed from here: kept, found again newest first, followed by its account, deleted when old."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.store.send_parts import NOON, Now, plan
from ue_console.store.activity import Activity, Sought
from ue_console.store.activity_pruning import prune_activity
from ue_console.store.activity_records import Exchanged, Facts
from ue_console.store.database import Database
from ue_console.store.rename import rename_account
from ue_console.store.sends import Sends

FACTS = Facts(NOON, "ACME", "unione", "webhook/set", "https://shop.example/ü", "done", None, 200, 84)
REST = Exchanged("https://eu1.unione.io/api", {"url": "\ud800 ü"}, True, {"status": "success"})


@pytest.fixture
def activity(database: Database) -> Activity:
    return Activity(database)


async def some(activity: Activity, *changes: Mapping[str, object]) -> list[int]:
    return [await activity.add(replace(FACTS, **change), REST) for change in changes]  # type: ignore[arg-type]


async def whats(activity: Activity, sought: Sought) -> list[str]:
    return [entry.facts.what for entry in await activity.newest(sought, 100)]


async def test_what_is_kept_is_there_for_another_console(activity: Activity, database_file: Path) -> None:
    number = await activity.add(FACTS, REST)
    other = Database(database_file)
    again = Activity(other)
    [entry] = await again.newest(Sought(), 10)
    assert (entry.id, entry.facts) == (number, FACTS)
    found = (await again.exchanged([number]))[number]
    assert found == REST
    await other.close()


async def test_pages_go_from_the_newest_to_the_oldest(activity: Activity) -> None:
    ids = await some(activity, *({"what": str(n)} for n in range(7)))
    first = await activity.newest(Sought(), 3)
    second = await activity.newest(Sought(), 3, before=first[-1].id)
    assert [entry.id for entry in (*first, *second)] == list(reversed(ids))[:6]
    assert await activity.count(Sought()) == 7


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        (Sought(), "dcba"),
        (Sought(account="Other"), "b"),
        (Sought(noun="template"), "c"),
        (Sought(results=("refused", "unknown")), "dc"),
        (Sought(since=NOON), "da"),
        (Sought(until=NOON), "cb"),
        (Sought(since=NOON - timedelta(days=3), until=NOON), "c"),
        (Sought(text="TEMPLATE del"), "c"),
        (Sought(text="delete template"), "c"),
        (Sought(text="1202"), "c"),
        (Sought(text="oth"), "b"),
        (Sought(text="JOB-7"), "d"),
        (Sought(text="refused"), "c"),
        (Sought(text="webhook nothing"), ""),
        (Sought(text="%"), ""),
        (Sought(account="ACME", noun="webhook", results=("done",), text="a"), "a"),
    ],
)
async def test_what_is_sought_is_found(activity: Activity, sought: Sought, found: str) -> None:
    template = {"method": "template/delete", "result": "refused", "code": 1202}
    await some(
        activity,
        {"what": "a"},
        {"what": "b", "account": "Other", "at": NOON - timedelta(days=9)},
        {"what": "c", "at": NOON - timedelta(days=2), **template},
        {"what": "d", "method": "email/send", "result": "unknown", "job_id": "Job-7"},
    )
    assert "".join(await whats(activity, sought)) == found
    assert await activity.count(sought) == len(found)


async def test_an_international_domain_is_found_by_its_letters_too(activity: Activity) -> None:
    domains = ("xn--bcher-kva.example", "shop.xn--e1afmkfd.example", "xn--\x1b.example", "plain.test")
    await some(activity, *({"method": "domain/validate-dkim", "what": name} for name in domains))
    for word, found in (("bücher", 0), ("xn--bcher", 0), ("пример.ex", 1), ("xn--\x1b", 2), ("plain", 3)):
        assert await whats(activity, Sought(text=word)) == [domains[found]]


async def test_times_in_another_zone_are_the_same_times(activity: Activity) -> None:
    await some(activity, {"what": "a"})
    berlin = datetime.fromisoformat("2030-01-01T13:00:00+01:00")
    assert await whats(activity, Sought(since=berlin)) == ["a"]
    assert await whats(activity, Sought(since=berlin + timedelta(seconds=1))) == []


async def test_activity_follows_a_renamed_account(database: Database, activity: Activity) -> None:
    await some(activity, {}, {"account": "Other"})
    await rename_account(database, "ACME", "Renamed")
    assert sorted(await activity.accounts()) == ["Other", "Renamed"]
    assert await activity.count(Sought(account="Renamed", text="renamed")) == 1


async def test_old_calls_go_with_what_they_said(activity: Activity, database: Database) -> None:
    old = {"at": NOON - timedelta(days=91)}
    ids = await some(activity, old, {}, *[old] * 1_200)
    assert await prune_activity(database, NOON - timedelta(days=90)) == 1_201
    assert [entry.id for entry in await activity.newest(Sought(), 9)] == [ids[1]]
    rest = await database.read(lambda db: db.execute("SELECT id FROM exchanges").fetchall())
    assert rest == [(ids[1],)]


async def test_a_number_is_never_given_twice(activity: Activity, database: Database) -> None:
    [first] = await some(activity, {})
    await prune_activity(database, NOON + timedelta(days=1))
    [second] = await some(activity, {})
    assert second > first


async def test_the_newest_later_change_of_the_same_object(activity: Activity) -> None:
    await some(
        activity,
        {},
        {"result": "refused"},
        {"what": "other"},
        {"account": "Other"},
        {"method": "template/set"},
        {"method": "webhook/delete", "result": "unknown"},
        {"result": "not sent"},
    )
    entries = list(reversed(await activity.newest(Sought(), 9)))
    later = await activity.later(entries[0])
    assert later is not None
    assert later.facts.method == "webhook/delete"
    assert await activity.later(entries[-1]) is None


async def test_the_send_of_a_call(database: Database, activity: Activity) -> None:
    now = Now()
    sends = Sends(database, now)
    for name, account in (("other", "Other"), ("mine", "ACME")):
        await sends.record(plan(name, account=account), twin_since=None)
    await sends.begin("mine", 1)
    now.time += timedelta(seconds=2)
    lost = {"method": "email/send", "result": "unknown"}
    await some(activity, {**lost, "at": now.time}, {**lost, "at": now.time + timedelta(hours=1)})
    await some(activity, {"method": "email/send", "job_id": "job-2", "at": now.time + timedelta(days=3)})
    now.time += timedelta(seconds=2)
    await sends.finish("mine", replace(plan("mine").batches[0], state="unknown"))
    await sends.begin("mine", 2)
    await sends.finish("mine", replace(plan("mine").batches[1], state="sent", job_id="job-2"))
    await sends.close("mine")
    job, much_later, lost_one = await activity.newest(Sought(), 3)
    found: Sequence[str] = [await activity.send_of(entry) for entry in (job, much_later, lost_one)]
    assert found == ["mine", "", "mine"]


async def test_a_hundred_thousand_calls_are_read_a_window_at_a_time(
    database: Database, activity: Activity
) -> None:
    await some(activity, {"what": "the first"}, {"what": "the last", "account": "Other"})

    def fill(db: sqlite3.Connection) -> None:
        db.execute(
            "INSERT INTO activity (at, account, service, noun, verb, what, result, milliseconds, job_id,"
            " search) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)"
            " SELECT ?, 'ACME', 'unione', 'webhook', 'set', i, 'done', 1, '', 'webhook/set ' || i FROM n",
            (NOON.astimezone(UTC).isoformat(),),
        )

    await database.run(fill)
    assert await activity.count(Sought()) == 100_002
    assert len(await activity.newest(Sought(), 200)) == 200
    assert await whats(activity, Sought(account="Other")) == ["the last"]
    assert await whats(activity, Sought(text="webhook 99999")) == ["99999"]
    plans = await database.read(
        lambda db: db.execute(
            "EXPLAIN QUERY PLAN SELECT * FROM activity WHERE account = '' ORDER BY id"
        ).fetchall()
    )
    assert "activity_by_account" in str(plans)
    assert "TEMP B-TREE" not in str(plans)
