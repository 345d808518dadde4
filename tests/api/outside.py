"""An address of this machine that is none of the loopback's: what is sent there counts as gone out."""

import socket
from typing import Final

ANYWHERE: Final = "0.0.0.0"
"""Leads back to this machine, and says of itself that it is no loopback address."""


def outside() -> str:
    """The address that this machine is reached by; where it has no network, one that leads back to it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        try:
            # No byte is sent: the system only chooses an address to send from.
            line.connect(("198.51.100.1", 9))
        except OSError:
            return ANYWHERE
        address = str(line.getsockname()[0])
    return ANYWHERE if address.startswith("127.") else address
