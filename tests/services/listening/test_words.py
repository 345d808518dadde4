"""Events in plain words."""

import re
from typing import Any

import pytest

from ue_console.models.unione.event import SPAM_BLOCK_EVENT, STATUS_EVENT, Event
from ue_console.models.unione.webhook import EMAIL_STATUSES
from ue_console.services.listening.words import REASONS, reason, said


def status(name: str, reason: str = "", answer: str = "", **data: Any) -> Event:
    info = {"delivery_status": reason, "destination_response": answer}
    return Event(STATUS_EVENT, {"email": "a@x.com", "status": name, "delivery_info": info, **data})


def test_every_status_has_a_symbol_and_a_word_of_its_own() -> None:
    words = [said(status(name)) for name in EMAIL_STATUSES]
    assert len({one.symbol for one in words}) == len({one.word for one in words}) == len(EMAIL_STATUSES)
    assert "?" not in {one.symbol for one in words}
    assert {one.who for one in words} == {"a@x.com"}


def test_the_documented_reasons_are_16() -> None:
    assert len(REASONS) == 16
    assert len(set(REASONS.values())) == 16
    for name, words in REASONS.items():
        assert name.startswith("err_")
        assert len(words) < 70
        assert not re.search(r"err_|\.$", words)


@pytest.mark.parametrize(
    ("event", "symbol", "word", "why"),
    [
        (status("sent", "ok_sent"), "→", "sent", ""),
        (status("delivered", "ok_delivered"), "✓", "delivered", ""),
        (status("delivered", "ok_spam_folder"), "✓", "delivered", "ok_spam_folder"),
        (status("clicked", url="https://x.com/?a=b"), "●", "clicked", "https://x.com/?a=b"),
        (status("unsubscribed", comment="too many"), "–", "unsubscribed", "too many"),
        (status("spam"), "▲", "spam", "reported as spam by the recipient"),
        (
            status("hard_bounced", "err_mailbox_full", "552 Full"),
            "✗",
            "hard bounce",
            "the mailbox is full (552 Full)",
        ),
        (
            status("soft_bounced", "err_mailbox_full", "452 4.2.2 The mailbox is full"),
            "◐",
            "soft bounce",
            "the mailbox is full (452 4.2.2)",
        ),
        (status("hard_bounced", "err_user_unknown"), "✗", "hard bounce", "the address doesn't exist"),
        (status("soft_bounced", "", "451 Later"), "◐", "soft bounce", "451 Later"),
        (status("soft_bounced", "err_resend"), "◐", "soft bounce", "err_resend"),
        (status("hard_bounced"), "✗", "hard bounce", ""),
        (status("levitated"), "?", "levitated", ""),
        (Event("transactional_new_thing", {}), "?", "transactional_new_thing", ""),
    ],
)
def test_a_mail(event: Event, symbol: str, word: str, why: str) -> None:
    words = said(event)
    assert (words.symbol, words.word, words.why) == (symbol, word, why)


@pytest.mark.parametrize(
    ("data", "word", "why"),
    [
        (
            {"block_type": "one_smtp", "SMTP_blocks_count": 8, "domain_status": "blocked"},
            "blocks",
            "8 servers of the service; others are tried",
        ),
        ({"block_type": "all_smtp", "domain_status": "blocked"}, "blocks", "all of the service's servers"),
        (
            {"block_type": "one_smtp", "SMTP_blocks_count": "x", "domain_status": "unblocked"},
            "takes again",
            "1 server of the service",
        ),
    ],
)
def test_a_spam_block(data: dict[str, Any], word: str, why: str) -> None:
    words = said(Event(SPAM_BLOCK_EVENT, {"domain": "example.com", **data}))
    assert (words.word, words.who, words.why) == (word, "example.com", why)


def test_no_word_can_move_the_cursor() -> None:
    bad = "\x1b[2J\n\u202e"
    event = status(bad, bad, bad, url=bad, email=bad)
    for each in (event, status("hard_bounced", bad, bad), status("clicked", url=bad)):
        assert all(part.isprintable() for part in said(each))
    assert reason(bad).isprintable()
