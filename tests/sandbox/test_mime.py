"""Laws of the MIME builder: every byte of a text comes back, and nothing breaks out of a header."""

import email
import email.header
import email.utils
import re
from dataclasses import replace
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sandbox.running import parsed, texts
from ue_console.sandbox import attachments
from ue_console.sandbox.mailbox import Mail
from ue_console.sandbox.mime import MOST_HEADER, build, one_line
from ue_console.sandbox.refusal import Refusal

MAIL: Final = Mail(
    id="1xUzcj-00PBpB-tp-1",
    job_id="1xUzcj-00PBpB-tp",
    created="2026-11-22 04:56:21",
    email="ann@example.com",
    to_name="",
    from_email="shop@acme.example",
    from_name="",
    reply_to="",
    subject="Hello",
    html=None,
    plaintext=None,
    amp=None,
    headers={},
)
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
LINES = st.lists(st.sampled_from(["\r", "\n", "\r\n", " ", ".", "--=_related", "x" * 80, "é", "\x00"])).map(
    "".join
)


@given(html=ANY | LINES, plaintext=ANY | LINES, amp=ANY | LINES)
@settings(max_examples=60, deadline=None)
def test_texts_come_back_to_the_byte(html: str, plaintext: str, amp: str) -> None:
    given_texts = {"text/html": html, "text/plain": plaintext, "text/x-amp-html": amp}
    mail = parsed(build(replace(MAIL, html=html, plaintext=plaintext, amp=amp), {}))
    expected = {kind: text for kind, text in given_texts.items() if text} or {"text/plain": ""}
    assert texts(mail) == expected


def check_lines(raw: bytes) -> None:
    """No line of a header is too long, and no encoded word is (RFC 2047, section 2)."""
    head = raw.partition(b"\r\n\r\n")[0].decode("ascii")
    for line in head.split("\r\n"):
        assert line.strip()
        assert len(line) <= 998
        words = re.findall(r"=\?utf-8\?b\?[^?]*\?=", line)
        assert all(len(word) <= 75 for word in words)
        assert len(line) <= 78 or not words or line.startswith("X-long-")


def display_name(raw: bytes, field: str) -> str:
    """The name in an address field, as RFC 2047 reads it.

    Python's own reader of addresses takes the white space between two encoded words for a space of
    the name (section 6.2 says that it is none), so names of several words are read here.
    """
    value = str(email.message_from_bytes(raw)[field])
    if "=?" not in value:
        return email.utils.parseaddr(value)[0]
    words = value[: value.rindex("<")]
    return str(email.header.make_header(email.header.decode_header(words))).removesuffix(" ")


@given(subject=ANY, to_name=ANY, from_name=ANY, value=ANY)
@settings(max_examples=60, deadline=None)
def test_headers_stay_one_line(subject: str, to_name: str, from_name: str, value: str) -> None:
    raw = build(
        replace(
            MAIL, subject=subject, to_name=to_name, from_name=from_name, headers={"X-A": value}, html="x"
        ),
        {},
    )
    mail = parsed(raw)
    assert set(mail) == {
        "Content-Type",
        "Content-Transfer-Encoding",
        "MIME-Version",
        "Message-ID",
        "Date",
        "From",
        "To",
        "Subject",
        "X-A",
    }
    assert mail["To"].addresses[0].addr_spec == "ann@example.com"
    assert (mail["Subject"], mail["X-A"]) == (one_line(subject), one_line(value))
    names = [display_name(raw, field) for field in ("To", "From")]
    # Readers take white space in a name as one space.
    assert [name.split() for name in names] == [one_line(name).split() for name in (to_name, from_name)]
    check_lines(raw)
    assert texts(mail) == {"text/html": "x"}


@pytest.mark.parametrize(
    "text",
    [
        "Hello ✓ — Größe",
        "a" * 500,
        "a" * 1_200,
        "ü" * 300,
        "=?utf-8?q?x?= y",
        "=?utf-8?q?x?=",
        "a =?x",
        '"quoted" <x@y>',
        "tab\there",
        " around ",
        "a  b   c\t" * 40 + "d",
        "a" + " " * 1_500 + "b",
        "😀" * 100,
        "",
    ],
    ids=lambda text: repr(text[:20]),
)
def test_subjects_come_back(text: str) -> None:
    raw = build(replace(MAIL, subject=text, headers={"X-" + "long-" * 20: text}), {})
    check_lines(raw)
    assert (parsed(raw)["Subject"], parsed(raw)["X-" + "long-" * 20]) == (text, text)


def test_plain_headers_fold_at_spaces() -> None:
    raw = build(replace(MAIL, subject="word " * 40 + "end", from_name="Shop, Inc. " * 10 + "!"), {})
    lines = raw.partition(b"\r\n\r\n")[0].split(b"\r\n")
    assert max(map(len, lines)) <= 78
    assert b"utf-8?b" not in b"".join(lines)
    assert parsed(raw)["Subject"] == "word " * 40 + "end"
    assert parsed(raw)["From"].addresses[0].display_name == "Shop, Inc. " * 10 + "!"


def test_names_that_look_encoded_arrive_as_they_are() -> None:
    raw = build(replace(MAIL, to_name="=?utf-8?q?x?=", from_name='"A" \\ B'), {})
    assert parsed(raw)["To"].addresses[0].display_name == "=?utf-8?q?x?="
    assert parsed(raw)["From"].addresses[0].display_name == '"A" \\ B'


def test_long_headers_are_cut() -> None:
    assert len(one_line("x" * 100_000)) == MOST_HEADER
    build(replace(MAIL, subject="é" * 100_000), {})


@given(kind=st.from_regex(r"[a-z]{1,9}/[a-z.+-]{1,9}( ?;.{0,20})?", fullmatch=True), name=ANY)
@settings(max_examples=80, deadline=None)
def test_any_accepted_attachment_can_be_built(kind: str, name: str) -> None:
    item = {"type": kind, "name": name, "content": "SGVsbG8="}
    try:
        accepted = attachments.inline_attachments([item])
    except Refusal:
        return
    mail = parsed(build(replace(MAIL, html="x"), {"attachments": accepted, "inline_attachments": accepted}))
    payloads = [part.get_payload(decode=True) for part in mail.walk() if not part.is_multipart()]
    assert payloads == [b"x", b"Hello", b"Hello"]


def test_the_reference_s_headers() -> None:
    mail = replace(
        MAIL,
        headers={
            "List-Unsubscribe": "<mailto: u@example.com?subject=x>, <http://www.example.com/u/1>",
            "Subject": "no",
        },
        from_email="shop@bücher.example",
    )
    found = parsed(build(mail, {}))
    assert found["List-Unsubscribe"] == mail.headers["List-Unsubscribe"]
    assert found.get_all("Subject") == ["Hello"]
    assert found["From"] == "shop@xn--bcher-kva.example"
