"""Whose key fits, and how much a stranger can have digested."""

import pytest

from tests.services.listening.parts import KEY, OTHER, PROJECT, body
from ue_console.models.secret import Secret
from ue_console.models.unione.signature import Verdict, check
from ue_console.services.listening import keys
from ue_console.services.listening.keys import Keys


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[Secret]:
    """The keys that were tried, in order."""
    noted: list[Secret] = []

    def noting(plain: bytes, key: Secret) -> Verdict:
        noted.append(key)
        return check(plain, key)

    monkeypatch.setattr(keys, "check", noting)
    return noted


def test_the_key_that_fitted_last_is_tried_first(tried: list[Secret]) -> None:
    known = Keys({"a": KEY, "b": OTHER, "c": PROJECT})
    content = body(key=PROJECT)
    assert known.check(content) == (Verdict.GOOD, "c")
    assert known.check(content) == (Verdict.GOOD, "c")
    assert known.check(body(key=KEY)) == (Verdict.GOOD, "a")
    assert tried == [KEY, OTHER, PROJECT, PROJECT, PROJECT, KEY]


def test_a_large_body_is_not_tried_with_every_key(tried: list[Secret]) -> None:
    known = Keys({str(number): Secret(f"key{number}") for number in range(100)})
    large = b'{"auth":"x",' + b" " * 8_000_000
    assert known.check(large) == (Verdict.BAD, "")
    assert len(tried) == 8


def test_without_auth_one_look_is_enough(tried: list[Secret]) -> None:
    assert Keys({"a": KEY, "b": OTHER}).check(b"{}") == (Verdict.MISSING, "")
    assert len(tried) == 1


def test_without_keys_nothing_is_checked(tried: list[Secret]) -> None:
    assert Keys({}).check(body()) == (Verdict.UNCHECKED, "")
    assert not tried
