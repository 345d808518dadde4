"""A socket to listen on."""

import errno
import socket
from typing import Final

from ue_console.errors import ConsoleError

BACKLOG: Final = 512
"""Connections that wait to be taken, and get their 503, where a burst comes."""

_LAST_PORT: Final = 65535
_LOCAL: Final = "Give 127.0.0.1, or 0.0.0.0 for every address of this machine."


def bind(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes any free one.

    Raises:
        ConsoleError: The port is in use, or the host is not this machine's.
    """
    if not 0 <= port <= _LAST_PORT:
        raise ConsoleError(f"{port} is no port.", f"Give one from 1 to {_LAST_PORT}, or 0 for any free one.")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
    except (OSError, UnicodeError) as error:
        raise _unusable(host, port, error) from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise _unusable(host, port, error) from error
    return listener


def url_of(listener: socket.socket) -> str:
    """``http://127.0.0.1:PORT``."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _unusable(host: str, port: int, error: Exception) -> ConsoleError:
    if isinstance(error, socket.gaierror | UnicodeError):
        return ConsoleError(f"No address belongs to the name {host}.", _LOCAL)
    code = error.errno if isinstance(error, OSError) else None
    if code == errno.EADDRNOTAVAIL:
        return ConsoleError(f"{host} is no address of this machine.", _LOCAL)
    if code == errno.EADDRINUSE:
        return ConsoleError(
            f"Port {port} of {host} is in use.", "Choose another port, or 0 for any free one."
        )
    if code == errno.EACCES:
        return ConsoleError(
            f"Port {port} of {host} is reserved for the system.",
            "Choose one above 1023, or 0 for any free one.",
        )
    reason = (getattr(error, "strerror", None) or str(error)).lower()
    return ConsoleError(f"Nothing can listen on {host} port {port}: {reason}.", "Choose another port.")
