"""Neither half of a pair, nor the pair in any spelling, is anywhere that anybody could read."""

import json
import logging
from base64 import b64encode
from typing import Final
from urllib.parse import quote

import pytest

from tests.api.conftest import APP, Line, Lines
from tests.api.scripted import ScriptedServer, Step, close, hang, reply, told
from tests.api.test_secrecy import everything
from ue_console.api.http import Times
from ue_console.api.methods import Method
from ue_console.api.peer import peer_of
from ue_console.api.unification.client import UnificationClient
from ue_console.api.unification.dialect import UNIFICATION
from ue_console.api.unification.methods import CONNECTION_LIST, USER_CREATE
from ue_console.errors import ConsoleError
from ue_console.models.secret import Secret
from ue_console.models.unification.connection import Connection

NAME, _, SECRET = APP.partition(":")
PACKED = b64encode(APP.encode()).decode()
SPELLINGS: Final = (APP, PACKED, NAME, SECRET, APP.replace(":", "%3A"), PACKED.replace("=", "%3D"))
ALL = f"{APP} {PACKED} user://{APP}@ Basic {PACKED} {NAME} and {SECRET} {APP.replace(':', '%3A')}"

ECHOES: dict[str, Step] = {
    "in the words of a known code": told(414, info=ALL),
    "in the words of an unknown code": told(999, info=ALL),
    "in the words beside a connection": reply(
        200, json.dumps({"Status": {APP: {"status": 416, "info": ALL}}}).encode()
    ),
    "in a plain 401": reply(401, ALL.encode()),
    "in a 401": told(401, 401, info=ALL),
    "in a title": reply(502, f"<title>{ALL}</title>".encode()),
    "in a page": reply(200, ALL.encode()),
    "in a redirect": reply(301, b"", f"Location: https://{NAME}.example/{SECRET}?{PACKED}"),
    "in a name": told(uri={APP: APP}, connections={APP: {"uri": 5}}),
    "nowhere, after a hang": hang,
    "nowhere, after a break": close,
}

WRONG: Final = {"good": {"uri": "facebook://T0KEN0IN0CLEAR@facebook.com"}, "bad": {"url": "T0KEN0IN0CLEAR"}}


@pytest.mark.parametrize("how", ECHOES)
@pytest.mark.parametrize("method", [USER_CREATE, CONNECTION_LIST], ids=lambda method: method.path)
async def test_no_error_shows_any_of_it(
    server: ScriptedServer, lines: Lines, how: str, method: Method, caplog: pytest.LogCaptureFixture
) -> None:
    times = Times(read=0.1) if "hang" in how else None
    line = lines.open(key=APP, dialect=UNIFICATION, times=times)
    client = UnificationClient(line.transport)
    caplog.set_level(logging.INFO if "redirect" in how else logging.DEBUG)
    server.steps = [ECHOES[how]] * 3
    with pytest.raises(ConsoleError) as caught:
        await (client.users.create() if method.writes else client.connections.list())
    assert server.seen[0].headers["authorization"].endswith(PACKED)
    shown = [everything(caught.value), repr(line.calls), caplog.text]
    assert not [spelling for spelling in SPELLINGS if any(spelling in text for text in shown)]


@pytest.mark.parametrize("kept", ["Abcdefgh:Ijklmnop", "a:IJKLMNOP/+?x", "Name0123:s"])
def test_a_peer_masks_every_spelling_it_may_meet(kept: str) -> None:
    peer = peer_of("https://ue.example", Secret(kept), UNIFICATION)
    packed = b64encode(kept.encode()).decode()
    for text in (kept, kept.lower(), packed, packed.lower(), kept.replace(":", "%3A"), f"{kept}@"):
        shown = peer.clean(f"<{text}>")
        assert not any(half in shown.lower() for half in kept.lower().split(":") if len(half) > 7), shown
        assert packed.lower() not in shown.lower()


def test_a_pair_is_masked_as_urls_have_it() -> None:
    peer = peer_of("https://ue.example", Secret("name:IJKLMNOP/+?x"), UNIFICATION)
    for text in (quote("IJKLMNOP/+?x"), quote("IJKLMNOP/+?x", safe="")):
        assert peer.clean(f"<{text}>") == "<••••/+?x>"


def test_a_half_too_short_to_guess_by_leaves_words_alone() -> None:
    peer = peer_of("https://ue.example", Secret("user:name"), UNIFICATION)
    assert peer.clean("user not found") == "user not found"
    assert peer.clean("user:name") == "••••"


async def test_the_secret_of_a_new_user_is_in_no_repr_and_no_error(
    server: ScriptedServer, app_line: Line
) -> None:
    client = UnificationClient(app_line.transport)
    server.steps = [
        told(uri="user://new0user:its0secret0in0clear@"),
        told(uri="user:/new:its0secret0in0clear"),
    ]
    assert "its0secret" not in repr(await client.users.create())
    with pytest.raises(ConsoleError) as caught:
        await client.users.create()
    shown = everything(caught.value)
    assert "its0secret" not in shown
    assert "its0secret" not in repr(app_line.calls)


async def test_tokens_of_connections_are_in_no_error(server: ScriptedServer, app_line: Line) -> None:
    server.steps = [told(connections=WRONG)]
    with pytest.raises(ConsoleError) as caught:
        await UnificationClient(app_line.transport).connections.list()
    shown = everything(caught.value)
    assert "T0KEN" not in shown


@pytest.mark.parametrize(
    ("uri", "scheme", "masked"),
    [
        ("facebook://ABCDEFGH-JKLMN0P@facebook.com", "facebook", "facebook://••••MN0P@facebook.com"),
        ("facebook://ABCDEFGHIJKLMNOP@facebook.com", "facebook", "facebook://••••@facebook.com"),
        ("facebook://ABCDEFGH0IJKLMNO%23@facebook.com", "facebook", "facebook://••••@facebook.com"),
        ("twitter://TOKEN:SECRET@twitter.com?username=joe", "twitter", None),
        (
            "twitter://ABCDEFGHIJKL0MNOP:SECRET0SECR0SECR0end1@t.com",
            "twitter",
            "twitter://••••MNOP:••••@t.com",
        ),
        ("smtp://a%40b.org:correctSECRETbatt@h.org:25", "smtp", "smtp://a%40b.org:••••@h.org:25"),
        ("SMTP://a%40b.org:pass%23wordSECRET@[::1]:25", "SMTP", "SMTP://a%40b.org:••••@[::1]:25"),
        ("smtp://me@x.org:p@ss/w?rd@host.example:587", "smtp", "smtp://me@x.org:••••@host.example:587"),
        ("smtp://me@a.example:SECRET0SECR0SECR0end1@b", "smtp", "smtp://me@a.example:••••@b"),
        ("smtp://me:SECRET@a.org?x=SECRET@b.org", "smtp", "smtp://me:••••@••••"),
        ("smtp://SECRET@b", "smtp", "smtp://••••@b"),
        ("smtp://AKIASECRET0SECRET0XY:SECRET@b", "smtp", "smtp://••••:••••@b"),
        ("imap://bob:SECRET@mail.example", "imap", "imap://bob:••••@mail.example"),
        ("imap://a%40b.org:SECRET@mail.example", "imap", "imap://a%40b.org:••••@mail.example"),
        ("imap://SECRET@mail.example", "imap", "imap://••••@mail.example"),
        ("imap://ABCDEFGH0IJKLMNOP@mail.example", "imap", "imap://••••@mail.example"),
        ("x://SECRET0SECRET0SECRET:SECRET@mail.example", "x", "x://••••:••••@mail.example"),
        ("whatsapp://12025550142@whatsapp.com", "whatsapp", "whatsapp://12025550142@whatsapp.com"),
        ("line://U1 SECRET@line.com", "line", "line://••••@line.com"),
        ("sms://%2B12025550142:SECRET@twilio.com", "sms", "sms://%2B12025550142:••••@twilio.com"),
        ("sms://ACSECRET:SECRET@twilio.com", "sms", "sms://••••:••••@twilio.com"),
        ("viberpa://SECRETSECRET0end1@viber.com", "viberpa", "viberpa://••••end1@viber.com"),
        ("tclchatwidget://@t.com?user_id=SECRET", "tclchatwidget", "tclchatwidget://@t.com?user_id=••••"),
        ("tclchatwidget://SECRET@t.com?SECRET", "tclchatwidget", "tclchatwidget://••••@t.com?••••"),
        ("wechat://T@w.com/?a=SECRET&b=SECRET", "wechat", "wechat://••••@w.com?a=••••&b=••••"),
        ("x://SECRET@y.com?mail=joe@z.org", "x", "x://••••"),
        ("x://SECRET@y.com:25/?mail=joe@z.org", "x", "x://••••"),
        ("x://SECRET@y.com:25/p@z.org", "x", "x://••••:••••@z.org"),
        ("x://a:b@SECRET/SECRET", "x", "x://a:••••@••••"),
        ("odd://SECRET", "odd", "odd://••••"),
        ("SECRET", "", "••••"),
        ("a b://SECRET@x", "", "••••"),
        ("sms://user://SECRET@x.com", "sms", "sms://••••:••••@x.com"),
    ],
)
def test_a_connection_masks_what_may_be_secret(uri: str, scheme: str, masked: str | None) -> None:
    connection = Connection("page", Secret(uri))
    assert connection.scheme == scheme
    assert repr(connection) == f"Connection('page', {connection.masked!r})"
    if masked:
        assert connection.masked == masked
    for shown in (connection.masked, repr(connection), str(connection), f"{connection}"):
        assert "SECRET" not in shown
        assert "ABCDEFGH" not in shown


@pytest.mark.parametrize(
    ("uri", "identity"),
    [
        ("smtp://a%40b.org:SECRET@h.org:25", "a@b.org · h.org:25"),
        ("facebook://ABCDEFGH-JKLMN0P@Facebook.com?x=1", "••••MN0P"),
        ("whatsapp://12025550142@other.example", "12025550142 · other.example"),
        ("tclchatwidget://@tclchatwidget.com?user_id=SECRET", ""),
        ("x://SECRET", "••••"),
        ("SECRET", "••••"),
    ],
)
def test_what_tells_one_connection_from_another(uri: str, identity: str) -> None:
    assert Connection("page", Secret(uri)).shown.identity == identity
