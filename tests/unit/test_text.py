"""No unsafe character stays, whatever stands around it."""

import pytest

from ue_console.text import REPLACEMENT, UNSAFE, safe

CHARACTERS = [chr(number) for number in range(0x10000)]


@pytest.mark.parametrize("around", ["", "a", "\n", "\xa0"])
def test_unsafe_characters_are_shown_as_replaced(around: str) -> None:
    unsafe = [character for character in CHARACTERS if UNSAFE.match(character)]
    assert len(unsafe) > 2_000
    for character in unsafe:
        assert safe(around + character + "z") == around + REPLACEMENT + "z"


def test_what_is_safe_stays() -> None:
    text = "".join(character for character in CHARACTERS if not UNSAFE.match(character))
    assert safe(text) == text
