"""The console's own client against the sandbox."""

from collections.abc import AsyncIterator

import pytest

from tests.sandbox.running import DOMAIN, KEY, SENDER, Running
from ue_console.api.transport import Transport
from ue_console.api.unione.client import UniOneClient
from ue_console.errors import KeyRefused, Rejected
from ue_console.models.secret import Secret
from ue_console.models.unione.content import Body
from ue_console.models.unione.message import Invitation, Message, Recipient
from ue_console.models.unione.template import Template


@pytest.fixture
async def client(sandbox: Running) -> AsyncIterator[UniOneClient]:
    """A client of the sandbox's account."""
    opened = UniOneClient(Transport(f"{sandbox.url}/en/transactional/api/v1", Secret(KEY)))
    yield opened
    await opened.aclose()


async def test_templates(client: UniOneClient) -> None:
    saved = await client.templates.set(
        Template(name="t", subject="Hi {{x}}", body=Body(html="<b>é</b>\r\n"), headers={"X-A": "b"})
    )
    assert saved.id
    assert await client.templates.get(saved.id) == saved
    assert await client.templates.list() == [saved]
    emptied = await client.templates.set(saved.model_copy(update={"headers": {}}))
    assert emptied.headers == {}
    assert emptied.subject == saved.subject
    await client.templates.delete(saved.id)
    assert await client.templates.list() == []
    with pytest.raises(Rejected) as caught:
        await client.templates.get(saved.id)
    assert caught.value.code == 601


async def test_sending(client: UniOneClient, sandbox: Running) -> None:
    message = Message(
        recipients=[Recipient(email="ann@example.com"), Recipient(email="blocked@example.com")],
        subject="x",
        from_email=SENDER,
        body=Body(plaintext="x"),
    )
    result = await client.email.send(message)
    assert result.emails == ["ann@example.com"]
    assert result.failed_emails == {"blocked@example.com": "blocked"}
    assert [row["job_id"] for row in sandbox.mails()] == [result.job_id]
    refused = message.model_copy(update={"recipients": [Recipient(email="bad")]})
    with pytest.raises(Rejected) as caught:
        await client.email.send(refused)
    assert caught.value.failed_emails == {"bad": "invalid"}
    info = await client.system.info()
    assert info.accounting is not None
    assert info.accounting.emails_sent == 1


async def test_the_others(client: UniOneClient) -> None:
    assert [(domain.domain, domain.ready) for domain in await client.domains.list()] == [(DOMAIN, True)]
    assert await client.unsubscribed.check("ann@example.com") is False
    assert (await client.unsubscribed.set("ann@example.com")).message == "added and unsubscribed"
    assert await client.unsubscribed.check("ann@example.com") is True
    assert [row["address"] for row in await client.unsubscribed.list(None)] == ["ann@example.com"]
    invitation = Invitation(from_email=SENDER, from_name="ACME", to_email="ann@example.com")
    await client.email.subscribe(invitation)
    with pytest.raises(Rejected) as caught:
        await client.email.subscribe(invitation)
    assert caught.value.code == 1006


async def test_a_wrong_key_is_not_repeated(sandbox: Running) -> None:
    wrong = UniOneClient(Transport(f"{sandbox.url}/en/transactional/api/v1", Secret("wr0ngkey0123456789")))
    with pytest.raises(KeyRefused) as caught:
        await wrong.system.info()
    assert "wr0ngkey0123456789" not in f"{caught.value} {caught.value.said}"
    await wrong.aclose()
