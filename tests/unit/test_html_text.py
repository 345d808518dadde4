"""HTML mails as text."""

import pytest

from ue_console.rendering.html_text import html_to_text


def test_headings_are_underlined_and_blocks_stand_apart() -> None:
    html = "<h1>Welcome,\n  Ann</h1><p>Your <b>n</b>umber is 7.</p><div>one</div><div>two<br>three</div>"
    assert html_to_text(f"{html}<h2>End</h2>") == (
        "Welcome, Ann\n════════════\n\nYour number is 7.\n\none\ntwo\nthree\n\nEnd\n───"
    )


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<a href="https://a.example/x">our shop</a>', "our shop <https://a.example/x>"),
        ('<a href="https://www.a.example/">a.example</a>', "a.example"),
        ('<a href="https://a.example/x">https://a.example/x</a>', "https://a.example/x"),
        ('<a href="mailto:ann@a.example">ann@a.example</a>', "ann@a.example"),
        ('<a href="#top">up</a>', "up"),
        ('<a name="x">here</a>', "here"),
        ('<a href="https://a.example"><img src="x"></a>', "[image] <https://a.example>"),
        ('<a href="https://a.example"></a>', "<https://a.example>"),
        ('<a href="https://a.example"><div>Buy</div></a>', "Buy\n<https://a.example>"),
    ],
)
def test_links(html: str, text: str) -> None:
    assert html_to_text(html) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<img src="x" alt="Our  logo">', "[image: Our logo]"),
        ('<img src="x">', "[image]"),
        ('a<img src="x" alt="">b', "ab"),
        ('a<img src="x" width="1" height="1">b', "ab"),
        ("a<img>b", "ab"),
    ],
)
def test_images(html: str, text: str) -> None:
    assert html_to_text(html) == text


def test_lists() -> None:
    html = "<p>x</p><ul><li>one<li>two<ol start=9><li>a</li><li>b</li></ol></ul>y<dl><dt>T<dd>D</dl>"
    assert html_to_text(html) == "x\n\n• one\n• two\n  9. a\n  10. b\n\ny\n\nT\n    D"


def test_wrapped_lines_keep_their_indentation() -> None:
    html = "<ul><li>aaaa bbbb cccc dddd eeee</ul><blockquote>aaaa bbbb cccc dddd eeee<p>f</blockquote>"
    assert html_to_text(html, 20) == (
        "• aaaa bbbb cccc\n  dddd eeee\n\n> aaaa bbbb cccc\n> dddd eeee\n>\n> f"
    )


def test_long_words_are_cut_and_wide_ones_count_double() -> None:
    assert html_to_text("x" * 45, 20).split("\n") == ["x" * 20, "x" * 20, "x" * 5]
    assert html_to_text("日" * 15, 20).split("\n") == ["日" * 10, "日" * 5]


def test_preformatted_text_and_rules() -> None:
    html = "<pre>\na\n   b\tc\n\nd</pre><hr>e"
    assert html_to_text(html, 20) == "a\n   b    c\n\nd\n\n" + "─" * 20 + "\n\ne"


@pytest.mark.parametrize(
    "hidden",
    [
        '<div style="DISPLAY : none !important">x</div>',
        '<span style="color:red;visibility:hidden">x<b>y</b></span>',
        '<div style="max-height:0; overflow:hidden">x</div>',
        "<p hidden>x</p>",
        "<style>x{}</style>",
        "<script>x</script>",
        "<title>x</title>",
        "<!-- x -->",
        "<!--[if mso]><table><tr><td>x</td></tr></table><![endif]-->",
        "<b style='display:none'>x</b>",
        "<svg><text>x</text></svg>",
        "<div>&zwnj;&nbsp;&#8199;&#847;&zwnj;&nbsp;&#8203;</div>",
    ],
)
def test_what_a_client_hides_is_left_out(hidden: str) -> None:
    assert html_to_text(f"<p>a</p>{hidden}<p>b</p>") == "a\n\nb"


def test_text_for_other_clients_than_outlook_is_shown() -> None:
    assert html_to_text("a<![if !mso]> b <![endif]><!--[if !mso]><!-->c<!--<![endif]-->") == "a b c"


def test_entities_that_decode_to_control_characters_are_cleaned() -> None:
    text = html_to_text("a&#27;[31m&#x9b;&#8238;b <img alt='&#27;c'> <a href='x&#27;'>l</a><pre>&#27;</pre>")
    assert not set(text) & {"\x1b", "\x9b", "\u202e"}
    assert text.startswith("a\ufffd[31m")


def test_direction_marks_and_soft_hyphens_vanish() -> None:
    assert html_to_text("so&shy;ft &#8203;x&lrm;y") == "soft xy"


def test_lone_surrogates_are_no_trouble() -> None:
    assert html_to_text("a\ud800b") == "a\ufffdb"


def test_nothing_gives_nothing() -> None:
    assert html_to_text("") == ""
    assert html_to_text("<html><body> </body></html>") == ""
