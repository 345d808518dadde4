"""After whole sessions on both services no key, secret or token is in any byte of what is kept."""

from base64 import b64encode
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pytest

from tests.console import channels_keys, channels_workspace, demo_workspace
from tests.services.activity.house import answering, listed, on_file
from ue_console.errors import ConsoleError, OutcomeUnknown
from ue_console.models.secret import Secret
from ue_console.models.unification.message import Message as ChannelMessage
from ue_console.models.unification.message import Part, Receiver
from ue_console.models.unification.telltales import telltales
from ue_console.models.unione.content import Attachment, Body
from ue_console.models.unione.message import Message, Recipient
from ue_console.models.unione.project import ProjectSettings
from ue_console.store.database import Database

TOKEN: Final = "EAACEdEose0cBAtoken4of4a4page"
SECRET: Final = "s3cret7of7that7connection"
URI: Final = Secret(f"facebook://{TOKEN}:{SECRET}@facebook.com")
FILE: Final = bytes(range(256)) * 40


def forms(secrets: Iterable[Secret]) -> set[bytes]:
    """Each secret, its halves, its base64, and what a URI has of it."""
    found: set[str] = set()
    for secret in secrets:
        text = secret.reveal()
        found |= {text, b64encode(text.encode()).decode(), text.partition(":")[2] or text}
    return {text.encode() for text in found} | {part.reveal().encode() for part in telltales(URI)}


def seen(folder: Path, secrets: Iterable[Secret]) -> list[bytes]:
    """What of the secrets is in a file of the folder."""
    every = b"".join(path.read_bytes() for path in folder.iterdir())
    assert b"activity" in every
    return [form for form in forms(secrets) if form in every]


async def test_a_session_on_unione(tmp_path: Path) -> None:
    workspace = on_file(tmp_path / "state.db")
    key = await workspace.key_of(workspace.account)
    project = await workspace.projects().create(ProjectSettings(name="Shop"))
    await workspace.projects().update(project, ProjectSettings(name="Shop", send_enabled=False))
    message = Message(
        recipients=[Recipient(email="ann@example.com", substitutions={"password": "hunter22hunter"})],
        subject=f"The key is {key.reveal()}",
        from_email="hello@acme.example",
        body=Body(html="<b>Hello</b>"),
        attachments=[Attachment(type="x/y", name="a.bin", content=b64encode(FILE).decode())],
    )
    with pytest.raises(ConsoleError):
        await (await workspace.client()).email.send(message.model_copy(update={"from_email": "a@b.example"}))
    await (await workspace.client()).email.send(message)
    assert len(await listed(workspace)) == 4
    secrets = [key, project.api_key, Secret("hunter22hunter"), Secret(b64encode(FILE).decode()[:200])]
    assert seen(tmp_path, secrets) == []
    await workspace.close()
    assert seen(tmp_path, secrets) == []


async def test_a_session_on_unificationengine(tmp_path: Path) -> None:
    app = channels_workspace(database=Database(tmp_path / "state.db"))
    made = await app.users().create("Branch")
    secret = await app.key_of(made)
    await app.accounts.switch("Branch")
    connections = (await app.accounts.unification(app.account)).connections
    await connections.add("page", URI)
    renewed = await connections.refresh("page")
    assert renewed is not None
    receivers = [Receiver(name="Page", connector="page")]
    message = ChannelMessage(receivers=receivers, subject="Hi", parts=[Part(id="1", data="Hello")])
    await (await app.accounts.unification(app.account)).messages.send(message)
    await connections.remove("page")
    await app.accounts.switch("ACME Channels")
    await app.users().delete(made.user_id)
    methods = [facts.method for facts in reversed(await listed(app))]
    names = "user/create connection/add connection/refresh message/send connection/remove user/delete"
    assert methods == names.split()
    secrets = [*channels_keys().values(), secret, renewed]
    assert seen(tmp_path, secrets) == []
    await app.close()
    assert seen(tmp_path, secrets) == []


async def test_a_service_that_repeats_the_key_everywhere(tmp_path: Path) -> None:
    key = channels_keys()["ACME Mail"]
    text = key.reveal()
    said = {
        "status": "success",
        text: [{"a": f"x{text}y"}],
        "message": text,
        "job_id": text,
        "object": {"url": text},
    }
    transport = answering(webhook_delete=(200, said), template_delete=(400, {**said, "status": "error"}))
    workspace = demo_workspace(database=Database(tmp_path / "state.db"), transport=transport)
    client = await workspace.client()
    await client.webhooks.delete(f"https://shop.example/{text}")
    with pytest.raises((ConsoleError, OutcomeUnknown)):
        await client.templates.delete(text)
    assert [facts.what for facts in await listed(workspace)] == [key.hint, f"https://shop.example/{key.hint}"]
    await workspace.close()
    assert seen(tmp_path, [key]) == []
