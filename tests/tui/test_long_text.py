"""A text under edit says of itself what Textual's own would."""

from hypothesis import given
from hypothesis import strategies as st
from textual.document._document import Document, Location
from textual.document._wrapped_document import WrappedDocument

from ue_console.tui.widgets.long_text import CountedLines, MeasuredText

TEXT = st.text(st.sampled_from("ab ä漢\t\n\x07"), max_size=30)
PLACE = st.tuples(st.integers(0, 6), st.integers(0, 12))


def within(document: Document, place: Location) -> Location:
    """The nearest place that a cursor could be at."""
    row = min(place[0], document.line_count - 1)
    return row, min(place[1], len(document[row]))


@given(TEXT, st.lists(st.tuples(PLACE, PLACE, TEXT), max_size=4), st.sampled_from([0, 5]))
def test_size_text_and_height_are_kept_through_edits(
    text: str, edits: list[tuple[Location, Location, str]], width: int
) -> None:
    mine, plain = MeasuredText(text), Document(text)
    counted, wrapped = CountedLines(mine, width), WrappedDocument(plain, width)
    for start, end, added in edits:
        first, last = within(plain, start), within(plain, end)
        assert mine.get_size(4) == plain.get_size(4)
        result = mine.replace_range(first, last, added)
        assert result == plain.replace_range(first, last, added)
        for lines in (counted, wrapped):
            lines.wrap_range(first, last, result.end_location)
        assert mine.text == plain.text
        assert counted.height == wrapped.height == len(counted._offset_to_line_info)
    for tab_width in (4, 8):
        assert mine.get_size(tab_width) == plain.get_size(tab_width)
