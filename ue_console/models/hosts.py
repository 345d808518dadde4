"""Which hosts are this machine."""

import ipaddress


def is_loopback(host: str) -> bool:
    """True for ``localhost`` and the loopback addresses, however they are written: the bytes stay here."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
