"""A connection's URI taken apart and put together (reference: connection/add).

``SCHEME://TOKEN[:SECRET]@DOMAIN[:PORT][?k=v&k=v]``, each part percent-encoded as in JavaScript's
``encodeURIComponent``.
"""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote

from ue_console.errors import InputError
from ue_console.models.secret import MASK, Secret
from ue_console.text import encodable

_KEPT: Final = "!*'()"
"""What ``encodeURIComponent`` leaves as it is and :func:`quote` by itself does not."""
_HEAD: Final = re.compile(r"([A-Za-z0-9]+)://(.*)", re.DOTALL)
HOST: Final = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\[\]\s:/?#@%\\]+)(?::([0-9]{1,5}))?")
"""Domain and port."""
LAST_PORT: Final = 65_535


@dataclass(frozen=True, slots=True, repr=False)
class ConnectionUri:
    """The parts, decoded. ``repr`` shows none of the secret ones."""

    scheme: str
    """The connector, letters and digits only: ``facebook``."""
    token: Secret
    """Empty for a channel that needs none."""
    secret: Secret | None = None
    """What follows the token's colon; None where there is no colon."""
    domain: str = ""
    """Letter case kept; an IPv6 address in brackets."""
    port: int | None = None
    parameters: tuple[tuple[str, Secret], ...] = ()
    """Names and values after the question mark, in their order; values may be tokens, too."""

    def built(self) -> Secret:
        """Return the URI as the service gets it."""
        pair = [self.token, *([self.secret] if self.secret else [])]
        who = ":".join(quoted(part.reveal()) for part in pair)
        port = "" if self.port is None else f":{self.port}"
        query = "&".join(f"{quoted(name)}={quoted(value.reveal())}" for name, value in self.parameters)
        return Secret(f"{self.scheme}://{who}@{self.domain}{port}{'?' if query else ''}{query}")

    def __repr__(self) -> str:
        return f"ConnectionUri('{self.scheme}://{MASK}@{self.domain}')"


def scheme_of(uri: Secret) -> str:
    """Return the connector of a URI: ``facebook``; empty where it has none."""
    head, colon, _ = uri.reveal().partition("://")
    return head if colon and head.isalnum() else ""


def parsed(uri: Secret) -> ConnectionUri:
    """Take ``uri`` apart; a part that is not encoded is read as it stands.

    What a standard URL parser understands goes first. Where a token holds a raw ``/`` or ``?``, the
    last ``@`` ends it: tokens and passwords hold ``@``, too.

    Raises:
        InputError: It is no such URI; neither the sentence nor the traceback shows any of it.
    """
    found = _read(uri)
    if isinstance(found, InputError):
        raise found
    return found


def _read(uri: Secret) -> ConnectionUri | InputError:
    head = _HEAD.fullmatch(encodable(uri.reveal().strip()))
    if not head:
        return _unusable("begins with no scheme, as in facebook://")
    who, at, place = cut(head[2])
    if not at:
        return _unusable("has no @ between token and domain")
    host, _, query = place.partition("?")
    found = HOST.fullmatch(host.removesuffix("/"))
    port = int(found[2]) if found and found[2] else None
    if not found or (port is not None and not 0 < port <= LAST_PORT):
        return _unusable("has no usable domain and port after the last @")
    token, colon, secret = who.partition(":")
    return ConnectionUri(
        head[1],
        Secret(decoded(token)),
        Secret(decoded(secret)) if colon else None,
        found[1],
        port,
        read_parameters(query),
    )


def read_parameters(query: str) -> tuple[tuple[str, Secret], ...]:
    """Return names and values of ``k=v&k=v``; a plus sign stays one."""
    pairs = (part.partition("=") for part in query.split("&") if part)
    return tuple((decoded(name), Secret(decoded(value))) for name, _, value in pairs)


def is_domain(text: str) -> bool:
    """Whether ``text`` can stand after the ``@``, without a port."""
    found = HOST.fullmatch(text)
    return bool(found and found[1] == text)


def cut(rest: str) -> tuple[str, str, str]:
    """Return token part, ``@``, and domain part of what follows the scheme."""
    before, question, query = rest.partition("?")
    authority = before.split("/", 1)[0]
    who, at, host = authority.rpartition("@")
    standard = before[len(authority) :] in ("", "/") and HOST.fullmatch(host)
    if at and standard and all("=" in part for part in query.split("&") if part):
        return who, at, f"{host}{question}{query}"
    return rest.rpartition("@")


def quoted(text: str) -> str:
    """Encode a part as JavaScript's ``encodeURIComponent`` does."""
    return quote(encodable(text), safe=_KEPT)


def decoded(text: str) -> str:
    """Undo percent-encoding; bytes that are no UTF-8 were never encoded text and stay as they stand."""
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:
        return text


def _unusable(reason: str) -> InputError:
    return InputError(
        f"The connection's URI {reason}.",
        "Give it as scheme://token:secret@domain, each part percent-encoded.",
        field="uri",
    )
