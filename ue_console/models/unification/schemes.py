"""Connector schemes as forms: which fields make up the URI of a connection (facts: connector schemes)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from ue_console.errors import InputError
from ue_console.models.secret import Secret
from ue_console.models.unification.uri import (
    LAST_PORT,
    ConnectionUri,
    is_domain,
    parsed,
    read_parameters,
)

LONGEST: Final = 8_000
"""Characters of a URI at most: what servers and proxies bear."""


class Place(Enum):
    """Where in the URI a field goes."""

    TOKEN = auto()
    SECRET = auto()
    """After the token's colon."""
    DOMAIN = auto()
    PORT = auto()
    PARAMETER = auto()
    """After the question mark, under the field's id."""
    PARAMETERS = auto()
    """After the question mark: any number of ``k=v``, joined by ``&``."""
    WHOLE = auto()
    """The field is the URI."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form."""

    id: str
    """Unique in its form; a parameter's name."""
    label: str
    help: str
    """One line on what to give; may be empty."""
    place: Place
    secret: bool = False
    """Typed unseen."""
    required: bool = True
    default: str = ""
    choices: tuple[str, ...] = ()
    """The only values there are; empty for free text."""
    mail: bool = False
    """It is a mail address."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """One connector."""

    id: str
    """As in the URI; empty for the free form."""
    title: str
    domain: str
    """What follows the ``@``, unless a field asks for it."""
    fields: tuple[Field, ...]


FREE: Final = Scheme(
    "",
    "Another connector",
    "",
    (
        Field(
            "uri",
            "URI",
            "scheme://token:secret@domain, with the scheme that the developer portal shows.",
            Place.WHOLE,
            secret=True,
        ),
    ),
)
"""A connection of any scheme, its URI typed."""


def uri_from(scheme: Scheme, values: Mapping[str, Secret]) -> ConnectionUri:
    """Return the URI that the filled form makes; ``values`` are what was typed, by field id.

    White space around a value is left out, and so is an optional field without one.

    Raises:
        InputError: ``field`` is the id of the field at fault; its value is nowhere in the error.
    """
    given = [(field, _checked(field, values)) for field in scheme.fields]
    placed = {field.place: value for field, value in given if value}
    if whole := placed.get(Place.WHOLE):
        uri = parsed(whole)
        _check_length(uri, given)
        return uri
    port, domain, more = (placed.get(place) for place in (Place.PORT, Place.DOMAIN, Place.PARAMETERS))
    parameters = [(field.id, value) for field, value in given if value and field.place is Place.PARAMETER]
    uri = ConnectionUri(
        scheme.id,
        placed.get(Place.TOKEN) or Secret(""),
        placed.get(Place.SECRET),
        domain.reveal() if domain else scheme.domain,
        int(port.reveal()) if port else None,
        (*parameters, *(read_parameters(more.reveal()) if more else ())),
    )
    _check_length(uri, given)
    return uri


def _check_length(uri: ConnectionUri, given: Sequence[tuple[Field, Secret | None]]) -> None:
    """Refuse what no URL bears; the longest field is at fault."""
    length = len(uri.built().reveal())
    if length > LONGEST:
        field, _ = max(given, key=lambda pair: len(pair[1].reveal()) if pair[1] else 0)
        raise InputError(
            f"{field.label} is too long: the connection's URI would have {length:,} characters; "
            f"{LONGEST:,} is the most.",
            "Check what was pasted.",
            field=field.id,
        )


def _checked(field: Field, values: Mapping[str, Secret]) -> Secret | None:
    """Return a field's value, None where an optional one is empty."""
    value = Secret(values.get(field.id, Secret("")).reveal().strip())
    if not value.reveal() and not field.required:
        return None
    if reason := _fault(field, value):
        raise InputError(f"{field.label} {reason}.", field.help, field=field.id)
    return value


def _fault(field: Field, value: Secret) -> str:
    """Return what is wrong with a value, or an empty text."""
    text = value.reveal()
    if not text:
        return "is empty"
    if field.choices and text not in field.choices:
        return f"is none of {', '.join(field.choices)}"
    if field.place is Place.PORT and not (
        text.isascii() and text.isdigit() and len(text) < 6 and 0 < int(text) <= LAST_PORT
    ):
        return f"is no number from 1 to {LAST_PORT}"
    if field.place is Place.DOMAIN and not is_domain(text):
        return "is no name of a host"
    if field.place is Place.PARAMETERS and not all("=" in part for part in text.split("&")):
        return "is not of the form name=value&name=value"
    if field.mail and not _is_mail_address(text):
        return "is no mail address"
    return ""


def _is_mail_address(text: str) -> bool:
    """Whether ``text`` has the form of one; nothing is looked up, and a domain without a dot passes."""
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(
            text,
            check_deliverability=False,
            globally_deliverable=False,
            strict=True,
            test_environment=True,
        )
    except EmailNotValidError:
        return False
    return True
