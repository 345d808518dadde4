"""What an address calls for, and which link is clicked."""

import re
import time

import pytest

from ue_console.cli.sandbox_help import EPILOG
from ue_console.sandbox.addresses import PARTS
from ue_console.sandbox.events import rules
from ue_console.sandbox.events.links import LONGEST, first_link
from ue_console.sandbox.events.lives import ANSWERS, LIVES, SOFT
from ue_console.sandbox.events.rules import life_of

USUAL = ["sent", "delivered", "opened", "clicked"]
LINK = "https://shop.example/1"


def statuses(email: str, *, opens: bool = True, link: str = LINK) -> list[str]:
    return [step.status for step in life_of(email, opens=opens, link=link)]


@pytest.mark.parametrize(
    ("local", "expected"),
    [
        ("sent", ["sent"]),
        ("delivered", ["sent", "delivered"]),
        ("opened", ["sent", "delivered", "opened"]),
        ("clicked", USUAL),
        ("unsubscribed", ["sent", "delivered", "opened", "unsubscribed"]),
        ("spam", ["sent", "delivered", "spam"]),
        ("soft_bounced", ["sent", "soft_bounced", "delivered"]),
        ("soft_then_hard", ["sent", "soft_bounced", "hard_bounced"]),
        ("hard_bounced", ["sent", "hard_bounced"]),
        ("spam_block", ["sent", "blocked", "unblocked", "delivered"]),
        ("err_mailbox_full", ["sent", "soft_bounced", "delivered"]),
        ("err_user_unknown", ["sent", "hard_bounced"]),
        ("ann", USUAL),
        ("senta", USUAL),
        ("opener", USUAL),
        ("my-spam", USUAL),
    ],
)
def test_words(local: str, expected: list[str]) -> None:
    assert statuses(f"{local}@example.com") == expected
    assert statuses(f"{local.upper()}@example.com") == expected


@pytest.mark.parametrize("tail", ["+1", "-a", ".b", "_c", "7"])
def test_what_may_follow_a_word(tail: str) -> None:
    for word in LIVES:
        assert statuses(f"{word}{tail}@example.com") == statuses(f"{word}@example.com"), word


def test_each_documented_reason_has_its_bounce() -> None:
    assert len(ANSWERS) == 16
    for reason, answer in ANSWERS.items():
        bounce = life_of(f"{reason}@example.com", opens=True, link=LINK)[1]
        assert (bounce.reason, bounce.response) == (reason, answer)
        assert bounce.status == ("soft_bounced" if reason in SOFT else "hard_bounced")
        # A server says 4xx to what passes and 5xx to what does not.
        assert re.match(r"4\d\d 4\.\d\.\d " if reason in SOFT else r"5\d\d 5\.\d\.\d ", answer)


def test_no_word_has_two_meanings() -> None:
    assert not set(LIVES) & set(PARTS)


def test_every_word_is_told() -> None:
    for told in (EPILOG, rules.__doc__ or ""):
        general = "any other documented err_ status" in told
        words = [word for word in LIVES if not (general and word in ANSWERS and word not in SOFT)]
        assert not [word for word in words if not re.search(rf"\b{word}\b", told)]


def test_what_is_not_tracked_does_not_happen() -> None:
    assert statuses("ann@example.com", link="") == ["sent", "delivered", "opened"]
    assert statuses("ann@example.com", opens=False) == ["sent", "delivered", "clicked"]
    assert statuses("unsubscribed@example.com", opens=False, link="") == ["sent", "delivered", "unsubscribed"]


OWN = "https://own.example/out"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (None, ""),
        ("no link, https://a.example", ""),
        ('<a href="https://a.example/x">', "https://a.example/x"),
        ("<A CLASS='b' HREF = 'HTTP://a.example'>", "HTTP://a.example"),
        ("<a\nhref=https://a.example/x>", "https://a.example/x"),
        ('<a href=" https://a.example/?a=1&amp;b=2 ">', "https://a.example/?a=1&b=2"),
        (
            '<a href="mailto:a@b.example"><a href=""><a name="x"><a href="http://c.example">',
            "http://c.example",
        ),
        ('<a data-href="https://no.example" href="https://c.example">', "https://c.example"),
        (f'<a href="{OWN}"><a href="https://c.example">', "https://c.example"),
        ('<a href="https://unsubscribe.example/1f"><a href="https://c.example">', "https://c.example"),
        ('<abbr href="https://no.example">', ""),
        ('<link href="https://no.example">', ""),
        ('<a href="https://">', ""),
        (f'<a href="https://a.example/{"x" * LONGEST}">', ""),
    ],
)
def test_the_first_link(html: str | None, expected: str) -> None:
    assert first_link(html, OWN) == expected


@pytest.mark.parametrize("piece", ["<a ", "<a href=", '<a href="', "<a href ", " href=", "<a/href=' "])
def test_hostile_html_is_read_once(piece: str) -> None:
    html = "<a " + piece * (1_000_000 // len(piece))
    started = time.process_time()
    first_link(html, OWN)
    assert time.process_time() - started < 5
