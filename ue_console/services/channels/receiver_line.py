"""One line of receivers: which receiver it names, or why it names none.

What stands before the colon is the connection's name; a name that holds colons itself is known by the
connections that there are. ``Me`` is the own wall; an address that is the word itself is written ``<me>``.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from ue_console.errors import InputError
from ue_console.models.unification.message import Receiver
from ue_console.models.unification.names import connection_name
from ue_console.text import UNSAFE, safe_line

ME: Final = "Me"
"""The receiver that is the own wall, as the service spells it."""
HOW: Final = "Write it as connection: address, or connection: Name <address>."


_NAMED: Final = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>]*)>")
_PLAIN: Final = re.compile(r"[^\s:@<>/\\]+")
"""A connection's name that can be told from the rest of a line without knowing it."""

Key = tuple[str, str, str]
"""What two lines for one receiver have in common."""


class _Bad(Exception):
    """A line that can't be read: cause and remedy."""


@dataclass(frozen=True, slots=True)
class ReadLine:
    """What a line says: a receiver, something that can't be read, or nothing."""

    receiver: Receiver | None = None
    key: Key = ("", "", "")
    bad: tuple[str, ...] = ()
    """Cause and remedy."""


@dataclass(frozen=True)
class Names:
    """The connections that there are."""

    all: frozenset[str] = frozenset()

    @cached_property
    def odd(self) -> frozenset[str]:
        """Those that can't be told from the rest of a line without knowing them."""
        return frozenset(name for name in self.all if not (_PLAIN.fullmatch(name) and name.isprintable()))


def read_line(text: str, names: Names) -> ReadLine:
    """Read a line; ``names`` are those of the connections."""
    if not text.strip():
        return ReadLine()
    try:
        receiver = _receiver(text, names)
    except _Bad as bad:
        return ReadLine(bad=bad.args)
    return ReadLine(receiver, _key(receiver))


def split_connection(line: str, names: Collection[str] | None = None) -> tuple[str, str]:
    """Return what stands before and after the colon of a line; the first is empty without a name.

    Args:
        line: As typed.
        names: Of connections: the longest one that the line begins with counts before the first colon.
            Where they are not known, a word that ends in a colon is all name.
    """
    line = line.strip()
    end = line.rfind(":", 0, max(map(len, names or ()), default=0) + 1)
    while names and end >= 0:
        if line[:end] in names:
            return line[:end], line[end + 1 :].strip()
        end = line.rfind(":", 0, end)
    if names is None and line.endswith(":") and not any(map(str.isspace, line)):
        return line[:-1], ""
    name, colon, rest = line.partition(":")
    return (name.strip(), rest.strip()) if colon else ("", line)


def _receiver(line: str, names: Names) -> Receiver:
    connection, rest = split_connection(line, names.odd)
    if connection not in names.odd and not _can_be_name(connection):
        raise _Bad("The line names no connection.", HOW)
    if unseen := UNSAFE.search(rest):
        cause = f"The receiver holds a character that can't be seen (U+{ord(unseen[0]):04X})."
        raise _Bad(cause, "Write the line anew, letter by letter.")
    if rest.casefold() == ME.casefold():
        return Receiver(name=ME, address="", connector=connection)
    named = _NAMED.fullmatch(rest)
    if named is None and ("<" in rest or ">" in rest):
        raise _Bad("The address is not between one < and one >.", HOW)
    name = named["name"].strip().strip('"') if named else ""
    address = (named["address"] if named else rest).strip()
    if not address:
        raise _Bad(f"There is no address after “{connection}:”.", f"Give one, or {ME} for the own wall.")
    if second := _run_in(name, address, names.all):
        cause = f"“{safe_line(second)}:” stands amid the receiver, as where two lines have become one."
        raise _Bad(cause, "Put each receiver on a line of its own.")
    return Receiver(name=name, address=address, connector=connection)


def _run_in(name: str, address: str, names: Iterable[str]) -> str:
    """The connection that begins a second line amid a receiver; empty where there is none."""
    # An address may hold a colon; only one that a line has run into holds a blank, too.
    text = f"{name} {address}" if any(map(str.isspace, address)) else name
    return next((other for other in names if f"{other}:" in text), "") if ":" in text else ""


def _can_be_name(text: str) -> bool:
    """Whether ``text`` can be a connection's name, and is none of the usual mistakes."""
    try:
        connection_name(text)
    except InputError:
        return False
    return "@" not in text and "<" not in text


def _key(receiver: Receiver) -> Key:
    address = receiver.address.casefold() if "@" in receiver.address else receiver.address
    return receiver.connector, address, "" if address else receiver.name
