"""A URL as it is shown: passwords, and what is a key by its name or its looks, are dots."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple
from urllib.parse import unquote

from ue_console.models.keylike import is_keylike, is_keylike_host
from ue_console.models.secret import MASK, Secret

_WORD: Final = re.compile("[A-Za-z0-9]+")
_BETWEEN: Final = re.compile(r"([/?&=;#+,:]+)")
"""Between the parts of a path and a query."""
_NAMED: Final = re.compile(
    r"([?&;#][^=&;#]*(?:key|secret|token|pass(?:w(?:or)?d|phrase)?|pwd|auth(?:orization)?|sig(?:nature)?)=)"
    r"([^&;#]+)",
    re.I,
)
"""A parameter that says itself that it is secret, and its value."""
_ENCODED: Final = 3
"""How often what is percent-encoded may be encoded once more."""
_SHORTEST: Final = 6
"""Characters of a secret at the least that is looked for by itself: a shorter one would stand in any text."""


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
    return f"{parts.scheme}{_veiled(parts.user)}{password}{parts.at}{place}{_shown_rest(parts.rest)}"


def veils(url: str) -> tuple[tuple[Secret, str], ...]:
    """What of a URL is never told in other words, the longest first, and what is told in its place.

    The URL itself, without its scheme, its path with the query, and the secrets that are long enough.
    """
    shown = shown_url(url)
    if shown == url:
        return ()
    parts, seen = _cut(url), _cut(shown)
    found = {url: shown, url[len(parts.scheme) :]: shown[len(seen.scheme) :], parts.rest: seen.rest}
    found |= {secret: Secret(secret).hint for secret in keylikes(url)}
    named = (value[2] for value in _NAMED.finditer(parts.rest))
    hidden = (parts.password[1:], *named)
    found |= {secret: MASK for text in hidden for secret in (text, _decoded(text))}
    telling = {text: dots for text, dots in found.items() if text != dots and len(text) >= _SHORTEST}
    return tuple((Secret(text), telling[text]) for text in sorted(telling, key=len, reverse=True))


def keylikes(url: str) -> Iterator[str]:
    """What in a URL looks like a key; a password may."""
    parts = _cut(url)
    host = parts.host.partition(":")[0]
    if is_keylike_host(host):
        yield host
    for part in (parts.user, *_BETWEEN.split(parts.rest)):
        yield from filter(is_keylike, _WORD.findall(_decoded(part)))


def spellings(url: str) -> tuple[str, str]:
    """The URL in small letters as it is, and as it is decoded: where a key that is held is looked for."""
    return url.casefold(), _decoded(url).casefold()


def _shown_rest(rest: str) -> str:
    return "".join(map(_veiled, _BETWEEN.split(_NAMED.sub(rf"\g<1>{MASK}", rest))))


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
