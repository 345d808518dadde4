"""What one attempt at a call brings: an answer or a failure, free of the HTTP library."""

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple


class Trouble(Enum):
    """What went wrong on the wire."""

    NAME = auto()
    """DNS does not know the host."""
    REFUSED = auto()
    """Nothing listens at the port."""
    ROUTE = auto()
    """No way to the host, or the connection broke before it stood."""
    CONNECT_TIME = auto()
    CERTIFICATE = auto()
    TLS = auto()
    PROXY = auto()
    READ_TIME = auto()
    WRITE_TIME = auto()
    TOTAL_TIME = auto()
    BROKEN = auto()
    """Closed, reset, or not HTTP."""
    TOO_LARGE = auto()
    GARBLED = auto()
    """A packing that was not asked for, or is broken."""
    CANCELLED = auto()


class Failure(NamedTuple):
    """One attempt that brought no answer."""

    trouble: Trouble
    sent: bool
    """True when a byte of the request may have left this machine."""
    detail: str = ""
    """The TLS library's reason, where there is one."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer, whole and unpacked. Its ``repr`` leaves out what may repeat the key."""

    status: int
    body: bytes = field(repr=False)
    retry_after: str = ""
    """The header ``Retry-After`` as sent."""
    location: str = field(default="", repr=False)
    """The header ``Location`` as sent; never followed."""
