"""The mailbox keeps whole jobs, within its size, and throws nothing away by itself."""

from dataclasses import replace

import pytest

from tests.sandbox.running import Running, message
from tests.sandbox.test_mime import MAIL
from ue_console.sandbox import mailbox as mailboxes
from ue_console.sandbox.mailbox import Files, Mailbox
from ue_console.sandbox.memory_store import MemoryStore
from ue_console.sandbox.refusal import Refusal
from ue_console.sandbox.store import Record, Store

FILES: Files = {
    "attachments": [{"type": "x/y", "name": "a", "content": "x" * 50_000}],
    "inline_attachments": [],
}
GROWING = '\U0001f600#set($s="xxxxxxxxxx")#foreach($i in [1..%d])#set($s="$s$s")#end$s'


def ids(mailbox: Mailbox) -> list[str]:
    return [row["id"] for row in mailbox.summaries()]


def keep(mailbox: Mailbox, job_id: str, *texts: str, files: Files | None = None) -> None:
    with mailbox.job(job_id) as job:
        job.attach(files or {})
        for number, text in enumerate(texts, start=1):
            job.add(replace(MAIL, id=f"{job_id}-{number}", job_id=job_id, html=text))


def code_of(mailbox: Mailbox, job_id: str, *texts: str) -> int:
    with pytest.raises(Refusal) as caught:
        keep(mailbox, job_id, *texts)
    return caught.value.code


def test_what_does_not_fit_is_refused_and_nothing_goes(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailboxes, "MOST_BYTES", 50_000)
    mailbox = Mailbox(store)
    keep(mailbox, "a", "x" * 9_000, "y" * 9_000)
    assert code_of(mailbox, "b", "x" * 9_000, "y" * 40_000) == 507
    assert ids(mailbox) == ["a-1", "a-2"]
    assert mailbox.mail("b-1") is None
    keep(mailbox, "c", "x" * 9_000)
    assert ids(mailbox) == ["a-1", "a-2", "c-1"]


def test_the_size_counts_bytes(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailboxes, "MOST_BYTES", 50_000)
    keep(Mailbox(store), "a", "x" * 40_000)
    mailbox = Mailbox(store)
    mailbox.clear()
    assert code_of(mailbox, "b", "\U0001f600" * 40_000) == 507


def test_the_size_is_known_again_after_a_start(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailboxes, "MOST_BYTES", 60_000)
    keep(Mailbox(store), "a", "x", files=FILES)
    again = Mailbox(store)
    assert code_of(again, "b", "x" * 10_000) == 507
    again.clear()
    keep(again, "b", "x" * 10_000)


def test_equal_texts_are_kept_once(store: Store) -> None:
    keep(Mailbox(store), "a", "same", "same", "other")
    mailbox = Mailbox(store)
    assert store.count("mail-text", "a") == 2
    found = [mailbox.mail(f"a-{number}") for number in (1, 2, 3)]
    assert [entry[0].html for entry in found if entry] == ["same", "same", "other"]


def test_files_come_back_and_go_with_their_mail(store: Store) -> None:
    mailbox = Mailbox(store)
    keep(mailbox, "a", "x", "y", files=FILES)
    assert mailbox.mail("a-2") == (replace(MAIL, id="a-2", job_id="a", html="y"), FILES)
    mailbox.clear()
    assert mailbox.mail("a-2") is None
    assert [store.count(kind, "a") for kind in ("mail", "mail-text", "mail-files")] == [0, 0, 0]


def test_a_job_shows_when_it_is_whole(store: Store) -> None:
    mailbox = Mailbox(store)
    with mailbox.job("a") as job:
        job.add(replace(MAIL, id="a-1", job_id="a"))
        assert ids(mailbox) == []
        assert mailbox.mail("a-1") is None
        mailbox.clear()
    assert ids(mailbox) == ["a-1"]
    assert mailbox.mail("a-1") is not None


def test_a_job_that_was_cut_off_is_gone_after_a_start(store: Store) -> None:
    job = Mailbox(store).job("a")
    job.__enter__()
    job.attach(FILES)
    job.add(replace(MAIL, id="a-1", job_id="a", html="x"))
    mailbox = Mailbox(store)
    assert ids(mailbox) == []
    assert [store.count(kind, "a") for kind in ("mail", "mail-text", "mail-files")] == [0, 0, 0]
    assert store.count("mail-job-open", "") == 0


def test_a_full_mailbox_says_how_to_empty_it(sandbox: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailboxes, "MOST_BYTES", 10_000)
    sandbox.send()
    response = sandbox.post("email/send", message(body={"html": "x" * 20_000}))
    assert (response.status_code, response.json()["code"]) == (507, 507)
    assert "DELETE /_sandbox/mail" in response.json()["message"]
    assert len(sandbox.mails()) == 1
    assert sandbox.ok("system/info")["accounting"]["emails_sent"] == 1
    invitation = {"from_email": "shop@acme.example", "from_name": "x" * 200, "to_email": "a@b.example"}
    monkeypatch.setattr(mailboxes, "MOST_BYTES", 100)
    assert sandbox.refused("email/subscribe", invitation) == (507, 507)
    monkeypatch.undo()
    assert sandbox.client.delete(f"{sandbox.url}/_sandbox/mail").status_code == 200
    sandbox.ok("email/subscribe", invitation)
    sandbox.send(body={"html": "x" * 20_000})


class Gauge(MemoryStore):
    """Tells how many bytes were put into it."""

    def __init__(self) -> None:
        super().__init__()
        self.kept = 0

    def put(self, kind: str, scope: str, key: str, record: Record) -> int:
        size = super().put(kind, scope, key, record)
        self.kept += size
        return size


def test_the_mail_of_one_call_is_bounded(sandbox: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    gauge = Gauge()
    monkeypatch.setattr(mailboxes, "MOST_JOB_BYTES", 3 * 1024**2)
    people = [{"email": f"u{number}@example.com"} for number in range(500)]
    fields = {"template_engine": "velocity", "recipients": people, "skip_unsubscribe": 0}
    mailbox = Mailbox(gauge)
    with pytest.raises(Refusal) as caught, mailbox.job("a") as job:
        for number in range(500):
            job.add(replace(MAIL, id=f"a-{number}", job_id="a", html=f"{number}" + "x" * 500_000))
    assert caught.value.code == 199
    assert gauge.kept < 4 * 1024**2
    response = sandbox.post("email/send", message(body={"html": GROWING % 16}, **fields))
    assert (response.status_code, response.json()["code"]) == (413, 199)
    assert "one call" in response.json()["message"]
    assert sandbox.mails() == []


@pytest.mark.parametrize(("part", "code"), [("html", 1513), ("plaintext", 1514), ("amp", 1515)])
def test_a_part_that_grows_past_five_megabytes(shared: Running, part: str, code: int) -> None:
    body = {"plaintext": "x", part: GROWING % 19 + " y" * 5_000}
    response = shared.post("email/send", message(body=body, template_engine="velocity"))
    assert (response.status_code, response.json()["code"]) == (400, code)
    assert f"body.{part}" in response.json()["message"]
    assert shared.mails() == []


def test_a_header_that_grows_is_refused(shared: Running) -> None:
    fields = {"template_engine": "velocity", "headers": {"X-A": GROWING % 19}}
    assert shared.refused("email/send", message(**fields)) == (400, 1506)
