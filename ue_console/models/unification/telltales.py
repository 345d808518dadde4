"""What of a connection's URI gives it away, in every form in which a service may repeat it."""

import re
from collections.abc import Collection, Iterable
from typing import Final
from urllib.parse import quote, quote_plus

from ue_console.models.secret import TELLING, Form, Secret
from ue_console.models.unification.masking import shown_parts
from ue_console.models.unification.uri import cut, decoded, quoted
from ue_console.text import encodable

_SHORTEST: Final = 3
"""Characters of a token or a password that is looked for as a word."""
_ESCAPE: Final = re.compile(r"%[0-9A-F]{2}")


def telltales(uri: Secret) -> tuple[Secret, ...]:
    """Return each stretch of ``uri`` that would give it away, longer ones first.

    Whole, and its parts both as they stand and decoded: a service's words about a connection may
    repeat any of them.
    """
    return _forms(_whole(uri), _parts(uri), _secrets(uri))


def lasting_telltales(uri: Secret) -> tuple[Secret, ...]:
    """Return what is masked in the words about any connection of a user, longer ones first.

    As :func:`telltales`, without what may be shown: a login is an address that messages name, too.
    """
    login = decoded(shown_parts(uri).login)
    return _forms(_whole(uri), [part for part in _parts(uri) if decoded(part) != login], _secrets(uri))


def _whole(uri: Secret) -> list[str]:
    return [uri.reveal(), uri.reveal().partition("://")[2]]


def _parts(uri: Secret) -> list[str]:
    """Token, secret and the values of parameters, in each way to read the URI."""
    parts: list[str] = []
    for who, place in _readings(uri):
        values = [part.partition("=")[2] for part in place.partition("?")[2].split("&")]
        parts += [who, *who.split(":"), who.partition(":")[2], *values]
    return parts


def _secrets(uri: Secret) -> set[str]:
    """Token and password, but not a login that may be shown, in each way to read the URI."""
    login = decoded(shown_parts(uri).login)
    parts = (part for who, _ in _readings(uri) for part in (who, *who.split(":"), who.partition(":")[2]))
    return {part for part in parts if decoded(part) != login}


def _readings(uri: Secret) -> list[tuple[str, str]]:
    rest = uri.reveal().partition("://")[2]
    return [(who, place) for who, _, place in (cut(rest), rest.rpartition("@"))]


def _forms(wholes: Iterable[str], parts: Iterable[str], secrets: Collection[str]) -> tuple[Secret, ...]:
    """Return each spelling of them; of what is short, only those of secrets."""
    found: dict[str, Secret] = {}
    short = set[str]()
    for part in parts:
        plain = encodable(decoded(part))
        # The end of two parts together may be all of the second one.
        of = Secret("" if ":" in part else plain)
        forms = _spellings(part, plain)
        found |= {form: Form(form, of) for form in forms}
        short |= {form for form in forms if part in secrets and len(form) >= _SHORTEST}
    for whole in wholes:
        plain = encodable(decoded(whole))
        found |= {form: Form(form, Secret("")) for form in _spellings(whole, plain) if form not in found}
    telling = [form for form in found if len(form) >= TELLING or form in short]
    return tuple(found[form] for form in sorted(telling, key=len, reverse=True))


def _spellings(part: str, plain: str) -> set[str]:
    """Return ``part`` as it stands, decoded, and encoded in each usual way."""
    encoded = {quoted(plain), quote(plain), quote(plain, safe=""), quote_plus(plain)}
    small = {_ESCAPE.sub(lambda escape: escape[0].lower(), form) for form in (part, *encoded)}
    return {part, plain, *encoded, *small}
