"""What stands in the mailbox after a send: rendered texts, headers, parts."""

from typing import Any

import pytest

from tests.sandbox.running import SENDER, Running, parsed, texts
from ue_console.models.unione.message import Message
from ue_console.rendering.mail import render_mail

GIF = "R0lGODdhAwADAIABAP+rAP///ywAAAAAAwADAAACBIQRBwUAOw=="


@pytest.mark.parametrize("language", ["en", "de", "ru"])
@pytest.mark.parametrize("skip", [0, 1])
def test_mail_is_what_the_preview_shows(sandbox: Running, language: str, skip: int) -> None:
    message: dict[str, Any] = {
        "recipients": [
            {"email": "ann@example.com", "substitutions": {"to_name": "Ann Ö, Sr.", "n": 1}},
            {"email": "bob@example.com", "substitutions": {"n": "<&>"}},
        ],
        "global_substitutions": {"n": "global", "shop": "ACME"},
        "body": {
            "html": "<html><body>\r\n<p>{{n}} {{missing|none}}</p>\n\n</body></html>\n",
            "plaintext": "{{n}}\r{{shop}}\n.\nFrom here\n",
            "amp": "<html amp4email>{{n}}</html>",
        },
        "subject": "{{shop}}: {{n}} ✓",
        "from_email": SENDER,
        "from_name": "{{shop}} & Söhne",
        "reply_to": "help@acme.example",
        "headers": {
            "X-Order": "{{n}}",
            "x-empty": "",
            "to": "eve@example.com",
            "List-Help": "<mailto:h@x.example>",
        },
        "skip_unsubscribe": skip,
    }
    sandbox.ok("email/send", {"message": message}, language=f"/{language}")
    model = Message.model_validate(message)
    for number, recipient in enumerate(model.recipients):
        expected = render_mail(model, recipient, language=language)
        mail = sandbox.mail(number)
        assert texts(mail) == {
            "text/plain": expected.plaintext,
            "text/x-amp-html": expected.amp,
            "text/html": expected.html,
        }
        assert mail["Subject"] == expected.subject == sandbox.mails()[number]["subject"]
        assert mail["To"].addresses[0].addr_spec == expected.email
        assert mail["To"].addresses[0].display_name == expected.to_name
        assert mail["From"].addresses[0].display_name == expected.from_name
        assert mail["Reply-To"] == "help@acme.example"
        own = {name: mail[name] for name in mail if name.startswith(("X-", "x-", "List-"))}
        assert own == expected.headers


def test_the_footer_speaks_the_language_of_the_path(sandbox: Running) -> None:
    for language in ("/en", "/de"):
        sandbox.ok("email/send", {"message": plain_message()}, language=language)
    english, german = (texts(sandbox.mail(number))["text/html"] for number in (0, 1))
    assert "Stop receiving" in english
    assert "Keine weiteren" in german


def plain_message() -> dict[str, Any]:
    return {
        "recipients": [{"email": "ann@example.com"}],
        "from_email": SENDER,
        "subject": "x",
        "body": {"html": "x"},
    }


def test_one_text_is_no_multipart(sandbox: Running) -> None:
    sandbox.send(body={"plaintext": "just this"})
    mail = sandbox.mail()
    assert mail.get_content_type() == "text/plain"
    assert mail.get_payload(decode=True) == b"just this"


def test_attachments(sandbox: Running) -> None:
    sandbox.send(
        body={"html": '<img src="cid:IMAGECID1">', "plaintext": "x"},
        attachments=[
            {"type": "text/csv; charset=utf-16", "name": "Liste ä.csv", "content": "SGVsbG8="},
            {"type": "message/rfc822", "name": "old.eml", "content": "SGVsbG8="},
            {"type": "multipart/mixed; boundary=x", "name": "", "content": "SGVsbG8="},
        ],
        inline_attachments=[{"type": "image/gif", "name": "IMAGECID1", "content": GIF}],
    )
    mail = sandbox.mail()
    shape = [part.get_content_type() for part in mail.walk()]
    assert shape == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/gif",
        "text/csv",
        "application/octet-stream",
        "application/octet-stream",
    ]
    attached = list(mail.iter_attachments())
    assert [part.get_filename() for part in attached] == ["Liste ä.csv", "old.eml", None]
    assert {part.get_payload(decode=True) for part in attached} == {b"Hello"}
    image = next(part for part in mail.walk() if part.get_content_type() == "image/gif")
    assert image["Content-ID"] == "<IMAGECID1>"
    assert image.get_payload(decode=True)[:6] == b"GIF87a"  # type: ignore[index]


def test_files_are_shared_by_all_mail_of_a_job(sandbox: Running) -> None:
    people = [{"email": f"u{number}@example.com"} for number in range(3)]
    file = {"type": "text/plain", "name": "a.txt", "content": "SGVsbG8="}
    sandbox.send(recipients=people, attachments=[file])
    for number in range(3):
        assert [part.get_filename() for part in sandbox.mail(number).iter_attachments()] == ["a.txt"]


def test_the_same_mail_gives_the_same_bytes(sandbox: Running) -> None:
    sandbox.send(body={"html": "x", "plaintext": "y"})
    assert sandbox.raw() == sandbox.raw()
    assert (
        parsed(sandbox.raw())["Date"].datetime.strftime("%Y-%m-%d %H:%M:%S") == sandbox.mails()[0]["created"]
    )


def test_the_mailbox_can_be_emptied(sandbox: Running) -> None:
    sandbox.send()
    row = sandbox.mails()[0]
    assert set(row) == {"id", "job_id", "email", "subject", "project_id", "created"}
    assert row["project_id"] is None
    assert sandbox.client.delete(f"{sandbox.url}/_sandbox/mail").status_code == 200
    assert sandbox.mails() == []
    gone = sandbox.client.get(f"{sandbox.url}/_sandbox/mail/{row['id']}")
    assert (gone.status_code, gone.json()["status"]) == (404, "error")


def template(sandbox: Running, **fields: Any) -> str:
    saved = sandbox.ok("template/set", {"template": {"name": "t", **fields}})
    return str(saved["template"]["id"])


def test_a_template_fills_what_is_missing(sandbox: Running) -> None:
    own = template(
        sandbox,
        template_engine="velocity",
        body={"html": "<p>$who $x</p>"},
        subject="From the template",
        from_email=SENDER,
        from_name="Template",
        global_substitutions={"who": "all"},
        headers={"X-A": "template"},
    )
    people = [{"email": "ann@example.com", "substitutions": {"x": [1, 2]}}]
    sandbox.ok(
        "email/send",
        {"message": {"recipients": people, "template_id": own, "from_name": "Own", "skip_unsubscribe": 1}},
    )
    mail = sandbox.mail()
    assert texts(mail) == {"text/html": "<p>all [1, 2]</p>"}
    assert (mail["Subject"], mail["X-A"]) == ("From the template", "template")
    assert mail["From"].addresses[0].display_name == "Own"


def test_a_body_of_its_own_ignores_the_template(sandbox: Running) -> None:
    own = template(sandbox, body={"html": "t"}, subject="t", from_email=SENDER, headers={"X-A": "t"})
    sandbox.send(template_id=own, body={"plaintext": "mine"}, subject="mine")
    assert texts(sandbox.mail()) == {"text/plain": "mine"}
    assert sandbox.mail()["X-A"] is None
    message = {"recipients": [{"email": "a@b.example"}], "template_id": own, "body": {"html": "x"}}
    assert sandbox.refused("email/send", {"message": message}) == (400, 202)


def test_one_mail_that_fails_stops_all(sandbox: Running) -> None:
    people = [
        {"email": "ann@example.com"},
        {"email": "bob@example.com", "substitutions": {"to_name": "a\nb"}},
    ]
    parameters = {"message": plain_message() | {"recipients": people}}
    assert sandbox.refused("email/send", parameters) == (400, 212)
    assert sandbox.mails() == []
    assert sandbox.ok("system/info")["accounting"]["emails_sent"] == 0
