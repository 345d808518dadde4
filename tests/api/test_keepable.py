"""What is kept of a request or an answer: no secret, no file, and never more than a little."""

import json
from base64 import b64encode
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.api.conftest import APP, KEY
from ue_console.api.keepable import MOST, Keepable
from ue_console.api.peer import Peer, peer_of
from ue_console.api.unification.dialect import UNIFICATION
from ue_console.api.unione.dialect import UNIONE
from ue_console.models.secret import Secret
from ue_console.models.unification.telltales import telltales

PEER: Final = peer_of("https://eu1.unione.io/api", Secret(KEY), UNIONE)
URI: Final = "facebook://T0KEN%20OF:S3CRET0OF0IT@facebook.com?account_id=4cc366b8be84"
JSON: Final[st.SearchStrategy[Any]] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.just(f"a {KEY} b"),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.just(KEY), inner),
    max_leaves=30,
)


def kept(body: dict[str, Any], peer: Peer = PEER) -> str:
    return json.dumps(Keepable(body, peer).value, ensure_ascii=False)


@given(st.dictionaries(st.text(), JSON), st.integers(0, 200))
def test_the_key_is_never_kept_however_little_is(body: dict[str, Any], most: int) -> None:
    text = json.dumps(Keepable(body, PEER, most).value, ensure_ascii=False)
    assert KEY not in text
    assert KEY[:-4] not in text


@given(st.integers(0, 120), st.integers(0, 120))
def test_a_cut_leaves_no_half_of_a_secret(before: int, most: int) -> None:
    text = kept({"note": "x" * before + KEY + "y" * 5_000}, PEER)
    short = json.dumps(Keepable({"note": "x" * before + KEY + "y" * 5_000}, PEER, most).value)
    assert KEY[:8] not in text + short


def test_what_holds_no_secret_is_kept_as_it_was() -> None:
    body = {"url": "https://shop.example/@me", "events": {"email_status": []}, "n": 1, "x": None, "f": 0.5}
    found = Keepable(body, PEER)
    assert found.value == body
    assert found.whole


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ({"project_api_key": "5y3zf8s6mjstx9gwi7qj8eni6m77hfii"}, {"project_api_key": "••••hfii"}),
        ({"substitutions": {"resetToken": "abcdefgh"}}, {"substitutions": {"resetToken": "••••"}}),
        ({"password": 12345678}, {"password": "••••"}),
        ({"url": "https://ann:hunter22@shop.example/x"}, {"url": "https://ann:••••@shop.example/x"}),
        ({"url": "https://shop.example/x?token=s1&a=b"}, {"url": "https://shop.example/x?token=••••&a=b"}),
        ({"note": "see https://ann:hunter22@shop.example/x"}, {"note": "see https://••••@shop.example/x"}),
        ({"uri": "user://0a1b:4cc366b8be84a072d9@"}, {"uri": "user://0a1b:••••@"}),
        ({"uri": Secret(URI)}, {"uri": "facebook://••••:••••@facebook.com?account_id=••••"}),
        ({"a": [{"uri": URI}]}, {"a": [{"uri": "facebook://••••:••••@facebook.com?account_id=••••"}]}),
        ({"x": Secret("0123456789abcdef")}, {"x": "••••cdef"}),
    ],
)
def test_secrets_by_their_names_and_places(body: dict[str, Any], shown: dict[str, Any]) -> None:
    found = Keepable(body, PEER)
    assert found.value == shown
    assert not found.whole


def test_an_id_in_a_uri_is_no_secret() -> None:
    body = {"uri": "user://0a1b@", "name": "unified://page"}
    assert Keepable(body, PEER).whole


def test_every_spelling_of_a_pair_and_of_what_a_call_hid_is_masked() -> None:
    peer = peer_of("https://apiv2.unificationengine.com/v2", Secret(APP), UNIFICATION)
    hiding = Peer(peer.base_url, peer.host, False, peer.key, peer.dialect, telltales(Secret(URI)))
    packed = b64encode(APP.encode()).decode()
    name, _, secret = APP.partition(":")
    text = kept({"info": f"{APP} {packed} {name} {secret} {URI} T0KEN OF S3CRET0OF0IT"}, hiding)
    for form in (APP, packed, name, secret, "T0KEN", "S3CRET0OF0IT"):
        assert form not in text


def test_a_file_is_told_and_not_kept() -> None:
    file = b64encode(bytes(range(256)) * 400).decode()
    body = {
        "attachments": [{"type": "image/png", "name": "a.png", "content": file}],
        "parts": [{"data": file}],
    }
    found = Keepable(body, PEER)
    [attachment] = found.value["attachments"]
    assert attachment == {
        "type": "image/png",
        "name": "a.png",
        "content": "‹136,536 characters of base64, left out›",
    }
    assert found.value["parts"] == [{"data": "‹136,536 characters of base64, left out›"}]
    assert not found.whole


def test_long_bodies_are_cut_and_say_so() -> None:
    people = [{"email": f"r{number}@example.com", "n": number} for number in range(20_000)]
    found = Keepable({"message": {"body": {"html": "<p>" * 200_000}, "recipients": people}}, PEER)
    assert len(json.dumps(found.value, ensure_ascii=False)) < 1.5 * MOST
    assert found.value["message"]["body"]["html"].endswith(" more characters, left out›")
    only = Keepable({"recipients": people}, PEER).value["recipients"]
    assert only[0] == people[0]
    assert only[-1].endswith(" more, left out›")
    assert int(only[-1].lstrip("‹").split()[0].replace(",", "")) == 20_000 - (len(only) - 1)


def test_nesting_has_an_end() -> None:
    deep: dict[str, Any] = {}
    for _ in range(900):
        deep = {"x": deep}
    assert len(kept(deep)) < 1_000
