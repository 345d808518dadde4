"""What UnificationEngine's answers mean: success, refusal with its remedy, or nobody knows."""

import json
from typing import Any

import pytest

from tests.api.conftest import APP, QUICK, Line, Lines
from tests.api.scripted import ScriptedServer, Step, close, hang, reply, reset, told
from ue_console.api.methods import Method
from ue_console.api.unification.codes import CODES
from ue_console.api.unification.dialect import UNIFICATION
from ue_console.api.unification.methods import USER_CREATE, USER_DELETE, USER_LIST
from ue_console.api.unification.statuses import Status, read_statuses
from ue_console.errors import (
    ApiError,
    Forbidden,
    KeyRefused,
    NotServed,
    NotTheService,
    OutcomeUnknown,
    Rejected,
    ServiceFault,
    TimedOut,
    TooManyRequests,
    WireError,
)

BOTH = pytest.mark.parametrize("method", [USER_LIST, USER_CREATE], ids=lambda method: str(method.path))


async def refused(server: ScriptedServer, line: Line, step: Step, method: Method = USER_DELETE) -> ApiError:
    server.steps = [step] * 3
    with pytest.raises(ApiError) as caught:
        await line.transport.call(method, {})
    return caught.value


@pytest.mark.parametrize("code", sorted(CODES))
@pytest.mark.parametrize("http", [200, 400])
@pytest.mark.parametrize("form", [int, str])
async def test_every_code_has_a_cause_and_a_remedy(
    server: ScriptedServer, app_line: Line, code: int, http: int, form: type
) -> None:
    error = await refused(server, app_line, told(form(code), http, info="Told\x1b by the service"))
    entry = CODES[code]
    assert type(error) is entry.kind
    assert (error.cause, error.remedy) == (entry.meaning, entry.remedy)
    assert error.field == entry.field
    assert (error.code, error.http_status) == (code, http)
    assert error.said == "Told\ufffd by the service"
    assert (app_line.calls[0].code, app_line.calls[0].outcome) == (code, error.cause)
    assert len(server.seen) == 1


def test_the_codes_of_the_reference_are_all_told() -> None:
    assert sorted(CODES) == [401, *range(410, 419), *range(500, 507), 1000]


@pytest.mark.parametrize(
    ("http", "code", "kind"),
    [
        (200, 0, Rejected),
        (200, 404, NotServed),
        (200, 1001, ServiceFault),
        (400, 999, Rejected),
        (403, 403, Forbidden),
        (404, 404, NotServed),
        (429, 429, TooManyRequests),
        (500, 599, ServiceFault),
    ],
)
async def test_a_code_newer_than_the_catalogue_is_told_in_the_services_words(
    server: ScriptedServer, app_line: Line, http: int, code: int, kind: type[ApiError]
) -> None:
    error = await refused(server, app_line, told(code, http, info="Nothing of the sort."))
    assert type(error) is kind
    assert error.code == code
    assert error.cause.endswith(": Nothing of the sort.")
    assert error.remedy


@BOTH
@pytest.mark.parametrize(
    "body",
    [
        b'{"status":401,"info":"Authentication required!"}',
        b'{"status":200,"info":"OK"}',
        b"Authentication required!\n",
        b"<html><title>401</title></html>",
        b"",
        b"[]",
    ],
)
async def test_http_401_is_a_refusal_of_the_key_whatever_comes_with_it(
    server: ScriptedServer, app_line: Line, method: Method, body: bytes
) -> None:
    error = await refused(server, app_line, reply(401, body), method)
    assert isinstance(error, KeyRefused)
    assert (error.code, error.http_status) == (401, 401)
    assert len(server.seen) == 1


@BOTH
@pytest.mark.parametrize(
    "step",
    [
        reply(200, b"<title>Login</title>"),
        reply(200, b""),
        reply(200, b"[]"),
        reply(200, b'{"users":[]}'),
        reply(200, b'{"status":"success"}'),
        reply(200, b'{"status":true}'),
        reply(200, b'{"status":null,"Status":[]}'),
        reply(502, b'{"status":502,"error":"Bad Gateway"}'),
        reply(500, b'{"status":200,"info":"OK"}'),
    ],
)
async def test_what_is_not_the_services_own_word(
    server: ScriptedServer, app_line: Line, method: Method, step: Step
) -> None:
    server.steps = [step]
    with pytest.raises(WireError) as caught:
        await app_line.transport.call(method, {})
    assert type(caught.value) is (OutcomeUnknown if method.writes else NotTheService)
    assert len(server.seen) == 1


@pytest.mark.parametrize("step", [close, reset, hang])
async def test_a_lost_answer_to_create_says_what_to_do(
    server: ScriptedServer, lines: Lines, step: Step
) -> None:
    line = lines.open(key=APP, dialect=UNIFICATION, times=QUICK)
    server.steps = [step, told()]
    with pytest.raises(OutcomeUnknown) as caught:
        await line.transport.call(USER_CREATE, {})
    assert "user/create may or may not have been done" in caught.value.cause
    assert "an id that is new" in caught.value.remedy
    assert "delete it, then create another" in caught.value.remedy
    assert len(server.seen) == 1


async def test_a_reading_call_is_tried_again(server: ScriptedServer, lines: Lines) -> None:
    line = lines.open(key=APP, dialect=UNIFICATION, times=QUICK)
    server.steps = [close, reply(503, b""), told(users=[])]
    assert (await line.transport.call(USER_LIST, {}))["users"] == []
    assert line.calls[0].attempts == 3
    server.steps = [hang] * 3
    with pytest.raises(TimedOut):
        await line.transport.call(USER_LIST, {})


DONE: list[dict[str, Any]] = [
    {"status": 200},
    {"status": "200", "info": "200 OK"},
    {"Status": {"": {"status": 200, "info": "OK"}}},
    {"status": {"line": {"status": "200"}}, "URIs": []},
    {"status": 200, "Status": {"": {"status": 200}}},
    {"Status": {"a": {"status": 200}, "b": {"status": 411}}},
    {"status": 411, "Status": {"a": {"status": "200"}, "b": {"status": 411}}},
]


@pytest.mark.parametrize("answer", DONE, ids=json.dumps)
async def test_success_in_each_form(server: ScriptedServer, app_line: Line, answer: dict[str, Any]) -> None:
    server.steps = [reply(200, json.dumps(answer).encode())]
    assert await app_line.transport.call(USER_DELETE, {}) == answer


@pytest.mark.parametrize(
    ("answer", "code", "said"),
    [
        ({"Status": {"": {"status": 416, "info": "No"}}}, 416, "No"),
        ({"status": 200, "info": "OK", "Status": {"": {"status": "416", "info": "No"}}}, 416, "No"),
        ({"Status": {"a": {"status": 411}, "b": {"status": 412}}}, 411, ""),
        ({"status": {"a": 411}}, 411, ""),
        ({"status": 410, "info": None, "Status": {}}, 410, ""),
    ],
)
async def test_a_refusal_in_each_form(
    server: ScriptedServer, app_line: Line, answer: dict[str, Any], code: int, said: str
) -> None:
    error = await refused(server, app_line, reply(200, json.dumps(answer).encode()))
    assert (error.code, error.said) == (code, said)


def test_a_connection_whose_status_can_not_be_read_is_left_out() -> None:
    told = read_statuses({"Status": {"a": {"status": "200", "info": "OK"}, "b": {"info": "?"}, "c": None}})
    assert told.each == {"a": Status(200, "OK")}
    assert told.whole is None
