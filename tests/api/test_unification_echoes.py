"""A token that a user has at the service is masked in whatever it says later, about any call."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, Final
from urllib.parse import quote

import pytest

from tests.api.conftest import Line
from tests.api.scripted import ScriptedServer, Step, reply, told
from tests.api.test_secrecy import everything
from tests.api.test_unification_tokens import without_test_frame
from ue_console.api.known import Known
from ue_console.api.peer import peer_of
from ue_console.api.unification.client import UnificationClient
from ue_console.api.unione.dialect import UNIONE
from ue_console.errors import ConsoleError
from ue_console.models.secret import Form, Secret
from ue_console.models.unification.message import Message, Part, Receiver
from ue_console.models.unification.telltales import lasting_telltales, telltales

TOKEN: Final = "S3cr3tTok3nLong0123456789:w/a@b%25cZZ"
SECRET: Final = "TwSecretHalf987654321"
URI: Final = f"twitter://{quote(TOKEN, safe='')}:{SECRET}@twitter.com"
LOW: Final = quote(TOKEN, safe="").replace("%3A", "%3a").replace("%2F", "%2f")
WORDS: Final = f"OAuth: token {TOKEN} / {quote(TOKEN, safe='')} / {LOW} / {SECRET} / {URI} bad"
MARKS: Final = ("S3cr3tTok3n", "s3cr3ttok3n", "TwSecret", "twsecret")

Use = Callable[[UnificationClient], Awaitable[object]]
CALLS: Final[dict[str, Use]] = {
    "refresh": lambda client: client.connections.refresh("long"),
    "remove": lambda client: client.connections.remove("long"),
    "info": lambda client: client.connections.info("long"),
    "list": lambda client: client.connections.list(),
    "addresses": lambda client: client.addresses.list("long"),
    "add another": lambda client: client.connections.add("other", Secret("x://another0token@x.com")),
    "test another": lambda client: client.connections.test(Secret("x://another0token@x.com")),
    "send": lambda client: client.messages.send(message()),
}


def message(data: str = "Hello") -> Message:
    """A message on the connection."""
    return Message(receivers=[Receiver(connector="long")], parts=[Part(id="1", data=data)])


def each(info: str, status: int = 417) -> Step:
    """An answer by connection."""
    said = {"Status": {"long": {"status": status, "info": info}}, "URIs": [f"x://{TOKEN}/1"]}
    return reply(200, json.dumps(said).encode())


async def met(server: ScriptedServer, line: Line, *later: Step) -> UnificationClient:
    """A client that has read the list."""
    client = UnificationClient(line.transport)
    server.steps = [told(connections={"long": {"uri": URI}}), *later]
    await client.connections.list()
    return client


@pytest.mark.parametrize("name", CALLS)
async def test_no_call_repeats_a_token_of_the_list(server: ScriptedServer, app_line: Line, name: str) -> None:
    client = await met(server, app_line, told(417, info=WORDS))
    found: object = None
    try:
        found = await CALLS[name](client)
    except ConsoleError as error:
        found = everything(error)
        assert "bad" in error.said  # type: ignore[attr-defined]
    kept = [call.exchange and (call.exchange.answer, call.exchange.cause) for call in app_line.calls]
    shown = f"{found!r} {kept!r}"
    assert "bad" in shown
    assert not [mark for mark in MARKS if mark in shown]


async def test_what_a_channel_says_of_a_message_repeats_no_token(
    server: ScriptedServer, app_line: Line
) -> None:
    client = await met(server, app_line, each(WORDS), each("OK", 200))
    for data in ("Hello", f"the token is {TOKEN}"):
        result = await client.messages.send(message(data))
        kept: Any = app_line.calls[-1].exchange
        shown = f"{result!r} {kept!r}"
        assert not [mark for mark in MARKS if mark in shown]
    assert result.uris == ("x://••••5cZZ/1",)
    assert kept.whole is False


async def test_a_token_that_was_added_or_renewed_here_is_known_without_a_list(
    server: ScriptedServer, app_line: Line
) -> None:
    client = UnificationClient(app_line.transport)
    new = "twitter://N3wTok3n0after0refresh@twitter.com"
    server.steps = [told(), told(uri=new), told(417, info=f"{WORDS} N3wTok3n0after0refresh")]
    await client.connections.add("long", Secret(URI))
    await client.connections.refresh("long")
    with pytest.raises(ConsoleError) as caught:
        await client.connections.remove("long")
    shown = f"{without_test_frame(caught.value)} {app_line.calls[-1].exchange!r}"
    assert not [mark for mark in (*MARKS, "N3wTok3n") if mark in shown]


async def test_another_key_of_the_family_is_masked_as_the_own_one(
    server: ScriptedServer, app_line: Line
) -> None:
    client = UnificationClient(app_line.transport)
    client.hide(Secret("parent0app0key:parent0app0secret"))
    server.steps = [each("not parent0app0secret, nor parent0app0key:parent0app0secret", 777)]
    result = await client.messages.send(message())
    assert "parent0app" not in f"{result!r} {app_line.calls[-1].exchange!r}"


async def test_a_login_that_may_be_shown_is_masked_in_no_message(
    server: ScriptedServer, app_line: Line
) -> None:
    uri = "smtp://news%40acme.example:p4ssw0rd0of0it@mail.example:587"
    client = UnificationClient(app_line.transport)
    server.steps = [told(connections={"mail": {"uri": uri}}), each("news@acme.example p4ssw0rd0of0it")]
    await client.connections.list()
    result = await client.messages.send(message("Write to news@acme.example"))
    assert result.outcomes["long"].info == "news@acme.example ••••f0it"
    kept = app_line.calls[-1].exchange
    assert kept is not None and kept.whole
    assert "p4ssw0rd" not in repr(kept)


def test_the_end_of_a_short_token_is_not_shown_however_it_is_encoded() -> None:
    forms = telltales(Secret("facebook://EAA%3A%2F%40%25x@facebook.com"))
    assert {form.reveal() for form in forms} >= {"EAA%3A%2F%40%25x", "EAA:/@%x"}
    assert {form.hint for form in forms} == {"••••"}


def test_the_end_of_two_parts_together_is_not_that_of_a_short_secret() -> None:
    hints = {form.hint for form in telltales(Secret("x://a0long0enough0token:abc9@x.com"))}
    assert hints == {"••••", "••••oken"}


def test_many_forms_are_found_in_one_walk_the_longest_first() -> None:
    known = Known()
    assert known.masked("nothing is known") == "nothing is known"
    known.add([Form("abcdefgh", Secret("1")), Form("abcdefghij", Secret("a-long-enough-one"))])
    known.add(Secret(f"form-{number:05}-xyz") for number in range(2_000))
    text = "abcdefghijk abcdefghi ABCDEFGH form-01999-xyz form-02000-xyz abcdefg"
    assert known.masked(text) == "••••-onek ••••i ABCDEFGH ••••-xyz form-02000-xyz abcdefg"
    assert "abcdefgh" not in repr(known)
    assert known.longest == len("form-00000-xyz")


def test_what_lasts_leaves_out_what_may_be_shown() -> None:
    def told_of(uri: str) -> set[str]:
        return {form.reveal() for form in lasting_telltales(Secret(uri))}

    assert "12025550142" not in told_of("whatsapp://12025550142@whatsapp.com")
    assert "news@acme.example" not in told_of("smtp://news%40acme.example:password1@h.org")
    assert "password1" in told_of("smtp://news%40acme.example:password1@h.org")


@pytest.mark.parametrize(
    ("uri", "said", "told"),
    [
        ("facebook://abc12@facebook.com", "bad token abc12", "bad token ••••"),
        (
            "smtp://bob:secret7@mail.example",
            "login secret7/secret7 of bob refused",
            "login ••••/•••• of bob refused",
        ),
        ("smtp://bob:pw7%2Fq@mail.example", "pw7/q, pw7%2Fq, pw7%2fq", "••••, ••••, ••••"),
        ("smtp://bob:Hunter@mail.example", "Hunters hunt hunter; Hunter2", "Hunters hunt ••••; Hunter2"),
        ("smtp://bob:pw@mail.example?ssl=true", "pw: true", "pw: true"),
    ],
)
def test_what_is_short_is_masked_as_a_word(uri: str, said: str, told: str) -> None:
    peer, known = peer_of("https://a.example", Secret("k" * 20), UNIONE), Known()
    assert replace(peer, hidden=telltales(Secret(uri))).masked(said) == told
    known.add(lasting_telltales(Secret(uri)))
    assert known.masked(said) == told
