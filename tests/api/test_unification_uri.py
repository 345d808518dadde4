"""A connection's URI: built from its parts, and taken apart again."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.api.test_secrecy import everything
from ue_console.errors import InputError
from ue_console.models.secret import Secret
from ue_console.models.unification.names import connection_name, unified_uri
from ue_console.models.unification.uri import ConnectionUri, parsed

Parts = tuple[str, str, str | None, str, int | None, dict[str, str]]


def parts(uri: ConnectionUri) -> Parts:
    """Everything in clear."""
    return (
        uri.scheme,
        uri.token.reveal(),
        uri.secret.reveal() if uri.secret else None,
        uri.domain,
        uri.port,
        {name: value.reveal() for name, value in uri.parameters},
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("facebook://TOKEN@facebook.com", ("facebook", "TOKEN", None, "facebook.com", None, {})),
        ("twitter://T:S@twitter.com", ("twitter", "T", "S", "twitter.com", None, {})),
        ("FaceBook://ToKeN@FaceBook.Com", ("FaceBook", "ToKeN", None, "FaceBook.Com", None, {})),
        ("x://T@d.com?a=1&b=2", ("x", "T", None, "d.com", None, {"a": "1", "b": "2"})),
        ("x://T@d.com/?a=1&b=2", ("x", "T", None, "d.com", None, {"a": "1", "b": "2"})),
        ("x://T@d.com/", ("x", "T", None, "d.com", None, {})),
        ("x://T@d.com:8080/?a=1", ("x", "T", None, "d.com", 8080, {"a": "1"})),
        ("x://T@[::1]:25", ("x", "T", None, "[::1]", 25, {})),
        ("smtp://me@x.org:pw@host:587", ("smtp", "me@x.org", "pw", "host", 587, {})),
        ("smtp://me%40x.org:pw@host:587", ("smtp", "me@x.org", "pw", "host", 587, {})),
        ("smtp://me@x.org:p@ss/w?rd@host:587", ("smtp", "me@x.org", "p@ss/w?rd", "host", 587, {})),
        ("smtp://me@x.org:p@ss?rd@host", ("smtp", "me@x.org", "p@ss?rd", "host", None, {})),
        ("smtp://me:a#b@host", ("smtp", "me", "a#b", "host", None, {})),
        ("x://a/b//c@d.com", ("x", "a/b//c", None, "d.com", None, {})),
        ("x://a%2Fb%3A%40%25@d.com", ("x", "a/b:@%", None, "d.com", None, {})),
        ("x://a:b:c@d.com", ("x", "a", "b:c", "d.com", None, {})),
        ("x://100%sure@d.com", ("x", "100%sure", None, "d.com", None, {})),
        ("x://a%FFb@d.com", ("x", "a%FFb", None, "d.com", None, {})),
        ("x://a+b@d.com?phone_number=+4930", ("x", "a+b", None, "d.com", None, {"phone_number": "+4930"})),
        (
            "twitter://T:S@twitter.com?username=@joe",
            ("twitter", "T", "S", "twitter.com", None, {"username": "@joe"}),
        ),
        ("x://@d.com?user_id=5", ("x", "", None, "d.com", None, {"user_id": "5"})),
        ("x://a:@d.com", ("x", "a", "", "d.com", None, {})),
        ("x://a@d.com?a=b=c&&d=", ("x", "a", None, "d.com", None, {"a": "b=c", "d": ""})),
        (" x://a@d.com\n", ("x", "a", None, "d.com", None, {})),
    ],
)
def test_a_uri_is_taken_apart(text: str, found: Parts) -> None:
    assert parts(parsed(Secret(text))) == found


@pytest.mark.parametrize(
    ("uri", "built"),
    [
        (ConnectionUri("x", Secret("a:/@%b?#& ü")), "x://a%3A%2F%40%25b%3F%23%26%20%C3%BC@"),
        (ConnectionUri("x", Secret("!~*'()-_."), domain="d"), "x://!~*'()-_.@d"),
        (ConnectionUri("x", Secret("a"), Secret("b:c"), "d", 5), "x://a:b%3Ac@d:5"),
        (ConnectionUri("x", Secret("a"), Secret(""), "d"), "x://a:@d"),
        (ConnectionUri("x", Secret(""), domain="d"), "x://@d"),
        (
            ConnectionUri("x", Secret("a"), None, "d", None, (("k ", Secret("+&=@")), ("k", Secret("")))),
            "x://a@d?k%20=%2B%26%3D%40&k=",
        ),
        (ConnectionUri("x", Secret("a\ud800"), domain="d"), "x://a%EF%BF%BD@d"),
    ],
)
def test_each_part_is_encoded(uri: ConnectionUri, built: str) -> None:
    assert uri.built().reveal() == built


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(TEXT, st.none() | TEXT, st.none() | st.integers(1, 65535), st.lists(st.tuples(TEXT, TEXT), max_size=3))
def test_what_is_built_is_read_back(
    token: str, secret: str | None, port: int | None, parameters: list[tuple[str, str]]
) -> None:
    uri = ConnectionUri(
        "Facebook",
        Secret(token),
        None if secret is None else Secret(secret),
        "Face.example",
        port,
        tuple((name, Secret(value)) for name, value in parameters),
    )
    built = uri.built()
    assert parsed(built) == uri
    assert parsed(built).built() == built
    assert urlsplit(built.reveal()).netloc.rpartition("@")[2].partition(":")[0] == "Face.example"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no scheme"),
        ("T0KEN0IN0CLEAR@d.com", "no scheme"),
        ("a-b://T0KEN0IN0CLEAR@d.com", "no scheme"),
        ("é://T0KEN0IN0CLEAR@d.com", "no scheme"),
        ("x:T0KEN0IN0CLEAR@d.com", "no scheme"),
        ("x://T0KEN0IN0CLEAR", "no @"),
        ("x://T0KEN0IN0CLEAR@", "no usable domain"),
        ("x://T0KEN0IN0CLEAR@d.com:0", "no usable domain"),
        ("x://T0KEN0IN0CLEAR@d.com:65536", "no usable domain"),
        ("x://T0KEN0IN0CLEAR@d.com:x", "no usable domain"),
        ("x://T0KEN0IN0CLEAR@d.com/path", "no usable domain"),
        ("x://T0KEN0IN0CLEAR@d .com", "no usable domain"),
        ("x://T0KEN0IN0CLEAR@?a=b", "no usable domain"),
    ],
)
def test_what_is_no_uri_is_refused_and_not_shown(text: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        parsed(Secret(text))
    assert caught.value.field == "uri"
    error: BaseException = caught.value
    del caught
    error.__traceback__ = error.__traceback__ and error.__traceback__.tb_next
    assert "T0KEN" not in everything(error)


def test_no_repr_shows_the_secret_parts() -> None:
    uri = parsed(Secret("x://TOKENTOKENTOKEN:SECRET@d.com?a=PARAMETER"))
    assert repr(uri) == "ConnectionUri('x://••••@d.com')"
    assert f"{uri}" == repr(uri)


@pytest.mark.parametrize(
    ("typed", "name"), [("facebook", "facebook"), (" Page-1.b_c \n", "Page-1.b_c"), ("ä@?", "ä@?")]
)
def test_a_name_is_taken(typed: str, name: str) -> None:
    assert connection_name(typed) == name


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "is empty"),
        (" \t", "is empty"),
        ("my page", "holds a space"),
        ("my\u00a0page", "holds a space"),
        ("a\tb", "holds a space"),
        ("a/b", "holds a slash"),
        ("a\\b", "holds a slash"),
        ("a\x1bb", "can't be seen"),
        ("a\u200bb", "can't be seen"),
    ],
)
def test_a_wrong_name_is_refused(typed: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        connection_name(typed)
    assert caught.value.field == "name"
    assert caught.value.remedy == (
        "Any name without spaces, slashes and invisible characters does; capitals count."
    )


@given(st.text(st.characters(exclude_categories=("Z", "C"), exclude_characters="/\\"), min_size=1))
def test_any_name_without_what_is_named_is_taken(typed: str) -> None:
    assert connection_name(typed) == typed


def test_a_name_in_a_uri_keeps_its_case() -> None:
    assert unified_uri("FaceBook") == "unified://FaceBook"
    assert unified_uri("a b/c@d?e") == "unified://a%20b%2Fc%40d%3Fe"
