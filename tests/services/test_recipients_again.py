"""Lines that were read before are not read again: typing in thousands stays quick."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ue_console.services.recipients import TypedLines, lines
from ue_console.services.recipients.lines import Known, parse_lines
from ue_console.services.recipients.parsed import Collector, Parsed

TEXT = "Ann <ann@example.com>; a=1\nnot an address\n\nbob@example.com, cy@example.com; b=2\nann@example.com"


def test_a_text_read_again_is_read_the_same_from_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    known: Known = {}
    assert parse_lines(TEXT, known) == parse_lines(TEXT)
    read: list[str] = []
    fresh = lines._read_line

    def reading(line: str) -> Collector:
        read.append(line)
        return fresh(line)

    monkeypatch.setattr(lines, "_read_line", reading)
    changed = "new@example.com\n" + TEXT.replace("b=2", "b=3")
    assert parse_lines(changed, known).rows == (1, 2, 5, 5, 6)
    assert read == ["new@example.com", "bob@example.com, cy@example.com; b=3"]
    assert [problem.row for problem in parse_lines(changed, known).problems] == [3]


LINE = st.sampled_from(["ann@example.com", "x@example.com, y@example.com; a=1", "not an address", "", "@"])


@given(st.lists(st.lists(LINE, max_size=6).map("\n".join), max_size=5))
def test_a_text_under_edit_is_read_as_at_first(texts: list[str]) -> None:
    typed = TypedLines()
    for text in texts:
        assert typed.read(text) == parse_lines(text)


def test_of_a_text_under_edit_only_the_changed_lines_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    typed = TypedLines()
    typed.read(TEXT)
    read: list[str] = []

    def reading(text: str, known: Known) -> Parsed:
        read.append(text)
        return parse_lines(text, known)

    monkeypatch.setattr("ue_console.services.recipients.typed.parse_lines", reading)
    for _ in range(2):
        typed.read(TEXT.replace("b=2", "b=3"))
    assert read == ["bob@example.com, cy@example.com; b=3"]
    assert [problem.row for problem in typed.read("\n" + TEXT).problems] == [3]
