"""What a webhook's URL may be, and the ASCII form that is offered."""

import pytest

from ue_console.errors import InputError
from ue_console.services.url_secrets import shown_url
from ue_console.services.webhook_url import UrlNotAscii, checked_url


@pytest.mark.parametrize(
    "url",
    [
        "https://shop.example.com/unione",
        "http://127.0.0.1:8080/",
        "https://[::1]:80/x?a=b&c=%20#f",
        "https://xn--bcher-kva.example/",
        "https://user:pass@shop.example.com/a;b=c",
    ],
)
def test_what_the_service_takes_stays_letter_by_letter(url: str) -> None:
    assert checked_url(f"  {url} ") == url


@pytest.mark.parametrize(
    ("url", "ascii_form"),
    [
        ("https://bücher.example/päth?q=ä", "https://xn--bcher-kva.example/p%C3%A4th?q=%C3%A4"),
        ("https://faß.example/", "https://xn--fa-hia.example/"),
        ("https://日本。example:8443/a b", "https://xn--wgv71a.example:8443/a%20b"),
        ("https://[::1]:80/ä", "https://[::1]:80/%C3%A4"),
        ("https://u:pä@shop.example/", "https://u:p%C3%A4@shop.example/"),
        ("https://shop.example\\@evil.example/", "https://shop.example%5C@evil.example/"),
        ("https://shop.example/100%é%20", "https://shop.example/100%25%C3%A9%20"),
    ],
)
def test_another_has_an_ascii_form(url: str, ascii_form: str) -> None:
    with pytest.raises(UrlNotAscii) as caught:
        checked_url(url)
    assert caught.value.ascii == ascii_form
    assert shown_url(ascii_form) in caught.value.remedy
    assert caught.value.field == "url"
    assert checked_url(ascii_form) == ascii_form


@pytest.mark.parametrize(
    "url",
    [
        "",
        "shop.example.com",
        "ftp://shop.example.com/",
        "https:///path",
        "https://[::1/",
        "https://a.example:0/",
        "https://a.example:65536/",
        "https://a.example/\x1b[31m",
        "https://a.example/\u202etxt",
        "https://a b.example/",
        "https://ex℀mple.example/",
        f"https://{'ä' * 70}.example/",
    ],
)
def test_what_is_no_url_is_refused(url: str) -> None:
    with pytest.raises(InputError) as caught:
        checked_url(url)
    assert caught.value.field == "url"
    assert caught.value.remedy
    assert not isinstance(caught.value, UrlNotAscii)
