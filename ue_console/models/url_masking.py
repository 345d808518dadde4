"""A URL as it is shown: passwords, and what is a key by its name or its looks, are dots."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from typing import Final, NamedTuple
from urllib.parse import quote, unquote

from ue_console.models.keylike import is_keylike, is_keylike_host, is_tokenlike
from ue_console.models.secret import MASK, Secret

_WORD: Final = re.compile("[A-Za-z0-9]+")
_BETWEEN: Final = re.compile(r"([/?&=;#+,:]+)")
"""Between the parts of a path and a query."""
_LISTED: Final = re.compile(r"[/,+\s]")
"""Between the members of a value."""
_SUBSCRIPT: Final = re.compile(r"[\[\]]+")
_NAME: Final = re.compile(
    r".*(?:key|secret|token|pass(?:w(?:or)?d|phrase)?|pwd|auth(?:orization)?|sig(?:nature)?|jwt"
    r"|session(?:[-_]?id)?|sess[-_]?id|credentials?|[^a-z]sid)|sid|access|(?:(?:auth|access)[-_]?)?code",
    re.I | re.S,
)
"""A parameter that says itself that its value is secret."""
_BEFORE: Final = re.compile(r"(?:.*[-_.])?(?:api|auth)?(?:key|token|secret|password|passwd|pwd)", re.I | re.S)
"""A part of a path that says so of the next one."""
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


class _Piece(NamedTuple):
    """A piece of a path or a query."""

    text: str
    shown: str
    name: str = ""
    """Of the parameter whose value it is, with what stands between; empty for any other piece."""


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
    hidden = [_Piece(parts.user, _veiled(parts.user)), *_pieces(parts.rest)]
    if password := parts.password[1:]:
        hidden.append(_Piece(password, MASK))
        pair = f"{_decoded(parts.user)}:{_decoded(password)}"
        found[b64encode(pair.encode()).decode()] = MASK  # as it goes out in the header Authorization
    for text, dots, name in hidden:
        if text != dots:
            found |= dict.fromkeys((text, _decoded(text), quote(_decoded(text), safe="")), dots)
            found |= {f"{name}{text}": f"{name}{dots}"} if name else {}
    telling = {text: dots for text, dots in found.items() if text != dots and len(text) >= _SHORTEST}
    return tuple((Secret(text), telling[text]) for text in sorted(telling, key=len, reverse=True))


def veiled_text(url: str, text: str) -> str:
    """A text with dots in the place of what is dots in the URL."""
    for secret, dots in veils(url):
        text = text.replace(secret.reveal(), dots)
    return text


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
    return "".join(piece.shown for piece in _pieces(rest))


def _pieces(rest: str) -> Iterator[_Piece]:
    """All of a path and a query, in their order."""
    end = re.search("[?#]", rest)
    path, query = (rest[: end.start()], rest[end.start() :]) if end else (rest, "")
    before = ""
    for part in re.split("([/;])", path):
        if part in ("/", ";"):
            yield _Piece(part, part)
            continue
        yield from [_Piece(part, MASK)] if part and _BEFORE.fullmatch(before) else _parameter(part)
        before = _decoded(part)
    for part in re.split("([?&;#])", query):
        yield from _parameter(part)


def _parameter(part: str) -> Iterator[_Piece]:
    """A name with its value, or either alone."""
    name, mark, value = part.partition("=")
    yield _Piece(name, _veiled(name))
    yield _Piece(mark, mark)
    secret = value and any(map(_NAME.fullmatch, _SUBSCRIPT.split(_decoded(name))))
    yield _Piece(value, MASK if secret else _veiled(value), f"{name}{mark}")


def _veiled(part: str) -> str:
    plain = _decoded(part)
    if any(map(is_tokenlike, _LISTED.split(plain))):
        return Secret(plain).hint
    inner = "://" in plain and shown_url(plain) != plain
    return MASK if inner or (plain != part and _shown_rest(f"?{plain}") != f"?{plain}") else part


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
