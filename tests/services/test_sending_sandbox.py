"""The way of a send, walked whole: real journal, real client, real socket, real sandbox."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.services.sends import Clock, message_to
from ue_console.api.transport import Transport
from ue_console.api.unione.client import UniOneClient
from ue_console.errors import ApiError
from ue_console.models.secret import Secret
from ue_console.models.unione.content import Body
from ue_console.models.unione.message import Message, Recipient
from ue_console.models.unione.template import Template
from ue_console.sandbox.options import Options
from ue_console.sandbox.server import SandboxThread
from ue_console.services.preflight import check
from ue_console.services.previews import preview
from ue_console.services.sending import Sending
from ue_console.store.database import Database
from ue_console.store.sends import Sends

KEY = "sandboxkey"
OPTIONS = Options(seed="empty", unione_keys=(KEY,), domains=("acme.example",))


@pytest.fixture(scope="module")
def sandbox() -> Iterator[str]:
    thread = SandboxThread(OPTIONS)
    yield thread.start()
    thread.stop()


@pytest.fixture
async def client(sandbox: str) -> AsyncIterator[UniOneClient]:
    opened = UniOneClient(Transport(f"{sandbox}/en/transactional/api/v1", Secret(KEY)))
    yield opened
    await opened.aclose()


@pytest.fixture
async def sending(client: UniOneClient, tmp_path: Path) -> AsyncIterator[Sending]:
    clock = Clock()
    database = Database(tmp_path / "state.db")
    yield Sending(client, Sends(database, clock), clock, "Sandbox")
    await database.close()


def mail_of(sandbox: str, job_id: str) -> EmailMessage:
    """The only mail of a job."""
    with urlopen(f"{sandbox}/_sandbox/mail") as answer:
        [found] = [item for item in json.load(answer)["mail"] if item["job_id"] == job_id]
    with urlopen(f"{sandbox}/_sandbox/mail/{found['id']}") as answer:
        return message_from_bytes(answer.read(), policy=SMTP)


def text_of(mail: EmailMessage, kind: str) -> str:
    """The mail's html or plain part."""
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n").rstrip("\n")


async def test_each_recipient_gets_one_mail(sandbox: str, sending: Sending) -> None:
    message = message_to(501)
    message.recipients[500] = Recipient(email="temporary_unavailable@example.com")
    message.recipients[7] = Recipient(email="blocked@example.com")
    report = await sending.send(sending.plan(message))
    assert report.count("accepted") == 499
    refused = {row.email: row.retry for row in report.rows if row.outcome == "refused"}
    assert refused == {"blocked@example.com": False, "temporary_unavailable@example.com": True}
    # The second batch holds one address only, which is refused: code 204, and no job.
    assert len(report.jobs) == 1


async def test_preview_and_delivery_agree(sandbox: str, sending: Sending, client: UniOneClient) -> None:
    saved = await client.templates.set(
        Template(
            name="welcome",
            subject="Welcome, {{to_name}}",
            from_email="hello@acme.example",
            template_engine="simple",
            global_substitutions={"offer": "ten percent"},
            body=Body(html="<body>Hi {{to_name}}, {{offer}}</body>", plaintext="Hi {{to_name}}"),
        )
    )
    ann = Recipient(email="ann@example.com", substitutions={"to_name": "Ann"})
    message = Message(template_id=saved.id, recipients=[ann], subject="Hello {{to_name}}")
    template = await client.templates.get(saved.id or "")
    domains = await client.domains.list()
    assert await check(message, template=template, domains=domains) == ()
    report = await sending.send(sending.plan(message))
    assert report.count("accepted") == 1
    mail = await asyncio.to_thread(mail_of, sandbox, report.jobs[0])
    shown = preview(message, ann, template)
    assert mail["Subject"] == shown.subject == "Hello Ann"
    assert mail["To"] == f"{shown.to_name} <{shown.email}>"
    assert text_of(mail, "html") == (shown.html or "").rstrip("\n")
    assert text_of(mail, "plain") == (shown.plaintext or "").rstrip("\n")
    assert "Hi Ann, ten percent" in text_of(mail, "html")


REFUSED: dict[str, dict[str, object]] = {
    "subject": {"subject": ""},
    "sender": {"from_email": None},
    "bad sender": {"from_email": "acme"},
    "other domain": {"from_email": "a@other.example"},
    "reply": {"reply_to": "nobody"},
    "body": {"body": Body()},
    "html": {"body": Body(html="<html><p>x</p></html>")},
    "tag": {"body": Body(plaintext="{{ spaced }}")},
    "engine": {"template_engine": "liquid"},
    "headers": {"headers": {f"X-{n}": "1" for n in range(51)}},
    "list": {"global_substitutions": {"a": [1]}},
    "metadata": {"global_metadata": {"a": 1.5}},
    "metadata count": {"global_metadata": {f"k{n}": 1 for n in range(11)}},
    "address": {"recipients": [Recipient(email="ann")]},
    "own body beside a template": {"template_id": "x", "subject": None},
}


@pytest.mark.parametrize("case", REFUSED)
async def test_what_the_service_refuses_was_foreseen(client: UniOneClient, case: str) -> None:
    message = message_to(1, **REFUSED[case])
    found = await check(message, template=None, domains=await client.domains.list())
    with pytest.raises(ApiError) as refused:
        await client.email.send(message)
    assert refused.value.code in {finding.code for finding in found if finding.severity == "error"}


async def test_a_sound_message_is_taken(client: UniOneClient) -> None:
    message = message_to(2, headers={"X-Id": 5}, skip_unsubscribe=0)
    assert await check(message, template=None, domains=await client.domains.list()) == ()
    assert (await client.email.send(message)).emails == ["r0@example.com", "r1@example.com"]
