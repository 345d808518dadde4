"""Lines keep to the width and lose no word."""

from ue_console.cli.folding import folded

LINE = "    1  \x1b[32m✓\x1b[0m delivered  ann@example.com  the other server put it off\n"


def test_rows_break_between_words_under_an_indent() -> None:
    rows = folded(LINE, 39, 7).splitlines()
    assert rows[0] == "    1  \x1b[32m✓\x1b[0m delivered  ann@example.com"
    assert rows[1] == "       the other server put it off"


def test_what_fits_and_what_has_no_width_stays() -> None:
    assert folded(LINE, None, 7) == LINE
    assert folded(LINE, 80, 7) == LINE


def test_a_word_that_is_too_long_is_cut() -> None:
    rows = folded(f"    1  x https://example.com/{'a' * 100}\n", 40, 7).splitlines()
    assert rows[0] == "    1  x"
    assert rows[1].startswith("       https://")
    assert rows[1].endswith("…")
    assert len(rows[1]) == 40
