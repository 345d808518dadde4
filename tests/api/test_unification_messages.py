"""A message on many channels: an outcome for each connection."""

import asyncio
import json
from typing import Any

import pytest

from tests.api.conftest import APP, QUICK, Line, Lines
from tests.api.scripted import ScriptedServer, Step, close, hang, raw, reply, reset, told
from ue_console.api.unification.client import UnificationClient
from ue_console.api.unification.codes import CODES
from ue_console.api.unification.dialect import UNIFICATION
from ue_console.errors import ApiError, KeyRefused, OutcomeUnknown, Rejected, Unreachable
from ue_console.models.unification.message import Message, Outcome, Part, Receiver

MESSAGE = Message(
    receivers=[
        Receiver(name="Page", address="1176", connector="fb"),
        Receiver(name="Ann", address="ann@example.org", connector="mail"),
        Receiver(name="Bob", address="bob@example.org", connector="mail"),
    ],
    parts=[Part(id="0", data="Hello")],
)
ACCEPTED, UNKNOWN = Outcome(200, "OK"), Outcome()


def refused(code: int, info: str = "") -> Outcome:
    """A refusal with the words of the catalogue."""
    return Outcome(code, info, CODES[code].meaning, CODES[code].remedy_for(info))


@pytest.fixture
def client(app_line: Line) -> UnificationClient:
    """A user's client: its pair has the form of an app's."""
    return UnificationClient(app_line.transport)


async def test_outcomes_count_also_under_http_400(server: ScriptedServer, client: UnificationClient) -> None:
    server.steps = [reply(400, json.dumps({"Status": {"fb": {"status": 411}}}).encode())]
    result = await client.messages.send(MESSAGE)
    assert (result.accepted, result.refused, result.unknown) == ([], ["fb"], ["mail"])
    server.steps = [reply(400, json.dumps({"Status": BOTH}).encode())]
    result = await client.messages.send(MESSAGE)
    assert (result.accepted, result.refused, result.unknown) == (["fb"], ["mail"], [])


BOTH = {"fb": {"status": 200, "info": "OK"}, "mail": {"status": "411", "info": "None such"}}

ANSWERS: list[tuple[dict[str, Any], dict[str, Outcome], Outcome | None]] = [
    ({"status": 200, "info": "OK"}, {"fb": ACCEPTED, "mail": ACCEPTED}, ACCEPTED),
    ({"status": "200"}, {"fb": Outcome(200), "mail": Outcome(200)}, Outcome(200)),
    ({"Status": BOTH}, {"fb": ACCEPTED, "mail": refused(411, "None such")}, None),
    ({"status": BOTH}, {"fb": ACCEPTED, "mail": refused(411, "None such")}, None),
    (
        {"status": 200, "info": "OK", "Status": BOTH},
        {"fb": ACCEPTED, "mail": refused(411, "None such")},
        ACCEPTED,
    ),
    ({"Status": {"mail": {"status": 200}}}, {"fb": UNKNOWN, "mail": Outcome(200)}, None),
    (
        {"status": 200, "info": "OK", "Status": {"fb": {"status": 200}}},
        {"fb": Outcome(200), "mail": UNKNOWN},
        ACCEPTED,
    ),
    (
        {"status": 200, "info": "OK", "Status": {"fb": {"info": "?"}}},
        {"fb": UNKNOWN, "mail": UNKNOWN},
        ACCEPTED,
    ),
    (
        {"Status": {"fb": {"status": 416}, "mail": 415}},
        {"fb": refused(416), "mail": refused(415)},
        None,
    ),
    (
        {"status": 410, "info": "Bad", "Status": {"fb": {"status": 412}, "mail": {"status": 999}}},
        {"fb": refused(412), "mail": Outcome(999)},
        refused(410, "Bad"),
    ),
    ({"Status": {"fb": {"status": 417}}}, {"fb": refused(417), "mail": UNKNOWN}, None),
    (
        {"Status": {"FB": {"status": 200}, "fb": {"status": 411}}},
        {"fb": refused(411), "mail": UNKNOWN, "FB": Outcome(200)},
        None,
    ),
    (
        {"Status": {"": {"status": 200, "info": "OK"}}, "URIs": []},
        {"fb": ACCEPTED, "mail": ACCEPTED},
        ACCEPTED,
    ),
]


@pytest.mark.parametrize(
    ("answer", "outcomes", "whole"), ANSWERS, ids=[json.dumps(row[0]) for row in ANSWERS]
)
async def test_each_connection_has_its_own_outcome(
    server: ScriptedServer,
    client: UnificationClient,
    answer: dict[str, Any],
    outcomes: dict[str, Outcome],
    whole: Outcome | None,
) -> None:
    server.steps = [reply(200, json.dumps(answer).encode())]
    result = await client.messages.send(MESSAGE)
    assert result.outcomes == outcomes
    assert list(result.outcomes) == list(outcomes)
    assert result.whole == whole
    assert sorted([*result.accepted, *result.refused, *result.unknown]) == sorted(outcomes)
    assert result.unknown == [name for name, outcome in outcomes.items() if outcome == UNKNOWN]
    assert result.accepted == [name for name, outcome in outcomes.items() if outcome.code == 200]


@pytest.mark.parametrize(
    ("uris", "found"),
    [
        (["fb://f.com/1", "smtp://x/2"], ("fb://f.com/1", "smtp://x/2")),
        ("fb://f.com/1", ("fb://f.com/1",)),
        ([], ()),
        ("", ()),
        (None, ()),
        ({"a": 1}, ()),
        (["fb://f.com/1", None, 5, ""], ("fb://f.com/1",)),
    ],
)
async def test_the_uris_of_what_was_sent(
    server: ScriptedServer, client: UnificationClient, uris: object, found: tuple[str, ...]
) -> None:
    server.steps = [told(URIs=uris)]
    assert (await client.messages.send(MESSAGE)).uris == found


@pytest.mark.parametrize("code", sorted(CODES))
async def test_the_services_words_come_with_ours(
    server: ScriptedServer, client: UnificationClient, code: int
) -> None:
    status = {"fb": {"status": code, "info": "No\x1b[2J\n this"}}
    server.steps = [reply(200, json.dumps({"Status": status}).encode())]
    outcome = (await client.messages.send(MESSAGE)).outcomes["fb"]
    assert outcome == refused(code, "No\ufffd[2J this")
    assert not outcome.accepted
    assert outcome.meaning
    assert outcome.remedy


@pytest.mark.parametrize("code", sorted(CODES))
@pytest.mark.parametrize(
    "form",
    [
        lambda code: {"status": code, "info": "No"},
        lambda code: {"status": str(code), "info": "No", "Status": {}},
        lambda code: {"Status": {"": {"status": code, "info": "No"}}},
        lambda code: {"status": 200, "Status": {"": {"status": code, "info": "No"}}},
    ],
)
async def test_a_refusal_of_the_whole_is_an_error(
    server: ScriptedServer, client: UnificationClient, code: int, form: Any
) -> None:
    server.steps = [reply(200, json.dumps(form(code)).encode())]
    with pytest.raises(ApiError) as caught:
        await client.messages.send(MESSAGE)
    assert type(caught.value) is CODES[code].kind
    assert (caught.value.code, caught.value.said) == (code, "No")


async def test_http_401_is_a_refusal_of_the_key_whatever_comes_with_it(
    server: ScriptedServer, client: UnificationClient
) -> None:
    server.steps = [reply(401, json.dumps({"Status": {"fb": {"status": 200}}}).encode())]
    with pytest.raises(KeyRefused):
        await client.messages.send(MESSAGE)


@pytest.mark.parametrize(
    "step",
    [
        close,
        reset,
        hang,
        raw(b'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"Status":{"fb"', close=True),
        reply(200, b"<title>Login</title>"),
        reply(200, b'{"Status":{"fb":{"info":"?"}}}'),
        reply(200, b'{"URIs":["fb://f.com/1"]}'),
        reply(502, b""),
        reply(504, json.dumps({"Status": {"fb": {"status": 504}}}).encode()),
        reply(500, json.dumps({"Status": {"fb": {"status": 200}}}).encode()),
    ],
)
async def test_a_lost_answer_is_unknown_and_the_message_is_not_sent_again(
    server: ScriptedServer, lines: Lines, step: Step
) -> None:
    line = lines.open(key=APP, dialect=UNIFICATION, times=QUICK)
    server.steps = [step, told()]
    with pytest.raises(OutcomeUnknown, match="message/send may or may not have been done") as caught:
        await UnificationClient(line.transport).messages.send(MESSAGE)
    assert "on each channel before you send it again" in caught.value.remedy
    assert len(server.seen) == 1


async def test_a_message_that_never_left_may_be_sent_again(server: ScriptedServer, lines: Lines) -> None:
    line = lines.open("http://127.0.0.1:1", key=APP, dialect=UNIFICATION)
    with pytest.raises(Unreachable):
        await UnificationClient(line.transport).messages.send(MESSAGE)


async def test_a_cancelled_send_says_that_it_left(server: ScriptedServer, client: UnificationClient) -> None:
    server.steps = [hang]
    sending = asyncio.ensure_future(client.messages.send(MESSAGE))
    await server.asked.wait()
    sending.cancel()
    with pytest.raises(asyncio.CancelledError) as caught:
        await sending
    assert isinstance(caught.value.__cause__, OutcomeUnknown)


async def test_no_receivers_are_the_services_to_refuse(
    server: ScriptedServer, client: UnificationClient
) -> None:
    server.steps = [told(410, info="No receivers specified")]
    with pytest.raises(Rejected, match="no receivers") as caught:
        await client.messages.send(Message())
    assert caught.value.field == "receivers"
