"""What needs attention, in one calm sentence a subject."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.console import NOON, demo_account
from ue_console.errors import ApiError, WireError
from ue_console.models.account import Account
from ue_console.models.secret import Secret
from ue_console.models.unification.connection import Connection
from ue_console.models.unione.domain import Dkim, Domain, VerificationRecord
from ue_console.models.unione.project import Project
from ue_console.models.unione.webhook import Webhook
from ue_console.services.attention import (
    Kind,
    Need,
    by_urgency,
    named,
    of_domains,
    of_drafts,
    of_period,
    of_projects,
    of_sends,
    of_watches,
    of_webhooks,
)
from ue_console.services.attention_accounts import (
    of_connections,
    of_key_store,
    of_left,
    of_listening,
    of_read_only,
    of_users,
)
from ue_console.services.connections import Verdict
from ue_console.services.here import Here
from ue_console.services.usage import Usage
from ue_console.services.users import User
from ue_console.store.new_users import LostUser
from ue_console.store.send_records import SendState, SendSummary
from ue_console.store.watches import WatchRow

START = datetime(2026, 6, 1, tzinfo=UTC)
END = datetime(2026, 7, 1, tzinfo=UTC)


def domain(name: str, *, confirmed: bool = True, active: bool = True) -> Domain:
    return Domain(
        domain=name,
        verification_record=VerificationRecord(status="confirmed" if confirmed else "unconfirmed"),
        dkim=Dkim(status="active" if active else "inactive"),
    )


def send(subject: str, state: SendState, template: str = "") -> SendSummary:
    return SendSummary("s", "ACME", "2026-06-15T12:00:00+00:00", subject, template, 3, state, "f", "")


def only(found: list[Need]) -> Need:
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "n0"),
        (2, "n0 and n1"),
        (3, "n0, n1 and n2"),
        (4, "n0, n1 and 2 more hooks"),
        (14, "n0, n1 and 12 more hooks"),
    ],
)
def test_two_or_three_are_named_and_the_others_counted(count: int, words: str) -> None:
    assert named((f"n{number}" for number in range(count)), "hook") == words


@given(st.lists(st.text(), min_size=1, max_size=40))
def test_whatever_the_names_are_a_sentence_stays_one_line_and_short(names: list[str]) -> None:
    text = named(names, "domain")
    assert len(text) <= 3 * 40 + 40
    assert "\n" not in text
    assert "\x1b" not in text


def test_all_is_well() -> None:
    here = Here()
    for found in (
        of_sends((), ()),
        of_period(None, NOON),
        of_period(Usage(20_000, 50_000, START, END), NOON),
        of_period(Usage(20_000, 0, START, END), NOON),
        of_webhooks([Webhook(url="https://a.example"), Webhook(url="https://b.example", status="disabled")]),
        of_domains([domain("a.example")]),
        of_projects([Project(id="1", name="Shop")]),
        of_drafts(here),
        of_watches(here, NOON),
        of_key_store([]),
        of_users((), None),
        of_users((), []),
        of_users((), [User("u", demo_account())]),
        of_connections(None, {}),
        of_connections([Connection("a", Secret("a://b"))], {}),
        of_left([], None),
        of_left(["https://a.example"], [Webhook(url="https://b.example")]),
        of_listening(""),
        of_read_only(demo_account(), for_this_run=False),
    ):
        assert list(found) == []


@pytest.mark.parametrize(
    ("found", "text"),
    [
        ([domain("a.example", active=False)], "Can't send yet: a.example (its DKIM is not active)"),
        ([domain("a.example", confirmed=False)], "Can't send yet: a.example (it is not confirmed)"),
        (
            [domain("xn--bcher-kva.example", active=False)],
            "Can't send yet: bücher.example (its DKIM is not active)",
        ),
        (
            [domain("b.example"), *(domain(f"{n}.example", active=False) for n in range(14))],
            "Can't send yet: 0.example, 1.example and 12 more domains",
        ),
    ],
)
def test_domains(found: list[Domain], text: str) -> None:
    need = only(list(of_domains(found)))
    assert (need.kind, need.text) == (Kind.DOMAINS, text)
    assert only(list(of_domains(found, whole=False))).text == f"{text}, of the first {len(found)}"


def test_webhooks_that_the_service_has_stopped() -> None:
    webhooks = [Webhook(url=f"https://{name}.example", status="stopped") for name in "ab"]
    need = only(list(of_webhooks(webhooks)))
    assert need.text == "Stopped by the service: https://a.example and https://b.example"
    assert need.short == "2 webhooks stopped"


def test_webhooks_that_killed_listeners_left() -> None:
    urls = ["https://a.example", "https://b.example"]
    need = only(list(of_left(urls, [Webhook(url="https://b.example")])))
    assert need.text == "Left by an earlier listener: https://b.example"
    unknown = only(list(of_left(urls, None)))
    assert unknown.text == "Left by an earlier listener: https://a.example and https://b.example"
    assert unknown.short == "2 webhooks left by a listener"


def test_projects_whose_sending_is_off() -> None:
    projects = [
        Project(id="1", name="Shop", send_enabled=False),
        Project(id="2"),
        Project(id="3", send_enabled=False),
    ]
    assert only(list(of_projects(projects))).text == "Sending is off for the projects Shop and 3"
    assert only(list(of_projects(projects[:1]))).text == "Sending is off for the project Shop"


@pytest.mark.parametrize(
    ("sends", "texts"),
    [
        ([send("Hello", "unknown")], ["Unknown whether it arrived: “Hello”"]),
        ([send("", "unknown", "receipt")] * 2, ["Unknown whether they arrived: “receipt” and “receipt”"]),
        ([send("Hello", "partly"), send("Bye", "stopped")], ["Did not reach everybody: “Hello” and “Bye”"]),
        (
            [send("x" * 100, "unknown"), send("Hello", "partly")],
            [f"Unknown whether it arrived: “{'x' * 35}…”", "Did not reach everybody: “Hello”"],
        ),
    ],
)
def test_sends(sends: list[SendSummary], texts: list[str]) -> None:
    unknown, left = ([one for one in sends if (one.state == "unknown") is lost] for lost in (True, False))
    assert [need.text for need in of_sends(unknown, left)] == texts


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        (45_000, "Included mails end before the period does: change the plan at UniOne"),
        (38_000, "Included mails end before the period does: change the plan at UniOne"),
        (49_999, "Included mails end before the period does: change the plan at UniOne"),
        (50_000, "All 50,000 included mails are sent: change the plan at UniOne"),
        (50_001, "All 50,000 included mails are sent, and 1 more: change the plan at UniOne"),
    ],
)
def test_the_period(sent: int, text: str) -> None:
    now = NOON + timedelta(days=0 if sent < 40_000 else 1)
    assert only(list(of_period(Usage(sent, 50_000, START, END), now))).text == text


def test_nearly_used_up_on_the_first_day() -> None:
    usage = Usage(46_000, 50_000, START, END)
    text = only(list(of_period(usage, START + timedelta(hours=1)))).text
    assert text == "Few included mails are left: change the plan at UniOne"


def test_drafts_and_addresses_that_wait() -> None:
    found = list(of_drafts(Here(begun=1, edits=("welcome", ""), unsubscribing=120)))
    assert [need.text for need in found] == [
        "120 addresses of the last list have no outcome yet",
        "A message is begun in Compose",
        "Not saved yet: welcome and a new template",
    ]
    assert only(list(of_drafts(Here(begun=2)))).text == "2 versions of a message are begun in Compose"


def test_watches_say_when_they_look_next() -> None:
    rows = tuple(
        WatchRow("ACME", f"{name}.example", NOON, NOON + timedelta(minutes=minutes))
        for name, minutes in (("a", 3), ("b", 5))
    )
    need = only(list(of_watches(Here(watches=rows), NOON)))
    assert need.text == "Watched: a.example and b.example; the next look is at 12:03 UTC"
    due = only(list(of_watches(Here(watches=rows), NOON + timedelta(hours=1))))
    assert due.text == "Watched: a.example and b.example"


def test_a_key_store_is_missed_by_those_who_need_it() -> None:
    where = "in the key store, which can't be reached"
    assert only(list(of_key_store(["ACME"]))).text == f"ACME keeps its key {where}"
    assert only(list(of_key_store(["ACME", "Shop"]))).text == f"ACME and Shop keep their keys {where}"


def test_users_whose_secret_is_not_here() -> None:
    users = [User("a", demo_account()), User("b"), User("c", demo_account(), over=True)]
    assert only(list(of_users((), users))).text.startswith("2 of 3 users have no secret here")
    assert only(list(of_users((), users[:2]))).text.startswith("1 of 2 users has no secret here")
    lost = [LostUser("B", datetime(2026, 11, 1, tzinfo=UTC), "b")]
    assert only(list(of_users(lost, users))).text.startswith("1 of 3 users has no secret here")
    assert list(of_users(lost, users[:2])) == []


def test_connections_that_were_refused_as_they_are_now() -> None:
    connections = [
        Connection(name, Secret(f"{name}://token")) for name in ("works", "refused", "silent", "renewed")
    ]
    refused = ApiError("Refused.", "Renew it.", http_status=200, code=418)
    tested = {
        "works": Verdict(connections[0], NOON),
        "refused": Verdict(connections[1], NOON, refused),
        "silent": Verdict(connections[2], NOON, WireError("No answer.", "Try again.")),
        "renewed": Verdict(Connection("renewed", Secret("renewed://old")), NOON, refused),
    }
    assert only(list(of_connections(connections, tested))).text == "Refused when tested last: refused"


@pytest.mark.parametrize(("run", "how"), [(True, "for this run"), (False, "as its entry in Accounts says")])
def test_read_only(run: bool, how: str) -> None:
    account: Account = demo_account(read_only=True)
    assert only(list(of_read_only(account, for_this_run=run))).text == f"ACME Mail is read-only here, {how}"


def test_the_most_pressing_comes_first() -> None:
    found = by_urgency(Need(kind, "", "") for kind in reversed(Kind))
    assert [need.kind for need in found] == list(Kind)
