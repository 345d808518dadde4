"""Input as a terminal sends it: pastes stay whole, and no byte ends the console."""

from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual._xterm_parser import XTermParser
from textual.drivers._writer_thread import MAX_QUEUED_WRITES
from textual.events import Key, Paste

from tests.console import demo_console
from ue_console.tui.driver import BEGIN, END, KeyDriver, LastingWriter, WholePastes, forgiving

TEXTS = st.text(st.sampled_from("ab\x1b[]0;~2017\x07\r\n\u202e\x9bé"), max_size=30).filter(
    lambda t: END not in t
)


def taken(parser: XTermParser, *pieces: str) -> list[str]:
    """What comes of pieces of input: keys as they are, pastes in brackets."""
    found = []
    for piece in pieces:
        for event in parser.feed(piece):
            if isinstance(event, Key):
                found.append(event.character or event.key)
            elif isinstance(event, Paste):
                found.append(f"<{event.text}>")
    return found


@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_a_paste_is_whole_wherever_the_input_is_cut(text: str, first: int, second: int) -> None:
    data = f"q{BEGIN}{text}{END}w"
    # A cut right behind the ESC of the first mark looks like the key at first.
    cuts = sorted(cut for cut in (first, second) if cut != 2)
    pieces = [data[start:end] for start, end in zip([0, *cuts], [*cuts, len(data)], strict=True)]
    assert taken(WholePastes(), *filter(None, pieces)) == ["q", f"<{text}>", "w"]


def test_textuals_own_parser_takes_a_part_of_such_a_paste_for_keys() -> None:
    data = f"{BEGIN}\x1b]0;Sy\x07{END}"
    assert "S" in taken(XTermParser(), data)
    assert taken(WholePastes(), data) == ["<\x1b]0;Sy\x07>"]


@pytest.mark.parametrize("text", ["x", "é", "\x1b[A", "\x1bOP", "\x1b[27u", "\x1b[200", "\x1b[<0;1;1M"])
def test_everything_else_is_as_in_textual(text: str) -> None:
    assert taken(WholePastes(), text, "z") == taken(XTermParser(), text, "z")


def test_bytes_that_are_no_text_are_shown_as_such() -> None:
    decode = forgiving("utf-8")().decode
    assert decode(b"a\xff\xc3") + decode(b"\xa9b") == "a\ufffdéb"


def test_the_console_reads_by_these_parts() -> None:
    assert demo_console().driver_class is KeyDriver


class Gone(StringIO):
    """A terminal that is gone after its first text."""

    def write(self, text: str) -> int:
        if self.getvalue():
            raise OSError(5, "Input/output error")
        return super().write(text)


def test_who_writes_to_a_terminal_that_is_gone_never_waits() -> None:
    gone = Gone()
    writer = LastingWriter(gone)
    writer.start()
    for number in range(MAX_QUEUED_WRITES * 3):
        writer.write(f"{number} ")
    writer.stop()
    assert gone.getvalue() == "0 "
    assert not writer.is_alive()


def test_all_is_written_in_its_order() -> None:
    there = StringIO()
    writer = LastingWriter(there)
    writer.start()
    for number in range(100):
        writer.write(f"{number} ")
    writer.stop()
    assert there.getvalue() == "".join(f"{number} " for number in range(100))
