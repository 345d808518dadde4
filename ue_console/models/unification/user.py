"""A user of an app (reference: user/create, user/list)."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote

from ue_console.models.secret import Secret
from ue_console.models.unification.credentials import joined

_SCHEME: Final = "user://"


@dataclass(frozen=True, slots=True)
class NewUser:
    """The answer to ``user/create``."""

    id: str
    secret: Secret
    """``ID:SECRET``, the form in which it is kept and shown to the service; given out this once."""


def read_user_uri(uri: object) -> tuple[str, Secret | None] | None:
    """Return the id of ``user://ID:SECRET@``, and ``ID:SECRET`` where the URI has a secret.

    The ``@`` at the end may be absent. None for anything that is no such URI.
    """
    if not isinstance(uri, str) or not uri.lower().startswith(_SCHEME):
        return None
    name, _, secret = uri[len(_SCHEME) :].removesuffix("@").partition(":")
    name, secret = unquote(name), unquote(secret)
    if not name:
        return None
    return name, joined(name, secret) if secret else None


def user_uri(user_id: str) -> str:
    """Return ``user://ID@``, which names a user without the secret."""
    return f"{_SCHEME}{quote(user_id, safe='')}@"
