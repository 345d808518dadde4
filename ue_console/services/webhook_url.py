"""The URL of a webhook: what the service can take, and the ASCII form of what it can't."""

import re
from typing import Final
from urllib.parse import SplitResult, quote, urlsplit

from ue_console.errors import InputError
from ue_console.services.url_secrets import check_no_dots, shown_url
from ue_console.text import UNSAFE

_EXAMPLE: Final = "Type one such as https://shop.example.com/unione."
_KEPT: Final = "!$&'()*+,/:;=?@~%[]#"
"""Characters of a path or a query that mean something as they are."""
_PLAIN: Final = re.compile(rf"[\w\-.{re.escape(_KEPT)}]+", re.ASCII)
_CONTROL: Final = re.compile("[\x00-\x1f\x7f]")
_BARE_PERCENT: Final = re.compile("%(?![0-9A-Fa-f]{2})")


class UrlNotAscii(InputError):
    """The URL has characters that the service doesn't take; there is a form of it that it takes.

    Attributes:
        ascii: That form: the host in punycode, path and query percent-encoded.
    """

    def __init__(self, ascii_form: str) -> None:
        super().__init__(
            "The service takes only ASCII, without blanks.",
            f"Use its ASCII form: {shown_url(ascii_form)}",
            field="url",
        )
        self.ascii = ascii_form


def checked_url(text: str) -> str:
    """The URL as it goes to the service, blanks around it left out.

    Raises:
        UrlNotAscii: It needs its ASCII form.
        InputError: It is no http or https URL with a host, or has dots in it; the field is ``url``.
    """
    url = text.strip()
    if not url:
        raise _wrong("The webhook has no URL.", _EXAMPLE)
    check_no_dots(url)
    if _CONTROL.search(url):
        raise _wrong("The URL has control characters.", "Type it anew, letter by letter.")
    parts = _split(url)
    if parts.scheme not in ("http", "https"):
        raise _wrong("The URL does not begin with https:// or http://.", _EXAMPLE)
    host, port = _host(parts), _port(parts)
    if _PLAIN.fullmatch(url):
        return url
    if UNSAFE.search(url):
        raise _wrong("The URL has characters that can't be seen.", "Type it anew, letter by letter.")
    raise UrlNotAscii(_ascii(parts, host, port))


def _ascii(parts: SplitResult, host: str, port: int | None) -> str:
    user, at, _ = parts.netloc.rpartition("@")
    name = f"[{host}]" if ":" in host else _punycode(host)
    port_there = "" if port is None else f":{port}"
    rest = parts._replace(scheme="", netloc="").geturl()
    return f"{parts.scheme}://{_encoded(user, ':%')}{at}{name}{port_there}{_encoded(rest, _KEPT)}"


def _encoded(text: str, kept: str) -> str:
    return quote(_BARE_PERCENT.sub("%25", text), safe=kept)


def _punycode(host: str) -> str:
    if _PLAIN.fullmatch(host):
        return host
    import idna

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise _wrong(f"The URL's host {host} can't be a name on the Internet.", _EXAMPLE) from error


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError as error:
        raise _wrong("The URL can't be read.", _EXAMPLE) from error


def _host(parts: SplitResult) -> str:
    if not parts.hostname:
        raise _wrong("The URL names no host.", _EXAMPLE)
    return parts.hostname


def _port(parts: SplitResult) -> int | None:
    try:
        port = parts.port
    except ValueError as error:
        raise _wrong("The URL's port is no number from 1 to 65535.", _EXAMPLE) from error
    if port == 0:
        raise _wrong("The URL's port is no number from 1 to 65535.", _EXAMPLE)
    return port


def _wrong(cause: str, remedy: str) -> InputError:
    return InputError(cause, remedy, field="url")
