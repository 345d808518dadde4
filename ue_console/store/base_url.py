"""The base URL of an account: what an operator types, made exact."""

from typing import Final
from urllib.parse import SplitResult, urlsplit

from ue_console.errors import InputError
from ue_console.models.account import REGIONS, Service
from ue_console.models.hosts import check_encrypted, is_loopback
from ue_console.models.keylike import is_keylike_host
from ue_console.text import UNSAFE

PATHS: Final = {
    Service.UNIONE: "/en/transactional/api/v1",
    Service.UNIFICATION: "/v2",
}
"""The path under which a service's methods are, where a URL names only its host."""

_EXAMPLE: Final = "Type a region (us1, eu1), a host, or a whole URL such as https://api.example.com."


def base_url(typed: str, service: Service = Service.UNIONE, *, plain_http: bool = False) -> str:
    """Make a region, a host or a URL into a base URL without a slash at the end.

    Args:
        typed: What was typed.
        service: Whose methods are there.
        plain_http: Whether another machine may be spoken to by http.

    Raises:
        InputError: It is no URL, has parts that a base URL can't have, looks like an API key, or
            would send the key unencrypted to another machine.
    """
    text = typed.strip()
    if service is Service.UNIONE and text.lower() in REGIONS:
        return REGIONS[text.lower()]
    parts = _split(text if "://" in text else f"{_scheme(text)}://{text}")
    if parts.scheme not in ("http", "https"):
        raise _wrong("A base URL begins with https.", _EXAMPLE)
    url = f"{parts.scheme}://{parts.netloc.lower()}{parts.path.rstrip('/') or PATHS[service]}"
    check_encrypted(url, plain_http=plain_http)
    return url


def _split(url: str) -> SplitResult:
    if not url.isascii() or any(char.isspace() or UNSAFE.match(char) for char in url):
        raise _wrong("The base URL has spaces or characters that a URL can't have.", _EXAMPLE)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise _wrong("The base URL is not a URL.", _EXAMPLE) from error
    if not parts.hostname or port == 0:
        raise _wrong("The base URL names no host.", _EXAMPLE)
    if parts.username is not None or parts.password is not None:
        raise _wrong(
            "The base URL holds a user name or a password.", "Leave them out; the key is kept apart."
        )
    if is_keylike_host(parts.hostname):
        raise _wrong(
            "The base URL looks like an API key.",
            "Take it out: the key belongs into the key's own field. If it is a host, write its domain too.",
        )
    if parts.query or parts.fragment:
        raise _wrong("The base URL holds a query or a fragment.", "Leave out everything from ? or # on.")
    return parts


def _scheme(text: str) -> str:
    """A bare loopback host is a sandbox, which speaks http."""
    try:
        host = urlsplit(f"//{text}").hostname
    except ValueError:
        return "https"
    return "http" if is_loopback(host or "") else "https"


def _wrong(cause: str, remedy: str) -> InputError:
    return InputError(cause, remedy, field="base_url")
