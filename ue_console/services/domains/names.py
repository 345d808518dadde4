"""The name of a domain as the service and DNS have it, whatever was typed."""

import re
from typing import Final

from ue_console.errors import InputError
from ue_console.resolver.names import ascii_name
from ue_console.resolver.names import readable as readable
from ue_console.text import cut_middle, safe_line

_HOST: Final = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")
_NUMBER: Final = re.compile(r"[0-9.]+")
_LONGEST_SHOWN: Final = 60

_EXAMPLE: Final = "Type the name alone, such as example.com."


def domain_name(typed: str) -> str:
    """The name in ASCII and small letters, without a dot at the end.

    Raises:
        InputError: It is no domain that mail could be sent from.
    """
    text = typed.strip()
    if "@" in text:
        raise _wrong(text, "is an address", f"Type what stands behind the @: {_behind_at(text)}.")
    if "/" in text or ":" in text:
        raise _wrong(text, "is a URL or has a port", _host_of(text))
    try:
        name = ascii_name(text)
    except ValueError as error:
        raise _wrong(text, f"is no domain's name: {error}", _EXAMPLE) from None
    if _NUMBER.fullmatch(name):
        raise _wrong(text, "is an IP address or a number", _EXAMPLE)
    if "." not in name:
        raise _wrong(text, "has no dot", "Type the whole name, such as example.com.")
    for label in name.split("."):
        _check(text, label)
    return name


def both_names(name: str) -> str:
    """``bücher.example (xn--bcher-kva.example)`` where both matter; other names as they are."""
    own = readable(name)
    return own if own == name else f"{own} ({name})"


def _check(typed: str, label: str) -> None:
    if not _HOST.fullmatch(label):
        raise _wrong(
            typed, f"is no domain's name: {label} has other characters than letters, digits and -", ""
        )
    if label.startswith("xn--"):
        import idna

        try:
            idna.decode(label)
        except (idna.IDNAError, UnicodeError):
            raise _wrong(typed, f"is no domain's name: {label} is no international name", _EXAMPLE) from None


def _host_of(text: str) -> str:
    """The cure, by name: ``shop.example`` of ``https://shop.example:8080/path``."""
    inside = text.partition("://")[2] or text
    host = re.split(r"[/:?#]", inside, maxsplit=1)[0]
    try:
        return f"Type the name alone: {domain_name(host)}."
    except InputError:
        return _EXAMPLE


def _behind_at(text: str) -> str:
    return safe_line(cut_middle(text.rpartition("@")[2], _LONGEST_SHOWN)) or "example.com"


def _wrong(typed: str, why: str, remedy: str) -> InputError:
    shown = safe_line(cut_middle(typed, _LONGEST_SHOWN)) or "The name"
    return InputError(f"{shown} {why}.", remedy or _EXAMPLE, field="domain")
