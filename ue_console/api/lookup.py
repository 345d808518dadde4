"""Looking a host's name up, timed: for who asks where the time to a service goes."""

import socket
import time
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from ue_console.api.failures import no_address


def look_up(base_url: str) -> int | None:
    """Find an address for the host of ``base_url``; blocks, so call it in a thread.

    Returns:
        Milliseconds; None where there is no address but a proxy, which looks names up itself.

    Raises:
        Unreachable: There is no address; the sentence is the one of a call.
    """
    parts = urlsplit(base_url)
    started = time.monotonic()
    try:
        socket.getaddrinfo(parts.hostname, parts.port or parts.scheme, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        if _is_proxied(parts.scheme, parts.netloc):
            return None
    else:
        return round((time.monotonic() - started) * 1000)
    raise no_address(parts.netloc)


def _is_proxied(scheme: str, netloc: str) -> bool:
    # Only a tunnel goes through a proxy: in clear, the proxy would read the key.
    proxies = getproxies() if scheme == "https" else {}
    return bool(proxies.get(scheme) or proxies.get("all")) and not proxy_bypass(netloc)
