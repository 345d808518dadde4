"""A pasted key, without what a paste brings along."""

import re
from typing import Final

from ue_console.errors import InputError
from ue_console.models.account import KeyKind, Service
from ue_console.models.secret import Secret

_AROUND: Final = " \t\r\n\v\f\u00a0\u200b\ufeff\"'`\u2018\u2019\u201c\u201d"
"""What a paste brings along on both sides of a key."""

_BETWEEN: Final = re.compile(f"[{re.escape(_AROUND)}]*:[{re.escape(_AROUND)}]*|[{re.escape(_AROUND)}]+")
"""Between the two halves: a colon, or the line end or column that the halves stood apart by."""

_USER: Final = "user://"


def clean_key(pasted: str) -> Secret:
    """Take a pasted key without the spaces, line ends and quotes around it.

    Raises:
        InputError: Nothing is left, or what is left can't be a key; the message never shows it.
    """
    text = pasted.strip(_AROUND)
    if not text:
        raise InputError(
            "No key was given.", "Paste the API key from the service's web interface.", field="key"
        )
    for place, char in enumerate(text, 1):
        if not ("!" <= char <= "~"):
            kind = "a space or line break" if char.isspace() else "a character outside ASCII"
            raise InputError(
                f"The key has {kind} at place {place}.",
                "Copy the key alone, and paste it again.",
                field="key",
            )
    return Secret(text)


def clean_credentials(service: Service, kind: KeyKind, pasted: str) -> Secret:
    """Take a pasted key of either service.

    UniOne's is one word. UnificationEngine's are two halves, ``KEY:SECRET`` of an app or
    ``ID:SECRET`` of a user, and come back joined by a colon. A user's may be pasted as the
    ``user://ID:SECRET@`` that ``user/create`` answers, and the @ that the reference's examples
    leave after the secret goes (UnificationEngine reference: user/create, connection/add).

    Raises:
        InputError: A half is missing, or holds what no key has; the message never shows it.
    """
    if service is Service.UNIONE:
        return clean_key(pasted)
    text = pasted.strip(_AROUND)
    if not text:
        raise _wrong("No key was given.", kind)
    address = text.lower().startswith(_USER)
    if address and kind is not KeyKind.USER:
        raise _wrong("This is a user's address, and no app's key and secret.", kind)
    halves = _BETWEEN.split(text[len(_USER) :] if address else text, maxsplit=1)
    first, second = (halves[0].strip(_AROUND), halves[-1].rstrip(_AROUND + "@").lstrip(_AROUND))
    if len(halves) == 1:
        if first.endswith("@"):
            raise _wrong("This address has no secret; the service gives it only when a user is made.", kind)
        raise _wrong("There is only one half, without a colon.", kind)
    _check_half(first, "id" if kind is KeyKind.USER else "key", kind)
    _check_half(second, "secret", kind)
    return Secret(f"{first}:{second}")


def _check_half(half: str, called: str, kind: KeyKind) -> None:
    if not half:
        raise _wrong(f"The {called} is missing.", kind)
    for place, char in enumerate(half, 1):
        if not ("!" <= char <= "~"):
            what = "a space or line break" if char.isspace() else "a character outside ASCII"
            raise _wrong(f"The {called} has {what} at place {place}.", kind)
        if char in "/@":
            raise _wrong(f"The {called} has a sign at place {place} that belongs to an address.", kind)


def _wrong(cause: str, kind: KeyKind) -> InputError:
    if kind is KeyKind.USER:
        return InputError(cause, "Paste the user's ID:SECRET, or the user://… address.", field="key")
    return InputError(cause, "Paste the app's KEY:SECRET from the service's web interface.", field="key")
