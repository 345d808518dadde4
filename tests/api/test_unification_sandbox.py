"""The client against the sandbox, over a real socket: a user's whole day."""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.sandbox.running import Running, running
from ue_console.api.transport import Transport
from ue_console.api.unification.client import UnificationClient
from ue_console.api.unification.dialect import UNIFICATION
from ue_console.errors import ApiError, Rejected
from ue_console.models.secret import Secret
from ue_console.models.unification.message import Message, Part, Receiver
from ue_console.models.unification.scheme_table import SCHEMES
from ue_console.models.unification.schemes import uri_from

APP = Secret("8481eeb9c8304ce0a5e3cb58489868f4:4cc366b8be84a072d9232b7db7329c30")
FACEBOOK = Secret("facebook://CAADJsdsdds00BAAPX5si@facebook.com")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Running]:
    """A sandbox with one app."""
    name, _, secret = APP.reveal().partition(":")
    with running(ue_apps=((name, secret),)) as found:
        yield found


@pytest.fixture
async def user(sandbox: Running) -> AsyncIterator[UnificationClient]:
    """A user that nobody else uses."""
    app = UnificationClient(Transport(f"{sandbox.url}/v2", APP, dialect=UNIFICATION))
    made = await app.users.create()
    opened = UnificationClient(Transport(f"{sandbox.url}/v2", made.secret, dialect=UNIFICATION))
    yield opened
    await opened.aclose()
    await app.aclose()


async def test_a_connection_is_tested_added_used_refreshed_and_removed(user: UnificationClient) -> None:
    await user.connections.test(FACEBOOK)
    assert await user.connections.list() == []
    await user.connections.add("Page-1", FACEBOOK)
    assert [(one.name, one.uri) for one in await user.connections.list()] == [("Page-1", FACEBOOK)]
    (profile,) = await user.connections.info("Page-1")
    assert profile.login_name
    fresh = await user.connections.refresh("Page-1")
    assert fresh
    assert fresh != FACEBOOK
    assert (await user.connections.list())[0].uri == fresh
    assert all(one.address for one in await user.addresses.list("Page-1"))
    await user.connections.remove("Page-1")
    for call in (
        user.connections.info,
        user.connections.refresh,
        user.connections.remove,
        user.addresses.list,
    ):
        with pytest.raises(Rejected) as caught:
            await call("Page-1")
        assert caught.value.code == 411


@pytest.mark.parametrize(
    ("uri", "code"),
    [
        ("nosuch://TOKEN@d.com", 413),
        ("facebook://unsupported@facebook.com", 415),
        ("facebook://denied@facebook.com", 416),
        ("facebook://failing@facebook.com", 417),
        ("facebook://expired@facebook.com", 418),
    ],
)
async def test_a_bad_connection_is_refused_and_not_kept(user: UnificationClient, uri: str, code: int) -> None:
    with pytest.raises(ApiError) as tested:
        await user.connections.test(Secret(uri))
    with pytest.raises(ApiError) as added:
        await user.connections.add("a", Secret(uri))
    assert (tested.value.code, added.value.code) == (code, code)
    assert await user.connections.list() == []


@pytest.mark.parametrize("scheme", [name for name in SCHEMES if name])
async def test_the_uri_of_every_form_is_accepted(user: UnificationClient, scheme: str) -> None:
    form = SCHEMES[scheme]
    typed = {
        field.id: Secret(field.default or ("a=b" if field.id == "more" else "5@/:%")) for field in form.fields
    }
    if scheme == "smtp":
        typed |= {"domain": Secret("mail.example"), "token": Secret("a+b@mail.example")}
    uri = uri_from(form, typed).built()
    await user.connections.add(scheme, uri)
    assert (await user.connections.list())[0].uri == uri


async def test_one_message_on_two_channels_of_which_one_refuses(
    user: UnificationClient, sandbox: Running
) -> None:
    await user.connections.add("fb", FACEBOOK)
    await user.connections.add("line", Secret("line://U1@line.com"))
    message = Message(
        receivers=[
            Receiver(name="Me", connector="fb"),
            Receiver(name="Ann", address="denied-1", connector="line"),
            Receiver(name="Bob", address="1", connector="gone"),
        ],
        parts=[Part(id="0", data="Grüße")],
    )
    result = await user.messages.send(message)
    assert (result.accepted, result.refused, result.unknown) == (["fb"], ["line", "gone"], [])
    assert [result.outcomes[name].code for name in result.refused] == [416, 411]
    assert len(result.uris) == 1
    rows = sandbox.client.get(f"{sandbox.url}/_sandbox/messages").json()["messages"]
    assert [row["connection"] for row in rows] == ["fb"]
    assert rows[0]["message"]["parts"][0]["data"] == "Grüße"


async def test_a_message_that_all_refuse_still_tells_each(user: UnificationClient) -> None:
    receivers = [Receiver(name="Ann", address="1", connector=name) for name in ("a", "b")]
    result = await user.messages.send(Message(receivers=receivers))
    assert result.refused == ["a", "b"]
    with pytest.raises(Rejected) as caught:
        await user.messages.send(Message())
    assert caught.value.code == 410
