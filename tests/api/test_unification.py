"""UnificationEngine's calls: what goes over the wire, and what comes back in each known shape."""

from base64 import b64encode
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tests.api.conftest import APP, Line, Lines
from tests.api.scripted import ScriptedServer, reply, told
from ue_console.api.unification.client import UnificationClient
from ue_console.api.unification.dialect import UNIFICATION
from ue_console.errors import InputError, NotTheService, OutcomeUnknown, ReadOnly
from ue_console.models.secret import Secret
from ue_console.models.unification.message import Message, Receiver
from ue_console.models.unification.user import NewUser

USER = "e9759590-54ef-4cd3-a01c-cb2241ddd812"
SECRET = "1aee1a25-e0c4-4036-a8fd-4d41adc8611b"
TOKEN = "CAADJsdsdds00BAAPX5siAhzZCUZBOGD2pFJngc2wGDb7RRyUzvYVe5EAT5"
URI = f"facebook://{TOKEN}@facebook.com"

ENCODED = b'{"uri":"unified://%C3%A4%20b%2F%3F%40"}'

Use = Callable[[UnificationClient], Awaitable[Any]]


@pytest.fixture
def client(app_line: Line) -> UnificationClient:
    """An app's client."""
    return UnificationClient(app_line.transport)


@pytest.mark.parametrize(
    ("use", "path", "body"),
    [
        (lambda c: c.users.create(), "user/create", b"{}"),
        (lambda c: c.users.list(), "user/list", b"{}"),
        (lambda c: c.users.delete(USER), "user/delete", f'{{"uri":"user://{USER}@"}}'.encode()),
        (lambda c: c.connections.list(), "connection/list", b"{}"),
        (lambda c: c.connections.test(Secret(URI)), "connection/test", f'{{"uri":"{URI}"}}'.encode()),
        (
            lambda c: c.connections.add("Page-1", Secret(URI)),
            "connection/add",
            f'{{"uri":"{URI}","name":"Page-1"}}'.encode(),
        ),
        (lambda c: c.connections.info("Page-1"), "connection/info", b'{"uri":"unified://Page-1"}'),
        (lambda c: c.connections.refresh("ä b/?@"), "connection/refresh", ENCODED),
        (lambda c: c.connections.remove("a b/?@"), "connection/remove", b'{"name":"a b/?@"}'),
        (lambda c: c.addresses.list("Page-1"), "address/list", b'{"name":"Page-1"}'),
        (
            lambda c: c.messages.send(Message(receivers=[Receiver(name="Me", connector="Page-1")])),
            "message/send",
            b'{"message":{"receivers":[{"name":"Me","address":"","Connector":"Page-1"}],"parts":[]}}',
        ),
    ],
)
async def test_each_call_is_a_post_of_json_with_basic_authorization(
    server: ScriptedServer, app_line: Line, client: UnificationClient, use: Use, path: str, body: bytes
) -> None:
    server.steps = [told(uri=f"user://{USER}:{SECRET}@")]
    await use(client)
    (seen,) = server.seen
    assert seen.line == f"POST /{path} HTTP/1.1"
    assert seen.body == body
    assert seen.headers["authorization"] == f"Basic {b64encode(APP.encode()).decode()}"
    assert seen.headers["content-type"] == "application/json"
    assert "x-api-key" not in seen.headers
    assert app_line.calls[0].method == path


@pytest.mark.parametrize(
    ("key", "sent"), [("k:s@", "k:s"), ("k:s@@", "k:s@"), ("k:s:x", "k:s:x"), ("k:@s", "k:@s")]
)
async def test_a_pair_is_split_at_its_first_colon_and_one_stray_at_sign_is_left_out(
    server: ScriptedServer, lines: Lines, key: str, sent: str
) -> None:
    server.steps = [told(users=[])]
    await UnificationClient(lines.open(key=key, dialect=UNIFICATION).transport).users.list()
    assert server.seen[0].headers["authorization"] == f"Basic {b64encode(sent.encode()).decode()}"


@pytest.mark.parametrize("key", ["nocolon0123", ":secret", "name:", "name:@", ":"])
def test_a_key_without_two_halves_is_refused(lines: Lines, key: str) -> None:
    with pytest.raises(InputError, match="two parts") as caught:
        lines.open(key=key, dialect=UNIFICATION)
    assert caught.value.field == "api_key"
    assert len(key) < 3 or key not in str(caught.value)


async def test_read_only_sends_nothing_that_writes(server: ScriptedServer, lines: Lines) -> None:
    client = UnificationClient(lines.open(key=APP, dialect=UNIFICATION, read_only=True).transport)
    writing: tuple[Callable[[], Awaitable[object]], ...] = (
        client.users.create,
        lambda: client.users.delete(USER),
        lambda: client.connections.add("a", Secret(URI)),
        lambda: client.connections.refresh("a"),
        lambda: client.connections.remove("a"),
        lambda: client.messages.send(Message()),
    )
    for use in writing:
        with pytest.raises(ReadOnly):
            await use()
    assert server.connections == 0
    server.steps = [told(users=[]), told(connections={}), told(), told(), told()]
    assert await client.users.list() == []
    assert await client.connections.list() == []
    assert await client.connections.info("a") == []
    assert await client.addresses.list("a") == []
    await client.connections.test(Secret(URI))


@pytest.mark.parametrize("status", [200, "200"])
@pytest.mark.parametrize("uri", [f"user://{USER}:{SECRET}@", f"user://{USER}:{SECRET}"])
async def test_a_new_user_brings_its_secret(
    server: ScriptedServer, client: UnificationClient, status: object, uri: str
) -> None:
    server.steps = [told(status, uri=uri)]
    assert await client.users.create() == NewUser(USER, Secret(f"{USER}:{SECRET}"))


@pytest.mark.parametrize(
    ("uri", "pair"),
    [("user://a%20b:c%40d@", "a b:c@d"), ("user://a:b:c@", "a:b:c"), ("USER://a:b@@", "a:b@")],
)
async def test_the_parts_of_a_uri_are_decoded(
    server: ScriptedServer, client: UnificationClient, uri: str, pair: str
) -> None:
    server.steps = [told(uri=uri)]
    assert (await client.users.create()).secret.reveal() == pair


@pytest.mark.parametrize(
    "uri", [None, "", 5, f"user://{USER}@", f"user://:{SECRET}@", f"{USER}:{SECRET}@", "user://"]
)
async def test_a_new_user_without_a_readable_secret_is_unknown(
    server: ScriptedServer, client: UnificationClient, uri: object
) -> None:
    server.steps = [told(uri=uri)]
    with pytest.raises(OutcomeUnknown, match="its field uri") as caught:
        await client.users.create()
    assert "Compare the list of users" in caught.value.remedy
    assert len(server.seen) == 1


async def test_a_deleted_id_is_encoded(server: ScriptedServer, client: UnificationClient) -> None:
    server.steps = [told()]
    await client.users.delete("a b/@:ü")
    assert server.seen[0].json == {"uri": "user://a%20b%2F%40%3A%C3%BC@"}


@pytest.mark.parametrize(
    ("users", "ids"),
    [
        ([{"uri": f"user://{USER}@"}, {"uri": "user://b@"}], [USER, "b"]),
        ([{"uri": f"user://{USER}"}], [USER]),
        ([{"uri": f"user://{USER}:{SECRET}@"}], [USER]),
        ([{"uri": "user://a%20b@", "name": "x"}], ["a b"]),
        ([{"uri": "user://a@"}, {"uri": "user://a:b@"}], ["a"]),
        ([], []),
        ({}, []),
        (None, []),
        ([{"uri": f"user://{n}@"} for n in range(5_000)], [str(n) for n in range(5_000)]),
    ],
    ids=["two", "no at sign", "secret", "encoded", "twice", "none", "object", "null", "thousands"],
)
async def test_ids_are_read_in_any_form(
    server: ScriptedServer, client: UnificationClient, users: object, ids: list[str]
) -> None:
    server.steps = [told(users=users)]
    found = await client.users.list()
    assert found == ids
    assert SECRET not in repr(found)


async def test_no_users_at_all(server: ScriptedServer, client: UnificationClient) -> None:
    server.steps = [reply(200, b'{"status":200,"info":"OK"}')]
    assert await client.users.list() == []


@pytest.mark.parametrize(
    ("users", "field"),
    [
        ("x", "users"),
        ({"a": 1}, "users"),
        ([{"uri": "user://a@"}, {}], "users.1.uri"),
        ([None], "users.0.uri"),
        ([{"uri": "facebook://a@b"}], "users.0.uri"),
    ],
)
async def test_a_wrong_list_of_users_names_its_place(
    server: ScriptedServer, client: UnificationClient, users: object, field: str
) -> None:
    server.steps = [told(users=users)]
    with pytest.raises(NotTheService) as caught:
        await client.users.list()
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("connections", "names"),
    [
        ({"facebook": {"uri": URI}, "Other": {"uri": "sms://1@x", "more": 1}}, ["facebook", "Other"]),
        ([{"facebook": {"uri": URI}}, {"b": {"uri": URI}, "c": {"uri": URI}}], ["facebook", "b", "c"]),
        ([{"name": "facebook", "uri": URI}], ["facebook"]),
        ({"uri": {"uri": URI}, "name": {"uri": URI}}, ["uri", "name"]),
        ([{"uri": {"uri": URI}}], ["uri"]),
        ({}, []),
        ([], []),
        (None, []),
    ],
)
async def test_connections_are_read_in_any_form(
    server: ScriptedServer, client: UnificationClient, connections: object, names: list[str]
) -> None:
    server.steps = [told(connections=connections)]
    found = await client.connections.list()
    assert [connection.name for connection in found] == names
    assert TOKEN not in repr(found)
    assert not found or found[0].uri.reveal() == URI


async def test_no_connections_at_all(server: ScriptedServer, client: UnificationClient) -> None:
    server.steps = [reply(200, b'{"status":"200"}')]
    assert await client.connections.list() == []


@pytest.mark.parametrize(
    ("connections", "field"),
    [
        ("x", "connections"),
        ({"a": {"uri": URI}, "b": {}}, "connections.b"),
        ({"a": {"uri": None}}, "connections.a"),
        ({"a": URI}, "connections.a"),
        ([{"uri": URI}], "connections.0"),
        ([URI], "connections.0"),
        ([{"a": {"uri": ""}}], "connections.0.a"),
    ],
)
async def test_a_wrong_list_of_connections_names_its_place(
    server: ScriptedServer, client: UnificationClient, connections: object, field: str
) -> None:
    server.steps = [told(connections=connections)]
    with pytest.raises(NotTheService) as caught:
        await client.connections.list()
    assert caught.value.field == field
