"""Names of hosts that webhooks are called at, and their addresses."""

import asyncio
import contextlib
import socket
import threading
from ipaddress import ip_address
from typing import Final

_DOCUMENTATION: Final = ("example", "example.com", "example.net", "example.org")
_NEVER: Final = ("invalid",)
_HERE: Final = ("localhost",)
_TESTS: Final = ("test",)


def is_documentation(host: str) -> bool:
    """Whether the name stands for any host in examples, and for none on a network (RFC 2606)."""
    return _is_within(host, _DOCUMENTATION)


def is_for_tests(host: str) -> bool:
    """Whether nobody on the internet has the name (RFC 2606), while this machine may know it."""
    return _is_within(host, _TESTS)


def is_address(host: str) -> bool:
    """Whether it is an IP address and needs no look-up."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


async def addresses(host: str) -> list[str]:
    """Where the host is, the best first.

    Raises:
        OSError: It is not found, or nobody could be asked.
    """
    if is_address(host):
        return [host]
    if _is_within(host, _HERE):
        return ["127.0.0.1", "::1"]
    if not host or _is_within(host, _NEVER):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    return await _looked_up(host)


async def _looked_up(host: str) -> list[str]:
    """Ask the system on a thread that nobody waits for: a look-up can last longer than the sandbox."""
    loop = asyncio.get_running_loop()
    found: asyncio.Future[list[str]] = loop.create_future()

    def tell(answer: list[str] | OSError) -> None:
        if found.done():
            return
        if isinstance(answer, list):
            found.set_result(answer)
        else:
            found.set_exception(answer)

    def ask() -> None:
        answer: list[str] | OSError
        try:
            rows = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
            answer = list(dict.fromkeys(str(row[4][0]) for row in rows))
        except UnicodeError:
            answer = socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        except OSError as error:
            answer = error
        # The loop may have ended meanwhile.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(tell, answer)

    threading.Thread(target=ask, name="look-up", daemon=True).start()
    return await found


def _is_within(host: str, domains: tuple[str, ...]) -> bool:
    name = host.lower().rstrip(".")
    return any(name == domain or name.endswith(f".{domain}") for domain in domains)
