"""The strict reading itself: silent on what Textual writes, loud on each hostile text."""

import base64

import pytest

from tests.terminal.hostile import EVERYTHING, MARKUP, PAYLOADS, SURROGATE
from tests.terminal.wire import leaks

pytestmark = pytest.mark.terminal

SIZE = (80, 24)
HARMLESS = "\x1b[?1049h\x1b[1;1H\x1b[1;38;2;1;2;3;48;2;4;5;6mWelcome\x1b[0m\r\n\x1b[2;1Hé 日本 ✓\x1b[0m\r\n"


def found(text: str, copied: str = "") -> list[str]:
    raw = (HARMLESS + text + HARMLESS[8:]).encode("utf-8", "surrogatepass")
    return leaks(raw, SIZE, copied=copied)


def test_harmless_output_is_let_through() -> None:
    assert found("\x1b]22;pointer\x07\x1b[?25l\x1b[>25u") == []


@pytest.mark.parametrize("name", [name for name in PAYLOADS if name != "entity"])
def test_a_raw_payload_is_found(name: str) -> None:
    assert found(PAYLOADS[name])


def test_half_a_surrogate_pair_is_found() -> None:
    assert found(SURROGATE)


@pytest.mark.parametrize("name", MARKUP)
def test_markup_is_only_text(name: str) -> None:
    assert found(MARKUP[name]) == []


def test_only_what_was_copied_goes_to_the_clipboard() -> None:
    def sent(text: str) -> str:
        return f"\x1b]52;c;{base64.b64encode(text.encode()).decode()}\x07"

    assert found(sent("an id"), copied="an id") == []
    assert found(sent("another id"), copied="an id")
    assert found(sent("an id"))
    assert found(sent("an id\r"), copied="an id\r") and found(sent("\x1b]0;PWN\x07"), copied=".*")


def test_a_line_that_runs_over_the_edge_is_found() -> None:
    assert found("\x1b[3;1H" + "x" * 80) == []
    assert found("\x1b[3;1H" + "x" * 81)


def test_the_screen_is_switched_once() -> None:
    assert found("\x1b[?1049l") == []
    assert found("\x1b[?1049l\x1b[?1049h")


def test_each_payload_has_its_own_marker() -> None:
    markers = {text[text.upper().index("PWN") :][:5].upper() for text in EVERYTHING.values() if "PWN" in text}
    assert len(markers) == len(EVERYTHING) - 1
