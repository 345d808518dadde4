"""No token of a connection, sent or received, is anywhere that anybody could read."""

import io
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any, Final
from urllib.parse import quote

import pytest

from tests.api.conftest import APP, Line, Lines
from tests.api.scripted import ScriptedServer, Step, close, hang, reply, told
from tests.api.test_secrecy import everything
from ue_console.api.http import Times
from ue_console.api.unification.client import UnificationClient
from ue_console.api.unification.dialect import UNIFICATION
from ue_console.errors import ConsoleError
from ue_console.models.secret import Secret
from ue_console.models.unification.message import Message, Receiver
from ue_console.models.unification.telltales import telltales

TOKEN: Final = "T0KEN/0IN@0CLEAR%0"
SECRET: Final = "S3CRET+0IN?0CLEAR"
REFRESH: Final = "R3FRESH=0IN0CLEAR"
ENCODED: Final = f"x://{quote(TOKEN, safe='')}:{quote(SECRET, safe='')}@d.com?r={quote(REFRESH, safe='')}"
RAW: Final = f"smtp://{TOKEN}:{SECRET}@d.com:25"
MARKS: Final = ("T0KEN", "S3CRET", "R3FRESH", "t0ken", "s3cret", "r3fresh")
"""Beginnings: a hint may show the end."""

ALL: Final = " ".join(
    [ENCODED, RAW, TOKEN, SECRET, REFRESH, quote(TOKEN), quote(SECRET, safe=""), f"{TOKEN}:{SECRET}"]
)
ECHOES: dict[str, Step] = {
    "in the words of a known code": told(416, info=ALL),
    "in the words of an unknown code": told(999, info=ALL),
    "in the words beside a name": reply(
        200, json.dumps({"Status": {RAW: {"status": 416, "info": ALL}}}).encode()
    ),
    "in a plain 401": reply(401, ALL.encode()),
    "in a 401": told(401, 401, info=ALL),
    "in a title": reply(502, f"<title>{ALL}</title>".encode()),
    "in a page": reply(200, ALL.encode()),
    "in a fault": told(1000, 500, info=ALL),
    "nowhere, after a hang": hang,
    "nowhere, after a break": close,
}

Use = Callable[[UnificationClient, Secret], Awaitable[Any]]
SENDING: dict[str, Use] = {
    "test": lambda client, uri: client.connections.test(uri),
    "add": lambda client, uri: client.connections.add("page", uri),
}


@pytest.mark.parametrize("uri", [ENCODED, RAW.replace("@d.com:25", f"@d.com?r={REFRESH}")])
@pytest.mark.parametrize("how", ECHOES)
@pytest.mark.parametrize("name", SENDING)
async def test_no_error_shows_what_was_sent(
    server: ScriptedServer, lines: Lines, name: str, how: str, uri: str, caplog: pytest.LogCaptureFixture
) -> None:
    line = lines.open(key=APP, dialect=UNIFICATION, times=Times(read=0.1) if "hang" in how else None)
    caplog.set_level(logging.DEBUG)
    server.steps = [ECHOES[how]]
    secret = Secret(uri)
    with pytest.raises(ConsoleError) as caught:
        await SENDING[name](UnificationClient(line.transport), secret)
    assert server.seen[0].json["uri"] == uri
    shown = [without_test_frame(caught.value), repr(line.calls), caplog.text]
    assert not [mark for mark in MARKS if any(mark in text for text in shown)]


def without_test_frame(error: BaseException) -> str:
    """All of the error but the locals of the test itself."""
    error.__traceback__ = error.__traceback__ and error.__traceback__.tb_next
    return everything(error)


async def test_a_traceback_drawn_with_its_locals_shows_no_token(server: ScriptedServer, lines: Lines) -> None:
    from rich.console import Console
    from rich.traceback import Traceback

    line = lines.open(key=APP, dialect=UNIFICATION)
    server.steps = [close]
    out = io.StringIO()
    try:
        await SENDING["add"](UnificationClient(line.transport), Secret(ENCODED))
    except ConsoleError:
        Console(file=out, width=200).print(Traceback(show_locals=True))
    assert "OutcomeUnknown" in out.getvalue()
    assert "body = {" in out.getvalue()
    assert not [mark for mark in MARKS if mark in out.getvalue()]


@pytest.mark.parametrize("how", ["in the words of a known code", "in a page", "nowhere, after a break"])
async def test_what_was_hidden_for_one_call_is_kept_for_none(
    server: ScriptedServer, app_line: Line, how: str
) -> None:
    server.steps = [ECHOES[how]]
    with pytest.raises(ConsoleError):
        await SENDING["test"](UnificationClient(app_line.transport), Secret(ENCODED))
    assert app_line.transport.peer.hidden == ()


ROWS: dict[str, dict[str, Any]] = {
    "info": {"connections": [{"displayName": "Ann", "uri": RAW}, {"displayName": {TOKEN: RAW}}]},
    "addresses": {"addresses": [{"address": "1", "uri": RAW}, {"address": [RAW]}]},
    "list": {"connections": {"a": {"uri": RAW}, "b": {"uri": [RAW]}}},
}


@pytest.mark.parametrize("name", ROWS)
async def test_no_error_shows_what_came(server: ScriptedServer, app_line: Line, name: str) -> None:
    client = UnificationClient(app_line.transport)
    uses: dict[str, Callable[[], Awaitable[object]]] = {
        "info": lambda: client.connections.info("a"),
        "addresses": lambda: client.addresses.list("a"),
        "list": client.connections.list,
    }
    server.steps = [told(**ROWS[name])]
    with pytest.raises(ConsoleError) as caught:
        await uses[name]()
    shown = [everything(caught.value), repr(app_line.calls)]
    assert not [mark for mark in MARKS if any(mark in text for text in shown)]


async def test_no_result_shows_what_came(server: ScriptedServer, app_line: Line) -> None:
    client = UnificationClient(app_line.transport)
    server.steps = [
        told(uri=RAW),
        told(connections={"a": {"uri": RAW}}),
        told(connections=[{"displayName": "Ann", "uri": RAW}]),
        told(addresses=[{"address": "1", "uri": RAW}]),
        reply(200, json.dumps({"Status": {"a": {"status": 416, "info": f"key {APP}"}}}).encode()),
    ]
    found: list[object] = [
        await client.connections.refresh("a"),
        await client.connections.list(),
        await client.connections.info("a"),
        await client.addresses.list("a"),
        await client.messages.send(Message(receivers=[Receiver(connector="a")])),
    ]
    assert not [mark for mark in (*MARKS, APP) if mark in f"{found!r} {app_line.calls!r}"]
    assert isinstance(found[0], Secret)
    assert found[0].reveal() == RAW


@pytest.mark.parametrize(
    "text", ["", "x", "x://", "x://@", "://", "no uri at all", "x://a:b@c", ENCODED, RAW]
)
def test_what_gives_a_uri_away_is_found_in_any_form(text: str) -> None:
    found = [secret.reveal() for secret in telltales(Secret(text))]
    assert found == sorted(found, key=len, reverse=True)
    assert all(len(form) >= 3 for form in found)
    assert "d.com" not in found
    assert len(text) < 8 or text in found
