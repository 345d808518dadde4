"""What the calls on one connection bring back, and what becomes of a lost answer."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tests.api.conftest import APP, QUICK, Line, Lines
from tests.api.scripted import ScriptedServer, Step, close, hang, reply, reset, told
from ue_console.api.unification.client import UnificationClient
from ue_console.api.unification.codes import CODES
from ue_console.api.unification.dialect import UNIFICATION
from ue_console.errors import (
    ApiError,
    NotServed,
    NotTheService,
    OutcomeUnknown,
    Rejected,
    TimedOut,
    WireError,
)
from ue_console.models.secret import Secret
from ue_console.models.unification.address import Address
from ue_console.models.unification.profile import Profile

URI = Secret("facebook://CAADJsdsdds00BAAPX5si@facebook.com")

Use = Callable[[UnificationClient], Awaitable[Any]]

WRITING: dict[str, Use] = {
    "add": lambda c: c.connections.add("a", URI),
    "refresh": lambda c: c.connections.refresh("a"),
    "remove": lambda c: c.connections.remove("a"),
}
READING: dict[str, Use] = {
    "test": lambda c: c.connections.test(URI),
    "info": lambda c: c.connections.info("a"),
    "addresses": lambda c: c.addresses.list("a"),
}
ALL = {**WRITING, **READING}


@pytest.fixture
def client(app_line: Line) -> UnificationClient:
    """A user's client: its pair has the form of an app's."""
    return UnificationClient(app_line.transport)


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("code", sorted(CODES))
async def test_every_call_tells_every_code(
    server: ScriptedServer, client: UnificationClient, name: str, code: int
) -> None:
    server.steps = [told(code, info="Its words")]
    with pytest.raises(ApiError) as caught:
        await ALL[name](client)
    assert type(caught.value) is CODES[code].kind
    assert (caught.value.code, caught.value.said) == (code, "Its words")
    assert len(server.seen) == 1


@pytest.mark.parametrize(
    "answer",
    [
        {"Status": {"": {"status": 416, "info": "No"}}},
        {"Status": {"a": {"status": "416", "info": "No"}}},
        {"status": 200, "info": "OK", "Status": {"": {"status": "416", "info": "No"}}},
        {"status": {"a": {"status": 416, "info": "No"}}},
        {"status": "416", "info": "No"},
    ],
    ids=json.dumps,
)
@pytest.mark.parametrize("name", ALL)
async def test_a_refusal_in_each_form(
    server: ScriptedServer, client: UnificationClient, name: str, answer: dict[str, Any]
) -> None:
    server.steps = [reply(200, json.dumps(answer).encode())]
    with pytest.raises(Rejected, match="token or password") as caught:
        await ALL[name](client)
    assert (caught.value.code, caught.value.said) == (416, "No")


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 200, "info": "OK"},
        {"status": "200", "info": "200 OK", "uri": None},
        {"Status": {"": {"status": 200, "info": "OK"}}},
        {"status": {"a": {"status": "200"}}},
    ],
    ids=json.dumps,
)
@pytest.mark.parametrize("name", ALL)
async def test_success_in_each_form(
    server: ScriptedServer, client: UnificationClient, name: str, answer: dict[str, Any]
) -> None:
    server.steps = [reply(200, json.dumps(answer).encode())]
    assert not await ALL[name](client)
    assert len(server.seen) == 1


@pytest.mark.parametrize("step", [close, reset, hang, reply(502, b""), reply(200, b"<p>login</p>")])
@pytest.mark.parametrize("name", WRITING)
async def test_a_lost_answer_is_unknown_and_not_asked_for_again(
    server: ScriptedServer, lines: Lines, name: str, step: Step
) -> None:
    line = lines.open(key=APP, dialect=UNIFICATION, times=QUICK)
    server.steps = [step, told()]
    with pytest.raises(OutcomeUnknown, match=f"connection/{name} may or may not have been done") as caught:
        await WRITING[name](UnificationClient(line.transport))
    assert caught.value.remedy.startswith("Refresh Connections and ")
    assert len(server.seen) == 1
    assert line.calls[0].attempts == 1


@pytest.mark.parametrize(
    ("step", "kind"), [(close, WireError), (hang, TimedOut), (reply(502, b""), NotTheService)]
)
async def test_a_test_is_never_repeated_and_its_loss_changes_nothing(
    server: ScriptedServer, lines: Lines, step: Step, kind: type[WireError]
) -> None:
    line = lines.open(key=APP, dialect=UNIFICATION, times=QUICK)
    server.steps = [step, told()]
    with pytest.raises(WireError) as caught:
        await UnificationClient(line.transport).connections.test(URI)
    assert type(caught.value) is kind
    assert len(server.seen) == 1


@pytest.mark.parametrize("name", ["info", "addresses"])
async def test_a_list_is_asked_for_again(server: ScriptedServer, lines: Lines, name: str) -> None:
    line = lines.open(key=APP, dialect=UNIFICATION, times=QUICK)
    server.steps = [close, reply(503, b""), told()]
    assert await READING[name](UnificationClient(line.transport)) == []
    assert line.calls[0].attempts == 3


@pytest.mark.parametrize(
    ("uri", "found"),
    [
        ("facebook://NEW@facebook.com", Secret("facebook://NEW@facebook.com")),
        ("", None),
        (None, None),
        (5, None),
    ],
)
async def test_a_refresh_brings_the_new_uri_where_there_is_one(
    server: ScriptedServer, client: UnificationClient, uri: object, found: Secret | None
) -> None:
    server.steps = [told(uri=uri)]
    assert await client.connections.refresh("a") == found


ROW = {"connector": "facebook", "displayName": "Ann Lee", "loginName": "ann", "userImage": "https://i/1"}
ANN = Profile(connector="facebook", display_name="Ann Lee", login_name="ann", user_image="https://i/1")


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"connections": [ROW]}, [ANN]),
        ({"connectors": [ROW]}, [ANN]),
        ({"connections": [ROW], "connectors": [ROW]}, [ANN]),
        ({"connections": [], "connectors": [ROW]}, [ANN]),
        ({"connections": None, "connectors": None}, []),
        ({"connections": {}}, []),
        ({"connectors": []}, []),
        ({}, []),
        ({"connectors": [{}]}, [Profile()]),
        ({"connectors": [{"loginName": 4930, "displayName": None}]}, [Profile(login_name="4930")]),
        ({"connectors": [{"connector": "x", "more": 1}]}, [Profile(connector="x")]),
    ],
)
async def test_profiles_are_read_in_any_form(
    server: ScriptedServer, client: UnificationClient, fields: dict[str, Any], found: list[Profile]
) -> None:
    server.steps = [told(**fields)]
    assert await client.connections.info("a") == found


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"connectors": "x"}, "connectors"),
        ({"connections": {"a": ROW}}, "connections"),
        ({"connections": [ROW, "x"]}, "connections.1"),
        ({"connectors": [{"displayName": ["x"]}]}, "connectors.0.displayName"),
    ],
)
async def test_a_wrong_profile_names_its_place(
    server: ScriptedServer, client: UnificationClient, fields: dict[str, Any], field: str
) -> None:
    server.steps = [told(**fields)]
    with pytest.raises(NotTheService) as caught:
        await client.connections.info("a")
    assert caught.value.field == field


FULL = {"connector": "fb", "name": "Ann", "address": "1176", "userImage": "https://i/1", "type": "page"}


@pytest.mark.parametrize(
    ("addresses", "found"),
    [
        (
            [FULL],
            [Address(connector="fb", name="Ann", address="1176", user_image="https://i/1", type="page")],
        ),
        ([{"connector": "fb", "address": "1176"}], [Address(connector="fb", address="1176")]),
        ([{"address": 1176, "name": None, "type": None}], [Address(address="1176")]),
        ([{"address": "", "more": {}}], [Address(address="")]),
        ([{"address": str(n)} for n in range(3_000)], [Address(address=str(n)) for n in range(3_000)]),
        ([], []),
        ({}, []),
        (None, []),
    ],
    ids=["full", "least", "nulls", "empty", "thousands", "none", "object", "null"],
)
async def test_addresses_are_read_in_any_form(
    server: ScriptedServer, client: UnificationClient, addresses: object, found: list[Address]
) -> None:
    server.steps = [told(addresses=addresses)]
    assert await client.addresses.list("a") == found


@pytest.mark.parametrize(
    ("addresses", "field"),
    [
        ("x", "addresses"),
        ({"a": FULL}, "addresses"),
        ([FULL, {"name": "Ann"}], "addresses.1.address"),
        ([{"address": None}], "addresses.0.address"),
        ([FULL, None], "addresses.1"),
    ],
)
async def test_a_wrong_address_names_its_place(
    server: ScriptedServer, client: UnificationClient, addresses: object, field: str
) -> None:
    server.steps = [told(addresses=addresses)]
    with pytest.raises(NotTheService) as caught:
        await client.addresses.list("a")
    assert caught.value.field == field


async def test_a_service_without_address_lists_says_so(
    server: ScriptedServer, client: UnificationClient
) -> None:
    server.steps = [told(506, info="Not Implemented")]
    with pytest.raises(NotServed, match="does not offer this call"):
        await client.addresses.list("a")
