"""What this machine knows of an account without asking its service."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.console import NOON, channels_account, demo_account, user_account
from ue_console.models.account import Account
from ue_console.models.unione.template import Template
from ue_console.services.channels.drafts import ChannelDraft, ChannelDrafts
from ue_console.services.drafts import ComposeDraft, DraftService, TemplateDraft
from ue_console.services.here import DAYS, Here, look_here
from ue_console.services.unsubscribed.jobs import Jobs
from ue_console.store.database import Database
from ue_console.store.drafts import Drafts
from ue_console.store.registrations import Record, Registered
from ue_console.store.send_records import BatchRecord, SendRecord, SendSummary
from ue_console.store.sends import Sends
from ue_console.store.watches import Watches


@pytest.fixture
def db() -> Database:
    return Database(None)


async def sent(db: Database, name: str, ago: timedelta, account: str = "ACME Mail") -> None:
    """Two recipients were sent to, so long ago."""
    sends = Sends(db, lambda: NOON - ago)
    batch = BatchRecord(1, ({"email": "a@example.com"}, {"email": "b@example.com"}))
    summary = SendSummary(name, account, "", "Hello", "", 2, "open", name, "")
    await sends.record(SendRecord(summary, {}, (batch,)), twin_since=None)
    await sends.begin(name, 1)
    await sends.finish(name, BatchRecord(1, (), "sent"))
    await sends.close(name)


@pytest.mark.parametrize(
    "account", [demo_account(), channels_account(), user_account()], ids=lambda one: one.name
)
async def test_an_empty_machine_knows_nothing(db: Database, account: Account) -> None:
    assert await look_here(db, account, NOON) == Here()


async def test_what_a_killed_listener_left_is_told_for_its_account_only(db: Database, tmp_path: Path) -> None:
    account = demo_account()
    known = Registered(account.name, account.base_url, "https://hooks.acme.example", None)
    record = Record.new(tmp_path, known)
    assert (await look_here(db, account, NOON, tmp_path)).left == (), "its listener lives"
    record.close()
    assert (await look_here(db, account, NOON, tmp_path)).left == (known.url,)
    assert (await look_here(db, demo_account(name="Shop"), NOON, tmp_path)).left == ()
    assert (await look_here(db, account, NOON, tmp_path / "none")).left == ()


async def test_every_day_until_today_is_counted(db: Database) -> None:
    first = NOON.replace(hour=0, minute=0) - timedelta(days=DAYS - 1)
    await sent(db, "today", timedelta())
    await sent(db, "first", NOON - first)
    await sent(db, "too old", NOON - first + timedelta(seconds=1))
    await sent(db, "another's", timedelta(), "Shop")
    days = (await look_here(db, demo_account(), NOON)).days
    assert len(days) == DAYS
    assert (days[0], days[-1]) == (("2026-05-17", 2), ("2026-06-15", 2))
    assert sum(count for _, count in days) == 4
    assert [day for day, _ in days] == sorted({day for day, _ in days})


async def test_no_days_where_all_is_too_old(db: Database) -> None:
    await sent(db, "old", timedelta(days=40))
    assert (await look_here(db, demo_account(), NOON)).days == ()


async def test_drafts_are_seen_as_their_screens_keep_them(db: Database) -> None:
    drafts = DraftService(Drafts(db), "ACME Mail")
    await drafts.keep_compose(ComposeDraft(subject="Hello"))
    before, after = Template(id="1", name="welcome"), Template(id="1", name="welcome", subject="Hi")
    await drafts.keep_template(TemplateDraft(base=before, template=after))
    found = await look_here(db, demo_account(), NOON)
    assert (found.begun, found.edits) == (1, ("welcome",))
    await drafts.keep_compose(ComposeDraft())
    await drafts.drop_template("1")
    assert await look_here(db, demo_account(), NOON) == Here()


async def test_a_users_message_is_seen(db: Database) -> None:
    user = user_account()
    drafts = ChannelDrafts(Drafts(db), user.name)
    await drafts.keep(ChannelDraft(subject="Hello"))
    assert (await look_here(db, user, NOON)).begun == 1
    await drafts.keep(ChannelDraft())
    assert await look_here(db, user, NOON) == Here()


async def test_addresses_that_wait_to_be_unsubscribed_are_counted(db: Database) -> None:
    jobs = Jobs(Drafts(db), "ACME Mail", lambda: NOON)
    job = await jobs.create(["a@example.com", "b@example.com"])
    assert (await look_here(db, demo_account(), NOON)).unsubscribing == 2
    await jobs.create(["beside@example.com"])
    assert (await look_here(db, demo_account(), NOON)).unsubscribing == 3
    await jobs.forget(job)
    assert (await look_here(db, demo_account(), NOON)).unsubscribing == 1


async def test_the_watch_that_is_due_next_comes_first(db: Database) -> None:
    watches = Watches(db)
    await watches.add("ACME Mail", "late.example", NOON + timedelta(minutes=5))
    await watches.add("ACME Mail", "soon.example", NOON)
    await watches.add("Shop", "other.example", NOON)
    found = await look_here(db, demo_account(), NOON)
    assert [row.domain for row in found.watches] == ["soon.example", "late.example"]
