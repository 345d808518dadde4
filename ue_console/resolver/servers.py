"""Which servers are asked: addresses with or without a port, and the system's."""

from collections.abc import Sequence
from ipaddress import ip_address
from pathlib import Path
from typing import Final, NamedTuple

from ue_console.errors import ConfigError, InputError

PORT: Final = 53

SYSTEM_FILE: Final = Path("/etc/resolv.conf")
"""Where the system names its resolvers."""

_MOST: Final = 3
"""Servers of the system's file that count (resolv.conf(5))."""


class Server(NamedTuple):
    """One place to ask."""

    address: str
    """IPv4 or IPv6."""
    port: int = PORT

    def __str__(self) -> str:
        if self.port == PORT:
            return self.address
        return f"[{self.address}]:{self.port}" if ":" in self.address else f"{self.address}:{self.port}"


def parsed(text: str, port: int = PORT) -> Server:
    """``192.0.2.1``, ``192.0.2.1:5353``, ``2001:db8::1`` or ``[2001:db8::1]:5353``.

    Args:
        text: What was typed.
        port: Where the text has none.

    Raises:
        InputError: It is none of these.
    """
    address, found = text.strip(), str(port)
    if address.startswith("["):
        address, _, rest = address[1:].partition("]")
        found = rest.removeprefix(":") or found
    elif address.count(":") == 1:
        address, _, found = address.partition(":")
    try:
        number = int(found) if found.isascii() and found.isdigit() else 0
        return Server(str(ip_address(address)), _checked(number))
    except ValueError:
        raise InputError(
            f"{text!r} is no DNS server's address.", "Give one such as 192.0.2.1 or 192.0.2.1:5353."
        ) from None


def _checked(port: int) -> int:
    if not 0 < port < 65536:
        raise ValueError(port)
    return port


def of_system(file: Path = SYSTEM_FILE) -> Sequence[Server]:
    """The system's resolvers, in its order.

    Raises:
        ConfigError: The file is missing, can't be read, or names none.
    """
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError as error:
        raise _none(file, error.strerror or str(error)) from error
    found = []
    for line in lines:
        words = line.split()
        if len(words) > 1 and words[0] == "nameserver":
            try:
                found.append(Server(str(ip_address(words[1]))))
            except ValueError:
                continue
    if not found:
        raise _none(file, "it names no server")
    return found[:_MOST]


def _none(file: Path, why: str) -> ConfigError:
    return ConfigError(
        f"The system has no DNS resolver: {file} is of no use ({why}).",
        "Name one as ADDRESS or ADDRESS:PORT, or mend the file.",
    )
