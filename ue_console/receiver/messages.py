"""What comes in, what goes out, and how much of it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

MEGABYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Request:
    """One request, whole."""

    method: str
    path: str
    """The request's target as it came, with its query."""
    headers: tuple[tuple[str, str], ...]
    """In the order and spelling of the sender."""
    body: bytes
    peer: str
    """The sender's address."""

    def header(self, name: str) -> str:
        """The first header of this (lower-case) name; empty without."""
        return next((value for key, value in self.headers if key.lower() == name), "")


@dataclass(frozen=True, slots=True)
class Reply:
    """What the sender gets; a body is plain text."""

    status: int = 200
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Refused:
    """A request that was answered here and never handled."""

    status: int
    why: str
    """One clause."""
    peer: str
    """The sender's address."""


Handle = Callable[[Request], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a sender may take of this machine. Seconds and bytes."""

    head: int = 16 * 1024
    """Request line and headers together; 431 beyond."""
    body: int = 16 * MEGABYTE
    """As it arrives, packed or not; 413 beyond, and nothing of it is kept."""
    overlong: int = 64 * MEGABYTE
    """Thrown away behind a 413: many a sender reads no answer before its body is out."""
    overlong_seconds: float = 5.0
    """For a sender to get such a body out."""
    memory: int = 128 * MEGABYTE
    """Bodies of all connections together; 503 for the one that goes beyond."""
    connections: int = 256
    """503 beyond, unless one that has sent no whole request gives way."""
    patience: float = 1.0
    """For a whole request where no further connection is taken; then the oldest one gives way."""
    request: float = 10.0
    """From the first byte of a request, or from the connection, to its end; 408 beyond."""
    idle: float = 60.0
    """Between two requests of one connection."""
    farewell: float = 1.0
    """For a sender to take the last answer."""
