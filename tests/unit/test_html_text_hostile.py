"""HTML that is made to hurt: it ends soon, and its text is safe."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ue_console.rendering.display_width import display_width
from ue_console.rendering.html_guard import MAX_DEPTH, bounded
from ue_console.rendering.html_text import html_to_text
from ue_console.text import UNSAFE

TAGS = (
    "p",
    "div",
    "b",
    "font",
    "a",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "th",
    "h1",
    "pre",
    "blockquote",
    "br",
    "hr",
    "img",
    "span",
    "style",
    "script",
    "dd",
    "svg",
    "q",
    "x",
)
PIECES = (
    st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS])
    | st.sampled_from(
        ["<!--", "-->", "<", ">", "</", "<a href='", "'", '"', "<td colspan=2>", "<p hidden>", "&#27;"]
    )
    | st.text(max_size=8)
)


@given(st.lists(PIECES, max_size=30).map("".join), st.integers(20, 60))
def test_lines_are_safe_and_fit(html: str, width: int) -> None:
    text = html_to_text(html, width)
    assert not UNSAFE.search(text)
    assert all(display_width(line) <= width for line in text.split("\n"))


@given(st.text(alphabet=st.characters(exclude_characters="<&", exclude_categories=["Cs"])))
def test_the_guard_leaves_plain_text_alone(text: str) -> None:
    assert bounded(text) == text


@given(st.lists(PIECES, max_size=30).map("".join))
def test_the_guard_changes_nothing_on_a_second_reading(html: str) -> None:
    once = bounded(html)
    assert bounded(once) == once


@pytest.mark.parametrize(
    ("start", "piece"),
    [
        ("", "<div>"),
        ("", "<!--"),
        ("", "<ul><li>x"),
        ("", "<table><tr><td>a<td>b"),
        ("<table>", "<tr><td>a<td>b"),
        ("", "<"),
        ("", "<a "),
        ("", '<a "'),
        ("", '<a b="'),
        ("", "<script>"),
        ("", "<svg>"),
        ("", "<blockquote>x"),
        ("", "<h1>"),
        ("<pre>", "x"),
        ("", "<b><p></b>x"),
        ("", "&"),
        ("", "日"),
    ],
)
def test_long_inputs_end(start: str, piece: str) -> None:
    html_to_text(start + piece * (200_000 // len(piece)))


def test_paragraphs_in_many_fonts_do_not_multiply() -> None:
    fonts = "".join(f"<font color={number}>" for number in range(2_000))
    assert html_to_text(f"<p>{fonts}{'<p>x' * 2_000}").count("x") == 2_000


def test_a_tag_of_many_attributes_keeps_the_ones_that_count() -> None:
    many = " ".join(f"x{number}={number}" for number in range(50_000))
    assert html_to_text(f'<a {many} href="https://a.example/x">shop</a>') == "shop <https://a.example/x>"


def test_text_below_the_depth_limit_is_kept_and_what_follows_is_whole() -> None:
    deep = "<div>" * (MAX_DEPTH * 3)
    html = f"{deep}inside{'</div>' * (MAX_DEPTH * 3)}<h1>After</h1>"
    assert html_to_text(html) == "inside\n\nAfter\n═════"


def test_tags_within_quotes_and_comments_are_none() -> None:
    assert html_to_text("<p title=\"a > b <div>\">x</p><!-- <div> > --><p title='>'>y") == "x\n\ny"
    assert html_to_text("1 < 2 <3 a</b>") == "1 < 2 <3 a"


def test_nesting_is_bounded() -> None:
    assert bounded("<div>" * 5_000).count("<div>") == MAX_DEPTH < 500


def test_tags_left_out_for_depth_take_their_ends_along() -> None:
    deep = "<div>" * (MAX_DEPTH * 2) + "</div>" * (MAX_DEPTH * 2)
    assert html_to_text(f"a<div style='display:none'>{deep}hidden</div>b") == "ab"


def test_deep_lists_keep_room_for_their_text() -> None:
    lines = html_to_text("<ul><li>" * 40 + "some words of text", 20).split("\n")
    assert max(map(len, lines)) <= 20
    assert "some" in lines[-2] + lines[-1]
