"""URIs of connections as clients write them: encoded, half encoded and not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ue_console.sandbox.unification.uris import read_uri, scheme_of

READ = [
    ("facebook://TOKEN@facebook.com", ("TOKEN", "", "facebook.com", "")),
    ("facebook://TOKEN@facebook.uib", ("TOKEN", "", "facebook.uib", "")),
    ("facebook://T@facebook.com/?account_id=1&b=2", ("T", "", "facebook.com", "/?account_id=1&b=2")),
    ("facebook://T@facebook.com?account_id=1", ("T", "", "facebook.com", "?account_id=1")),
    ("twitter://T:S@twitter.com?username=@me", ("T", ":S", "twitter.com", "?username=@me")),
    ("twitter://T:S@twitter.com?mail=me@acme.example", ("T", ":S", "twitter.com", "?mail=me@acme.example")),
    ("smtp://me@x.example:pw@h.example:587", ("me@x.example", ":pw", "h.example", ":587")),
    ("smtp://me%40x.example:p%2Fw%3A@h.example:587", ("me%40x.example", ":p%2Fw%3A", "h.example", ":587")),
    ("smtp://me@x.example:a/b?c@h.example:587", ("me@x.example", ":a/b?c", "h.example", ":587")),
    ("smtp://me@x.example:100%@localhost:25", ("me@x.example", ":100%", "localhost", ":25")),
    ("facebook://a/b+c==@facebook.com", ("a/b+c==", "", "facebook.com", "")),
    ("kik://BOT:a:b@kik.com", ("BOT", ":a:b", "kik.com", "")),
    ("tclchatwidget://@tclchatwidget.com?user_id=1", ("", "", "tclchatwidget.com", "?user_id=1")),
]


@pytest.mark.parametrize(("text", "parts"), READ)
def test_what_is_one(text: str, parts: tuple[str, str, str, str]) -> None:
    uri = read_uri(text)
    assert uri is not None
    assert (uri.token, uri.secret, uri.domain, uri.rest) == parts
    assert str(uri) == text
    assert str(uri.with_token("new")) == text.replace(f"//{uri.token}", "//new", 1)
    assert all(part not in repr(uri) for part in (uri.secret, uri.rest) if part)


@pytest.mark.parametrize(
    "text",
    [
        *("", "facebook", "facebook:", "://t@x", "face_book://t@x.com", "facebook:/t@x.com"),
        *("facebook://", "facebook://TOKEN", "facebook://TOKEN@", "facebook://T@/x", "facebook://T@?a=b"),
        *("facebook://T@x.com:port", "facebook://a b@x.com", "facebook://a\n@x.com", "facebook://a\0@x.com"),
    ],
)
def test_what_is_none(text: str) -> None:
    assert read_uri(text) is None


def test_the_scheme_alone() -> None:
    assert scheme_of("WhatsApp://anything at all") == "WhatsApp"
    assert scheme_of("what's up://x") == scheme_of("face_book://x") == ""


@given(st.text(), st.text())
def test_nothing_gets_lost(token: str, rest: str) -> None:
    text = f"facebook://{token}@{rest}"
    uri = read_uri(text)
    assert uri is None or str(uri) == text
