"""Which hosts are this machine, and what may be said to the others in clear."""

import ipaddress
from urllib.parse import urlsplit

from ue_console.errors import InputError


def is_loopback(host: str) -> bool:
    """True for ``localhost`` and the loopback addresses, however they are written: the bytes stay here."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_in_clear(url: str) -> bool:
    """True for an http URL of another machine: who is on the way reads key, mail and addresses."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return False
    return parts.scheme == "http" and bool(parts.hostname) and not is_loopback(parts.hostname or "")


def check_encrypted(url: str, *, plain_http: bool) -> None:
    """Refuse an http URL of another machine, unless the account allows it.

    Raises:
        InputError: The key would travel in clear.
    """
    if is_in_clear(url) and not plain_http:
        raise InputError(
            "An http URL would send the key unencrypted over the network.",
            "Type it with https, or allow it for this account: “Plain http” in its form, "
            "plain_http = true in the config file.",
            field="base_url",
        )
