"""What a URL may hold, and how it is shown: passwords and keys are dots, and keys are not taken at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import unquote

from ue_console.errors import InputError
from ue_console.models.keylike import is_keylike, is_keylike_host
from ue_console.models.secret import MASK, Secret

if TYPE_CHECKING:
    from ue_console.models.unione.webhook import Webhook
    from ue_console.services.ping_hiding import Held

_WORD: Final = re.compile("[A-Za-z0-9]+")
_BETWEEN: Final = re.compile(r"([/?&=;#+,:]+)")
"""Between the parts of a path and a query."""
_NAMED: Final = re.compile(
    r"([?&;#][^=&;#]*(?:key|secret|token|passw(?:or)?d|pwd|passphrase|authorization)=)[^&;#]+", re.I
)
"""A parameter that says itself that it is secret."""
_ENCODED: Final = 3
"""How often what is percent-encoded may be encoded once more."""
_SIGNED: Final = "each call is signed instead, and the handler checks that."


class _Cut(NamedTuple):
    """A URL's parts, as they stand in it."""

    scheme: str
    user: str
    password: str
    """With its colon; empty without one."""
    at: str
    host: str
    rest: str


def shown_url(url: str) -> str:
    """The URL with the user's name, and dots for a password and for what looks like a key."""
    parts = _cut(url)
    host, colon, port = parts.host.partition(":")
    place = f"{Secret(host).hint}{colon}{port}" if is_keylike_host(host) else parts.host
    password = f":{MASK}" if parts.password else ""
    rest = _NAMED.sub(rf"\g<1>{MASK}", parts.rest)
    veiled = "".join(map(_veiled, _BETWEEN.split(rest)))
    return f"{parts.scheme}{_veiled(parts.user)}{password}{parts.at}{place}{veiled}"


def shown_webhook(webhook: Webhook) -> Webhook:
    """The webhook with its URL as it is shown."""
    return webhook.model_copy(update={"url": shown_url(webhook.url)})


def unveiled(typed: str, *known: str) -> str:
    """The URL that is meant where a field began with its shown form; another one is as it was typed."""
    return next((url for url in known if typed.strip() == shown_url(url)), typed)


def check_no_key(url: str, held: Held, *, kept: bool = False) -> None:
    """Refuse a URL that holds a key.

    Args:
        url: As it was typed.
        held: The accounts' keys that are at hand.
        kept: The service has it already: then what only looks like a key is let be.

    Raises:
        InputError: It holds a key, or what looks like one, or dots in the place of one.
    """
    seen = (url.casefold(), _decoded(url).casefold())
    if any(key.casefold() in each for key in held.spellings() for each in seen):
        raise _wrong("The URL holds the key of an account.", f"Leave the key out: {_SIGNED}")
    if MASK in url:
        raise _wrong(
            "The URL has dots in the place of a password or a key.", "Type the password, or leave it out."
        )
    found = None if kept else next(_keylikes(url), None)
    if found is not None:
        raise _wrong(
            f"{Secret(found).hint} in the URL looks like a key.",
            f"Leave it out: {_SIGNED} If it is none, write it with a dash, or as a password: "
            "https://user:password@host/.",
        )


def check_no_password(url: str) -> None:
    """Refuse a URL with a password or a token where it would be kept on disk.

    Raises:
        InputError: It has one.
    """
    if shown_url(url) != url:
        raise _wrong(
            "The URL holds a password or a token, and it is kept on disk until the webhook is put back.",
            "Leave it out.",
        )


def _keylikes(url: str) -> Iterator[str]:
    """What looks like a key; a password may."""
    parts = _cut(url)
    host = parts.host.partition(":")[0]
    if is_keylike_host(host):
        yield host
    for part in (parts.user, *_BETWEEN.split(parts.rest)):
        yield from filter(is_keylike, _WORD.findall(_decoded(part)))


def _veiled(part: str) -> str:
    plain = _decoded(part)
    if plain == part:
        return _WORD.sub(lambda found: Secret(found[0]).hint if is_keylike(found[0]) else found[0], part)
    return Secret(plain).hint if any(map(is_keylike, _WORD.findall(plain))) else part


def _decoded(text: str) -> str:
    for _ in range(_ENCODED):
        text = unquote(text)
    return text


def _cut(url: str) -> _Cut:
    """Any text: nothing typed is told in clear because it is no URL."""
    scheme, mark, rest = url.partition("://")
    if not mark:
        scheme, rest = "", url
    end = re.search(r"[/?#]", rest)
    place, rest = (rest[: end.start()], rest[end.start() :]) if end else (rest, "")
    user, at, host = place.rpartition("@")
    name, colon, password = user.partition(":")
    return _Cut(scheme + mark, name, colon + password, at, host, rest)


def _wrong(cause: str, remedy: str) -> InputError:
    return InputError(cause, remedy, field="url")
