"""Names as they are typed, and as the service and DNS have them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ue_console.errors import InputError
from ue_console.services.domains.names import domain_name, readable


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("example.com", "example.com"),
        (" Example.COM. ", "example.com"),
        ("mail.Sub.example.com", "mail.sub.example.com"),
        ("пример.рф", "xn--e1afmkfd.xn--p1ai"),
        ("XN--E1AFMKFD.xn--p1ai.", "xn--e1afmkfd.xn--p1ai"),
        ("Bücher.example", "xn--bcher-kva.example"),
        ("straße.example", "xn--strae-oqa.example"),
        ("例え。テスト", "xn--r8jz45g.xn--zckzah"),
        ("1.example", "1.example"),
        ("a-b.example", "a-b.example"),
    ],
)
def test_spellings_of_one_name(typed: str, name: str) -> None:
    assert domain_name(typed) == name
    assert domain_name(readable(name)) == name


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "empty"),
        (".", "empty"),
        ("localhost", "has no dot"),
        ("ann@example.com", "is an address"),
        ("https://example.com/a", "is a URL"),
        ("example.com:25", "is a URL or has a port"),
        ("192.0.2.1", "is an IP address"),
        ("a..example", "two dots"),
        ("_dmarc.example.com", "other characters than letters"),
        ("*.example.com", "other characters than letters"),
        ("-a.example", "hyphen"),
        ("a b.example", "characters that no name"),
        ("x" * 64 + ".example", "more than 63"),
        (".".join(["x" * 60] * 5), "more than 253"),
        ("xn--zzzzzz99.example", "no international name"),
        ("a\u202eb.example", "characters that no name"),
        ("\x1b[2J.example", "characters that no name"),
    ],
)
def test_what_is_no_domain(typed: str, why: str) -> None:
    with pytest.raises(InputError, match=why) as caught:
        domain_name(typed)
    assert caught.value.field == "domain"
    assert caught.value.remedy
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    "typed",
    ["https://www.shop.example/path", "WWW.shop.example:8080", "//www.shop.example?a", "www.shop.example/"],
)
def test_the_name_in_a_url_is_told(typed: str) -> None:
    cure = "www.shop.example" if not typed.startswith("//") else "example.com"
    with pytest.raises(InputError) as caught:
        domain_name(typed)
    assert cure in caught.value.remedy


@given(st.text(max_size=60))
def test_any_text_is_a_name_or_told_why_not(typed: str) -> None:
    try:
        name = domain_name(typed)
    except InputError:
        return
    assert domain_name(name) == name
    assert name.isascii()
    assert readable(name).isprintable()
