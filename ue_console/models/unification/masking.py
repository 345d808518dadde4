"""A connection's URI fit to show: who signs in and where, and nothing that opens anything.

What the connector's form takes for a login is shown: it tells connections of one channel apart. A
password is hidden whole, as is all that could be one.
"""

import re
from dataclasses import dataclass
from typing import Final

from ue_console.models.secret import MASK, Secret
from ue_console.models.unification.scheme_table import SCHEMES
from ue_console.models.unification.schemes import Place
from ue_console.models.unification.uri import HOST, cut, decoded, scheme_of

_MACHINE: Final = re.compile(r"(?=[^@]*[0-9])(?=[^@]*[A-Za-z])[^@\s]{16,}")
"""Made by a machine: a key, or what may be one."""
_TOKEN: Final = re.compile(r"(?=.*[0-9])[A-Za-z0-9_-]{16,}")
"""Of which the last four characters may be shown; an escape is never among them."""
_PHONE: Final = re.compile(r"\+[0-9]{5,15}")
_ID: Final = re.compile(r"[!-~]{1,64}")
_LOGIN: Final = re.compile(r"[\w.+-]{1,15}|[^@\s:/?]{1,64}@[\w.-]{1,100}")
"""A user's name or a mail address, as it stands before a password."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The parts of a URI as they may be shown, still percent-encoded."""

    scheme: str
    """Empty where it has none."""
    login: str = MASK
    """Who signs in, or a mask in its place; empty where the URI has nothing there."""
    password: str = ""
    """A mask, where there is a second part."""
    host: str = MASK
    """Domain and port; a mask where it can't be told from the secret."""
    query: str = ""
    """Names with masks for values, and what stands before them."""

    @property
    def identity(self) -> str:
        """What tells it from others of its channel, decoded: ``news@acme.example · mail.example:587``."""
        known = SCHEMES.get(self.scheme.lower())
        own = known is not None and self.host.lower() == known.domain
        host = "" if own or self.login == self.host == MASK else self.host
        return " · ".join(part for part in (decoded(self.login), host) if part)


def masked(uri: Secret) -> str:
    """Return a connection's URI fit to show: ``smtp://a%40b.org:••••@mail.example:587?k=••••``."""
    shown = shown_parts(uri)
    if not shown.scheme:
        return MASK
    if shown.login == shown.host == MASK and not shown.password and not shown.query:
        return f"{shown.scheme}://{MASK}"
    return f"{shown.scheme}://{shown.login}{shown.password}@{shown.host}{shown.query}"


def shown_parts(uri: Secret) -> Shown:
    """Take ``uri`` apart for showing it; what is not understood is hidden."""
    scheme = scheme_of(uri)
    rest = uri.reveal().partition("://")[2]
    who, at, place = cut(rest)
    if not scheme or not at:
        return Shown(scheme)
    token, colon, _ = who.partition(":")
    host, question, query = place.partition("?")
    # Passwords hold @, too: what stands behind one is a host only where there is no other reading.
    certain = who == rest.rpartition("@")[0] and HOST.fullmatch(host)
    return Shown(
        scheme,
        _login(scheme, token, bool(colon)),
        f":{MASK}" if colon else "",
        host if certain else MASK,
        question + "&".join(map(_parameter, filter(None, query.split("&")))) if certain else "",
    )


def _login(scheme: str, token: str, followed: bool) -> str:
    """The part before the colon or the ``@``, or as much of it as may be shown.

    Args:
        scheme: The connector.
        token: As it stands in the URI.
        followed: A password, or a secret, follows it.
    """
    if not token:
        return ""
    text, known = decoded(token), SCHEMES.get(scheme.lower())
    if known is None:
        return token if followed and "@" not in token and _is_login(text) else MASK
    field = next((one for one in known.fields if one.place is Place.TOKEN), None)
    if field is None:
        return MASK
    if field.mail:
        return token if (followed or "@" in text) and _is_login(text) else MASK
    if _PHONE.fullmatch(text) or (not field.secret and _ID.fullmatch(text) and not _MACHINE.fullmatch(text)):
        return token
    return MASK + token[-4:] if _TOKEN.fullmatch(token) else MASK


def _is_login(text: str) -> bool:
    return _LOGIN.fullmatch(text) is not None and not _MACHINE.fullmatch(text)


def _parameter(part: str) -> str:
    name, equals, _ = part.partition("=")
    return f"{name}={MASK}" if equals else MASK
