"""Each rule, from ``email/send`` to the handler; and what comes of it besides the call."""

from datetime import datetime
from typing import Any

import pytest

from tests.sandbox.running import DOMAIN, Running, message
from tests.sandbox.webhook_handler import Handler, handling, hook, living, people, settled
from ue_console.models.unione.event import Event
from ue_console.sandbox.events.clock import REAL
from ue_console.sandbox.events.lives import LIVES, SENT
from ue_console.sandbox.events.payload import IP, USER_AGENT

LINK = {"html": '<p>Hi <a href="https://shop.example/1">look</a></p>'}


def by_address(handler: Handler) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = {}
    for event in handler.events:
        found.setdefault(event.email, []).append(event)
    return found


def test_every_word_lives_its_life() -> None:
    with handling() as handler, living() as sandbox:
        hook(sandbox, handler.url, delivery_info=1)
        # A domain of its own for each: a spam block tells of a domain.
        domains = {word: f"{word.replace('_', '-')}.example" for word in LIVES}
        emails = [f"{word}@{domain}" for word, domain in domains.items()]
        sent = sandbox.send(recipients=people(*emails), body=LINK)
        settled(sandbox)
        found = by_address(handler)
    for word, life in LIVES.items():
        blocks = [event.status for event in found.get(domains[word], [])]
        events = found[f"{word}@{domains[word]}"]
        statuses = [step.status for step in life]
        assert blocks == [status for status in statuses if "blocked" in status]
        assert [event.status for event in events] == [each for each in statuses if "blocked" not in each]
        assert {event.job_id for event in events} == {sent["job_id"]}
        for step, event in zip(life, events, strict=False):
            if step.reason:
                expected = {"delivery_status": step.reason, "destination_response": step.response}
                assert event.delivery == expected


def test_an_address_without_a_rule_lives_within_two_seconds(sandbox: Running) -> None:
    with handling() as handler:
        body = {"url": handler.url, "events": {"email_status": ["clicked"]}}
        sandbox.ok("webhook/set", body)
        # The usual clock, and the handler's answer to the GET of webhook/set is 501.
        sandbox.send(body=LINK)
        handler.wait(1)
        rows = settled(sandbox)["calls"]
        times = [datetime.fromisoformat(row["time"]) for row in rows]
        mail = datetime.fromisoformat(sandbox.mails()[0]["created"])
    assert handler.told == [("ann@example.com", "clicked")]
    assert (times[0] - mail).total_seconds() <= 2


@pytest.mark.parametrize(
    ("fields", "statuses"),
    [
        ({"body": LINK}, ["sent", "delivered", "opened", "clicked"]),
        ({"body": LINK, "track_read": 0}, ["sent", "delivered", "clicked"]),
        ({"body": LINK, "track_links": 0}, ["sent", "delivered", "opened"]),
        ({"body": {"html": "<p>Hi</p>"}, "skip_unsubscribe": 0}, ["sent", "delivered", "opened"]),
        ({"body": {"plaintext": "https://shop.example"}}, ["sent", "delivered", "opened"]),
        ({"body": {"html": '<a href="{{to}}">x</a>'}}, ["sent", "delivered", "opened"]),
    ],
)
def test_what_is_tracked(fields: dict[str, Any], statuses: list[str]) -> None:
    with handling() as handler, living() as sandbox:
        hook(sandbox, handler.url)
        sandbox.send(**fields)
        settled(sandbox)
        assert [status for _, status in handler.told] == statuses


def test_links_and_metadata_are_each_recipients_own() -> None:
    with handling() as handler, living() as sandbox:
        hook(sandbox, handler.url, delivery_info=1)
        sandbox.send(
            body={"html": '<a href="https://shop.example/{{id}}">x</a>'},
            global_metadata={"campaign": "spring", "n": 1},
            recipients=[
                {"email": "ann@example.com", "substitutions": {"id": "a"}, "metadata": {"n": 2}},
                {"email": "bob@example.com", "substitutions": {"id": "b"}},
            ],
        )
        settled(sandbox)
        found = by_address(handler)
    ann, bob = found["ann@example.com"][-1], found["bob@example.com"][-1]
    assert (ann.url, bob.url) == ("https://shop.example/a", "https://shop.example/b")
    assert (ann.metadata, bob.metadata) == ({"campaign": "spring", "n": 2}, {"campaign": "spring", "n": 1})
    assert ann.delivery == {"user_agent": USER_AGENT, "ip": IP}


def test_an_unsubscribed_address_gets_no_more_mail() -> None:
    with living() as sandbox:
        sandbox.send(recipients=people("Unsubscribed+1@example.com", "spam@example.com"))
        settled(sandbox)
        rows = sandbox.ok("unsubscribed/list")["unsubscribed"]
        assert [row["address"] for row in rows] == ["Unsubscribed+1@example.com"]
        again = message(recipients=people("unsubscribed+1@example.com", "spam@example.com"))
        assert sandbox.ok("email/send", again)["failed_emails"] == {
            "unsubscribed+1@example.com": "unsubscribed"
        }


def test_addresses_that_were_refused_have_no_events() -> None:
    with handling() as handler, living() as sandbox:
        hook(sandbox, handler.url)
        sandbox.send(recipients=people("blocked@example.com", "delivered@example.com", "no address"))
        sandbox.refused("email/send", message(recipients=people("complained@example.com")))
        sandbox.ok(
            "email/subscribe", {"from_email": f"a@{DOMAIN}", "from_name": "a", "to_email": "b@c.example"}
        )
        settled(sandbox)
        assert handler.told == [("delivered@example.com", "sent"), ("delivered@example.com", "delivered")]


def test_a_spam_block_is_one_for_each_domain() -> None:
    with handling() as handler, living() as sandbox:
        hook(sandbox, handler.url, events={"email_status": [], "spam_block": ["*"]})
        emails = [f"spam_block{number}@{name}" for number in range(3) for name in ("a.example", "B.EXAMPLE")]
        sandbox.send(recipients=people(*emails))
        settled(sandbox)
        assert sorted(handler.told) == [
            (domain, status) for domain in ("a.example", "b.example") for status in ("blocked", "unblocked")
        ]


def test_only_what_a_webhook_asks_for() -> None:
    with handling() as some, handling() as none, handling() as off, living() as sandbox:
        hook(sandbox, some.url, events={"email_status": ["delivered"]})
        hook(sandbox, none.url, events={"email_status": []})
        hook(sandbox, off.url, status="disabled")
        sandbox.send(recipients=people("spam_block@example.com", "spam@example.com"))
        settled(sandbox)
        assert sorted(some.told) == [
            ("spam@example.com", "delivered"),
            ("spam_block@example.com", "delivered"),
        ]
        assert none.calls == off.calls == []


def test_the_real_clock_takes_as_long_as_mail_does() -> None:
    with living(REAL) as sandbox:
        sandbox.send()
        assert sandbox.client.get(f"{sandbox.url}/_sandbox/events").json()["mails"] == 1
    assert SENT.seconds >= 1
    assert sum(step.seconds for step in LIVES["soft_then_hard"]) > 48 * 3600
    assert (REAL.retry, REAL.span, REAL.retries, REAL.answer) == (600, 86_400, 144, 3)
