"""Why a connection did not come about, read from the chain of exceptions below it."""

import socket
import ssl
from collections.abc import Iterator

from ue_console.api.outcome import Trouble
from ue_console.text import safe_line


def connect_trouble(error: BaseException) -> tuple[Trouble, str]:
    """Return what kept ``error``'s connection from standing, with the TLS library's reason if any."""
    found: Trouble = Trouble.ROUTE
    for below in _chain(error):
        if isinstance(below, ssl.SSLCertVerificationError):
            return Trouble.CERTIFICATE, _reason(getattr(below, "verify_message", ""))
        if isinstance(below, ssl.SSLError):
            return Trouble.TLS, _reason(getattr(below, "reason", None) or "")
        if isinstance(below, socket.gaierror):
            return Trouble.NAME, ""
        if isinstance(below, ConnectionRefusedError):
            found = Trouble.REFUSED
    return found, ""


def _reason(text: str) -> str:
    words = safe_line(text).strip().rstrip(".")
    return words.replace("_", " ").lower() if words.isupper() else words


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield ``error`` and everything it came from, each once; groups are opened."""
    waiting: list[BaseException | None] = [error]
    seen: set[int] = set()
    while waiting:
        here = waiting.pop(0)
        if here is None or id(here) in seen:
            continue
        seen.add(id(here))
        yield here
        waiting += [here.__cause__, here.__context__]
        if isinstance(here, BaseExceptionGroup):
            waiting += here.exceptions
