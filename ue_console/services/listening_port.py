"""The port at which a console listens, and another one where it is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ue_console.errors import ConsoleError, InputError, StateError

if TYPE_CHECKING:
    from ue_console.services.listening.listener import Listener

PORT: Final = 8425
"""Where it listens unless told otherwise: a tunnel can be set up once and for all."""

_FIRST: Final = 1024
"""Ports below are the system's."""
LAST_PORT: Final = 65535
_TRIED: Final = 100


class PortUnusable(ConsoleError):
    """Nothing can listen at the port: it is in use, or not this operator's."""


async def started(listener: Listener) -> str:
    """Start it; returns its base URL.

    Raises:
        PortUnusable: Another port is needed.
        InputError, StateError: As :meth:`Listener.start`.
    """
    try:
        return await listener.start()
    except (StateError, InputError):
        raise
    except ConsoleError as error:
        raise PortUnusable(error.cause, error.remedy) from error


def next_free(port: int) -> int:
    """The next port of the loopback after ``port`` that nothing listens at; 0 where there is none near."""
    from ue_console.receiver.binding import bind

    first = max(port + 1, _FIRST)
    for other in range(first, min(first + _TRIED, LAST_PORT + 1)):
        try:
            bind("127.0.0.1", other).close()
        except ConsoleError:
            continue
        return other
    return 0
