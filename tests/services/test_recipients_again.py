"""Lines that were read before are not read again: typing in thousands stays quick."""

import pytest

from ue_console.services.recipients import lines
from ue_console.services.recipients.lines import Known, parse_lines
from ue_console.services.recipients.parsed import Collector

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
