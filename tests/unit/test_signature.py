"""Signatures of webhook calls: a captured real one, and what must not pass."""

import json
from hashlib import md5
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ue_console.models.secret import Secret
from ue_console.models.unione.signature import Verdict, check, encode, renewed, signed

CAPTURED: Final = (Path(__file__).parent / "data" / "signed_call.json").read_bytes()
"""A call of the live service as its bytes came, signed with the (withdrawn) key below."""
KEY: Final = Secret("6mjstx9gwi7qj8eni6m77hfiiw6aifmss154y4ze")
OTHER: Final = Secret("6mjstx9gwi7qj8eni6m77hfiiw6aifmss154y4zf")


def test_a_captured_call_verifies() -> None:
    assert check(CAPTURED, KEY) is Verdict.GOOD


def test_one_flipped_byte_fails_wherever_it_is() -> None:
    for position in range(len(CAPTURED)):
        changed = bytearray(CAPTURED)
        changed[position] ^= 1
        assert check(bytes(changed), KEY) is not Verdict.GOOD, position


def test_another_key_fails() -> None:
    assert check(CAPTURED, OTHER) is Verdict.BAD


def test_a_body_without_auth_is_told_apart() -> None:
    assert check(b'{"events_by_user":[]}', KEY) is Verdict.MISSING
    assert check(b"", KEY) is Verdict.MISSING


def test_the_key_itself_is_no_signature() -> None:
    body = CAPTURED.replace(b"b3cb4d6aef9d07095805c39e792e0542", KEY.reveal().encode())
    assert check(body, KEY) is Verdict.BAD


def test_an_upper_case_digest_is_the_same() -> None:
    body = CAPTURED.replace(b"b3cb4d6aef9d07095805c39e792e0542", b"B3CB4D6AEF9D07095805C39E792E0542")
    assert check(body, KEY) is Verdict.GOOD


def test_spaces_and_order_of_the_body_do_not_matter() -> None:
    body = b'{ "events_by_user": [] , "auth" : "%s" }'
    digest = md5(body % KEY.reveal().encode()).hexdigest().encode()
    assert check(body % digest, KEY) is Verdict.GOOD


def test_signing_a_captured_call_gives_its_own_bytes() -> None:
    assert signed(json.loads(CAPTURED), KEY) == CAPTURED


def test_a_signature_is_renewed_in_place() -> None:
    body = renewed(CAPTURED, OTHER)
    assert check(body, OTHER) is Verdict.GOOD
    assert renewed(body, KEY) == CAPTURED
    with pytest.raises(ValueError, match="no auth"):
        renewed(b"{}", KEY)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("a/b", rb'"a\/b"'),
        ("é", rb'"\u00e9"'),
        ("😀", rb'"\ud83d\ude00"'),
        ("<>&", b'"<>&"'),
        ("\x7f", b'"\x7f"'),
        ("\\u007f", rb'"\\u007f"'),
        ("\\/", rb'"\\\/"'),
        ("\u2028", rb'"\u2028"'),
        (1.0, b"1"),
        (1.5, b"1.5"),
        (True, b"true"),
        ([1, 2], b"[1,2]"),
    ],
)
def test_json_is_written_as_php_writes_it(value: object, written: bytes) -> None:
    assert encode({"v": value}) == b'{"v":' + written + b"}"


@given(st.dictionaries(st.text(), st.text()), st.text("abcdef0123456789", min_size=8))
def test_what_is_signed_verifies_and_reads_back(payload: dict[str, str], key: str) -> None:
    body = signed(payload, Secret(key))
    assert check(body, Secret(key)) is Verdict.GOOD
    read = json.loads(body)
    assert next(iter(read)) == "auth"
    assert {name: read[name] for name in payload if name != "auth"} == {
        name: payload[name] for name in payload if name != "auth"
    }
