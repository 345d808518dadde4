"""The mailbox keeps within its size."""

from dataclasses import replace

from tests.sandbox.test_mime import MAIL
from ue_console.sandbox.mailbox import Mailbox
from ue_console.sandbox.store import Store

FILES = {"attachments": [{"type": "x/y", "name": "a", "content": "x" * 50_000}], "inline_attachments": []}


def ids(mailbox: Mailbox) -> list[str]:
    return [row["id"] for row in mailbox.summaries()]


def test_the_oldest_mail_makes_room(store: Store) -> None:
    mailbox = Mailbox(store, most_bytes=50_000)
    for number in range(10):
        mailbox.add(replace(MAIL, id=str(number), html="x" * 9_000))
    assert ids(mailbox) == ["6", "7", "8", "9"]
    assert mailbox.mail("5") is None
    assert mailbox.mail("6") is not None


def test_files_go_with_the_last_mail_of_their_job(store: Store) -> None:
    mailbox = Mailbox(store, most_bytes=60_100)
    mailbox.open_job("a", 2, FILES)
    for name in ("a1", "a2"):
        mailbox.add(replace(MAIL, id=name, job_id="a"))
    for number in range(3):
        mailbox.add(replace(MAIL, id=f"b{number}", job_id="b", html="x" * 2_000))
    assert ids(mailbox)[0] == "a2"
    assert mailbox.mail("a2") == (replace(MAIL, id="a2", job_id="a"), FILES)
    mailbox.add(replace(MAIL, id="c", job_id="c", html="x" * 2_000))
    assert "a2" not in ids(mailbox)
    assert store.list("job-files", "") == store.list("job", "") == []


def test_one_mail_always_stays(store: Store) -> None:
    mailbox = Mailbox(store, most_bytes=10)
    mailbox.add(MAIL)
    assert ids(mailbox) == [MAIL.id]


def test_the_size_is_known_again_after_a_start(store: Store) -> None:
    first = Mailbox(store, most_bytes=50_000)
    first.open_job("a", 1, FILES)
    first.add(replace(MAIL, id="a", job_id="a"))
    second = Mailbox(store, most_bytes=50_000)
    second.add(replace(MAIL, id="b"))
    assert ids(second) == ["b"]
