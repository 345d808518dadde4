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


def test_the_other_service_has_its_own_path_and_no_regions() -> None:
    assert base_url("apiv2.example.com", Service.UNIFICATION) == "https://apiv2.example.com/v2"
    assert base_url("eu1", Service.UNIFICATION) == "https://eu1/v2"
