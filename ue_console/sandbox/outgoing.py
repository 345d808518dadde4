"""One HTTP request from the sandbox to a webhook's handler, and its answer.

The time-out counts from the look-up of the host to the last byte; redirects are not followed, and the
certificate of an ``https`` handler must hold. Names for documentation (``example.com``, ``*.example``)
are never called, and ``*.invalid`` is never found: neither needs a network.
"""

import asyncio
import os
import ssl
from base64 import b64encode
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from ue_console.sandbox import hosts

if TYPE_CHECKING:
    import h11

SECONDS: Final = 3.0
"""How long a handler may take (reference: Webhook Methods)."""
MOST_BYTES: Final = 64 * 1024
"""Of an answer's body; what follows stays unread."""

AGENT: Final = "ue-console sandbox"

_CHUNK: Final = 16 * 1024
_PORTS: Final = {"http": 80, "https": 443}


class OutgoingError(Exception):
    """No answer came.

    Attributes:
        reason: Why, in plain words without a full stop.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class HostNotFoundError(OutgoingError):
    """The name has no address, or nobody could be asked for it."""


class HostReservedError(OutgoingError):
    """The name is for documentation: nobody is called."""


class Answer(NamedTuple):
    """What a handler said."""

    status: int
    body: bytes
    """:data:`MOST_BYTES` at the most."""


async def exchange(
    method: str,
    url: str,
    headers: Mapping[str, str] | None = None,
    body: bytes = b"",
    *,
    seconds: float = SECONDS,
    context: ssl.SSLContext | None = None,
) -> Answer:
    """Make a request on a connection of its own.

    Args:
        method: ``GET`` or ``POST``.
        url: ``http`` or ``https``, in ASCII; a name and password in it become an Authorization header.
        headers: Besides Host, Content-Length and Connection.
        body: Its exact bytes.
        seconds: The time-out for the whole of it.
        context: Which certificates hold; None: those that this machine trusts, read anew each time.

    Raises:
        OutgoingError: No answer came; see its subclasses for the host's name.
    """
    try:
        async with asyncio.timeout(seconds):
            return await _exchange(method, urlsplit(url), dict(headers or {}), body, context)
    except TimeoutError as error:
        raise OutgoingError(f"no answer within {seconds:g} s") from error
    except ssl.SSLCertVerificationError as error:
        raise OutgoingError(f"its certificate does not hold: {error.verify_message}") from error
    except ssl.SSLError as error:
        raise OutgoingError("no TLS is spoken there") from error
    except OSError as error:
        # asyncio's own text has the address in Python's writing.
        reason = os.strerror(error.errno) if error.errno else "the connection broke"
        raise OutgoingError(reason.lower()) from error


async def _exchange(
    method: str, url: SplitResult, headers: dict[str, str], body: bytes, context: ssl.SSLContext | None
) -> Answer:
    import h11

    reader, writer = await _connected(url, context)
    try:
        http = h11.Connection(h11.CLIENT)
        head = h11.Request(method=method, target=_target(url), headers=_headers(url, headers, body))
        for event in (head, h11.Data(data=body), h11.EndOfMessage()):
            writer.write(http.send(event) or b"")
        return await _answer(http, reader)
    except h11.ProtocolError as error:
        raise OutgoingError("its answer is no HTTP") from error
    finally:
        # Without the farewells of TLS: a handler may keep one waiting for them.
        writer.transport.abort()


async def _connected(
    url: SplitResult, context: ssl.SSLContext | None
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    host, secure = url.hostname or "", url.scheme == "https"
    addresses = await _addresses(host)
    if secure and context is None:
        context = await asyncio.to_thread(ssl.create_default_context)
    failure: OSError | None = None
    for address in addresses:
        try:
            return await asyncio.open_connection(
                address,
                url.port or _PORTS[url.scheme],
                ssl=context if secure else None,
                server_hostname=host if secure else None,
            )
        except ssl.SSLError:
            raise
        except OSError as error:
            failure = error
    raise failure or OutgoingError(f"{host} has no address")


async def _addresses(host: str) -> list[str]:
    if hosts.is_documentation(host):
        raise HostReservedError(f"{host} is a name for documentation: nobody is called there")
    try:
        return await hosts.addresses(host)
    except OSError as error:
        raise HostNotFoundError(f"the host {host} was not found") from error


async def _answer(http: "h11.Connection", reader: asyncio.StreamReader) -> Answer:
    import h11

    status, body = 0, bytearray()
    while len(body) < MOST_BYTES:
        event = http.next_event()
        if event is h11.NEED_DATA:
            chunk = await reader.read(_CHUNK)
            if not chunk and not status:
                raise OutgoingError("the connection ended without an answer")
            http.receive_data(chunk)
        elif isinstance(event, h11.Response):
            status = event.status_code
        elif isinstance(event, h11.Data):
            body += event.data
        elif isinstance(event, h11.EndOfMessage):
            break
    return Answer(status, bytes(body[:MOST_BYTES]))


def _target(url: SplitResult) -> str:
    return (url.path or "/") + (f"?{url.query}" if url.query else "")


def _headers(url: SplitResult, given: Mapping[str, str], body: bytes) -> list[tuple[str, str]]:
    found = [("Host", url.netloc.rpartition("@")[2]), ("User-Agent", AGENT), ("Connection", "close")]
    if body:
        found.append(("Content-Length", str(len(body))))
    if url.username is not None:
        pair = f"{unquote(url.username)}:{unquote(url.password or '')}"
        found.append(("Authorization", f"Basic {b64encode(pair.encode()).decode('ascii')}"))
    return [*found, *given.items()]
