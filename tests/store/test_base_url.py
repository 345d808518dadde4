"""Base URLs: what an operator types, and what would be unsafe or no URL."""

import pytest

from ue_console.errors import InputError
from ue_console.models.account import REGIONS, Service
from ue_console.store.base_url import base_url

V1 = "/en/transactional/api/v1"

GOOD = {
    "eu1": REGIONS["eu1"],
    " US1 ": REGIONS["us1"],
    REGIONS["eu1"]: REGIONS["eu1"],
    REGIONS["eu1"] + "/": REGIONS["eu1"],
    "api.unione.io": f"https://api.unione.io{V1}",
    "API.UniOne.io/": f"https://api.unione.io{V1}",
    "https://proxy.example.com:8443": f"https://proxy.example.com:8443{V1}",
    "https://proxy.example.com/Mail//": "https://proxy.example.com/Mail",
    "http://127.0.0.1:8025": f"http://127.0.0.1:8025{V1}",
    "127.0.0.1:8025": f"http://127.0.0.1:8025{V1}",
    "localhost:8025/ru/transactional/api/v1/": "http://localhost:8025/ru/transactional/api/v1",
    "http://[::1]:8025": f"http://[::1]:8025{V1}",
    "https://localhost": f"https://localhost{V1}",
}


@pytest.mark.parametrize(("typed", "exact"), GOOD.items())
def test_what_is_typed_becomes_exact(typed: str, exact: str) -> None:
    assert base_url(typed) == exact
    assert base_url(exact) == exact


BAD = {
    "": "names no host",
    "   ": "names no host",
    "https://": "names no host",
    "https://example.com:0": "names no host",
    "http://example.com": "unencrypted",
    "http://127.0.0.1.example.com": "unencrypted",
    "http://localhost.example.com": "unencrypted",
    "http://10.0.0.1": "unencrypted",
    "ftp://example.com": "begins with https",
    "https://key:secret@example.com": "user name or a password",
    "secret@example.com": "user name or a password",
    "https://example.com/v1?key=secret": "query or a fragment",
    "https://example.com/#x": "query or a fragment",
    "6w7xsi5g9o4xyo3j1a2b3c4d": "looks like an API key",
    "https://6W7XSI5G9O4XYO3J/v1": "looks like an API key",
    "8481eeb9c8304ce0a5e3cb58489868f4:8025": "looks like an API key",
    "1aee1a25-e0c4-4036-a8fd-4d41adc8611b": "looks like an API key",
    "https://exa mple.com": "spaces or characters",
    "https://example.com/\x1b[31m": "spaces or characters",
    "https://exämple.com": "spaces or characters",
    "https://example.com:port": "is not a URL",
    "https://[::1": "is not a URL",
    "[::1": "is not a URL",
}


@pytest.mark.parametrize(("typed", "told"), BAD.items())
def test_what_is_unsafe_or_no_url_is_refused(typed: str, told: str) -> None:
    with pytest.raises(InputError, match=told) as caught:
        base_url(typed)
    assert caught.value.field == "base_url"
    assert caught.value.remedy
    assert "secret" not in str(caught.value)
    assert typed[8:15] not in str(caught.value) or "looks like" not in told


PLAIN = {
    "http://10.0.0.1": f"http://10.0.0.1{V1}",
    "HTTP://Mail.Example.com:8025/": f"http://mail.example.com:8025{V1}",
    "http://[2001:db8::1]:8025": f"http://[2001:db8::1]:8025{V1}",
    "http://127.0.0.1:8025": f"http://127.0.0.1:8025{V1}",
    "mail.example.com": f"https://mail.example.com{V1}",
    "eu1": REGIONS["eu1"],
}


@pytest.mark.parametrize(("typed", "exact"), PLAIN.items())
def test_http_is_taken_where_the_account_allows_it(typed: str, exact: str) -> None:
    assert base_url(typed, plain_http=True) == exact


def test_without_it_http_says_how_to_allow_it() -> None:
    with pytest.raises(InputError, match="unencrypted") as caught:
        base_url("http://mail.example.com", Service.UNIFICATION)
    assert "plain_http = true" in caught.value.remedy


@pytest.mark.parametrize(
    "typed", ["http://key:secret@10.0.0.1", "http://10.0.0.1/?key=secret", "ftp://10.0.0.1"]
)
def test_what_is_no_base_url_is_none_in_clear_either(typed: str) -> None:
    with pytest.raises(InputError):
        base_url(typed, plain_http=True)


@pytest.mark.parametrize(
    "host", ["mail-gateway-01-prod", "mailgateway", "unione1", "a1b2c3d4e5f6.example.com"]
)
def test_hosts_of_an_own_network_are_no_keys(host: str) -> None:
    assert base_url(host) == f"https://{host}{V1}"


def test_the_other_service_has_its_own_path_and_no_regions() -> None:
    assert base_url("apiv2.example.com", Service.UNIFICATION) == "https://apiv2.example.com/v2"
    assert base_url("eu1", Service.UNIFICATION) == "https://eu1/v2"
