"""The key is in one header of each request, and nowhere that anybody could read."""

import io
import json
import logging
import traceback

import pytest

from tests.api.conftest import KEY, Line, Lines
from tests.api.scripted import ScriptedServer, Step, close, hang, refusal, reply, success
from ue_console.api.http import Times
from ue_console.api.methods import EMAIL_SEND, SYSTEM_INFO, TEMPLATE_LIST, Method
from ue_console.api.peer import peer_of
from ue_console.api.unione.client import UniOneClient
from ue_console.api.unione.dialect import UNIONE
from ue_console.errors import ConsoleError, NotTheService
from ue_console.models.secret import Secret

ECHOES: dict[str, Step] = {
    "in the message": refusal(401, 102, f"Error ID:B4B6-C2C2. Can not decode key {KEY}"),
    "in the message of an unknown code": refusal(400, 99999, f"{KEY} {KEY}"),
    "in a reason": refusal(400, 204, failed_emails={"a@b.example": f"key {KEY}"}),
    "escaped in JSON": reply(
        401,
        json.dumps({"status": "error", "code": 102, "message": KEY}).replace("6mj", "\\u0036mj").encode(),
    ),
    "in a title": reply(502, f"<title>Bad {KEY}</title>".encode()),
    "escaped in a title": reply(502, f"<title>Bad &#54;{KEY[1:]}</title>".encode()),
    "in a page": reply(200, KEY.encode()),
    "in a redirect": reply(301, b"", f"Location: https://{KEY}.example/{KEY}?{KEY}"),
    "nowhere, after a hang": hang,
    "nowhere, after a break": close,
}


@pytest.mark.parametrize("how", ECHOES)
@pytest.mark.parametrize("method", [EMAIL_SEND, TEMPLATE_LIST], ids=lambda method: method.path)
async def test_no_error_shows_the_key(
    server: ScriptedServer, lines: Lines, how: str, method: Method, caplog: pytest.LogCaptureFixture
) -> None:
    line = lines.open(times=Times(read=0.1) if "hang" in how else None)
    # The HTTP core writes the headers of answers into its debug log, a redirect's target with them.
    caplog.set_level(logging.INFO if "redirect" in how else logging.DEBUG)
    server.steps = [ECHOES[how]] * 3
    with pytest.raises(ConsoleError) as caught:
        await line.transport.call(method, {})
    assert server.seen[0].headers["x-api-key"] == KEY
    assert KEY not in everything(caught.value)
    assert KEY not in repr(line.calls)
    assert KEY not in caplog.text


async def test_a_wrong_field_named_like_the_key_is_masked(server: ScriptedServer, line: Line) -> None:
    server.steps = [success(templates=[{"headers": {"X": "y"}, "attachments": [{KEY: 1}]}])]
    with pytest.raises(NotTheService) as caught:
        await UniOneClient(line.transport).templates.list()
    assert KEY not in "".join(traceback.format_exception(caught.value))
    assert line.transport.peer.clean(f"a.{KEY}.b") == "a.••••9f2c.b"


def everything(error: BaseException) -> str:
    """The error in every form that a screen, a log or a crash report could take, locals included."""
    report = traceback.TracebackException.from_exception(error, capture_locals=True)
    hidden = error.__context__
    inner = traceback.TracebackException.from_exception(hidden, capture_locals=True) if hidden else None
    attributes = repr(vars(error))
    return "\n".join(
        [str(error), repr(error), attributes, *report.format(), *(inner.format() if inner else [])]
    )


async def test_a_hint_takes_the_keys_place(server: ScriptedServer, line: Line) -> None:
    server.steps = [refusal(401, 102, f"Can not decode key {KEY}")]
    with pytest.raises(ConsoleError) as caught:
        await line.transport.call(SYSTEM_INFO, {})
    assert vars(caught.value)["said"] == "Can not decode key ••••9f2c"


async def test_nothing_that_is_kept_shows_the_key(server: ScriptedServer, line: Line) -> None:
    server.steps = [success()]
    await line.transport.call(SYSTEM_INFO, {})
    kept: list[object] = [line.transport, UniOneClient(line.transport), line.transport.peer]
    seen: set[int] = set()
    while kept:
        here = kept.pop()
        if id(here) in seen or isinstance(here, Secret | str | bytes | type):
            continue
        seen.add(id(here))
        assert KEY not in repr(here)
        kept += list(getattr(here, "__dict__", {}).values())
    assert len(seen) > 20, "the clients and their pools were looked at"


async def test_a_traceback_drawn_with_its_locals_shows_no_key(server: ScriptedServer, lines: Lines) -> None:
    from rich.console import Console
    from rich.traceback import Traceback

    server.steps = [hang]
    out = io.StringIO()
    try:
        await lines.open(times=Times(read=0.1)).transport.call(EMAIL_SEND, {})
    except ConsoleError:
        Console(file=out, width=200).print(Traceback(show_locals=True))
    assert "OutcomeUnknown" in out.getvalue()
    assert KEY not in out.getvalue()


def test_a_peer_shows_only_the_hint() -> None:
    assert KEY not in repr(peer_of("https://us1.unione.io", Secret(KEY), UNIONE))
