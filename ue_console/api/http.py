"""HTTP: the only module that knows httpx. Requests go in as bytes, answers come out as plain data.

Whatever fails comes back as a value and not as an exception, so that no traceback of an error holds
a frame of the HTTP library with the key among its local variables.
"""

import asyncio
import ssl
import time
from collections.abc import AsyncIterator
from typing import Any, Final, NamedTuple

import httpx

from ue_console import __version__
from ue_console.api.methods import Method
from ue_console.api.outcome import Answer, Failure, Trouble
from ue_console.api.peer import Peer
from ue_console.api.unpacking import ANSWER_LIMIT, AnswerGarbled, AnswerTooLarge, read_capped
from ue_console.errors import ConfigError

HttpTransport = httpx.AsyncBaseTransport
"""What may take the place of real connections."""

PIECE: Final = 64 * 1024
"""Bytes written at a time, so that the write time-out holds for each piece and not for 10 MB."""

_LOCATION: Final = "location"

_READING: Final = httpx.Limits(max_connections=8, max_keepalive_connections=2, keepalive_expiry=15.0)
_WRITING: Final = httpx.Limits(max_connections=4, max_keepalive_connections=0)

_NOTHING_LEFT: Final = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)


class Times(NamedTuple):
    """Time-outs in seconds; what a method allows for its answer is cut to ``read`` and ``total``."""

    connect: float = 10.0
    write: float = 30.0
    """For each piece of the request."""
    read: float = 600.0
    total: float = 600.0


class Progress:
    """How far a request came. Once a byte may have left, ``sent`` stays True."""

    def __init__(self, *, sent: bool = False) -> None:
        self.sent = sent
        self.connect_milliseconds: int | None = None
        """Until the connection stood, the look-up of the name included; None for a kept one."""
        self.tls_milliseconds: int | None = None
        """Of the TLS handshake."""
        self._started = 0.0
        self._unsecured: Any = None

    async def trace(self, event: str, info: dict[str, Any]) -> None:
        """Take the HTTP core's own word for it: a CONNECT to a proxy carries nothing of the request."""
        match event:
            case "connection.connect_tcp.started" | "connection.start_tls.started":
                self._started = time.monotonic()
            case "connection.connect_tcp.complete":
                self._unsecured = info["return_value"]
                self.connect_milliseconds = self._spent()
            case "connection.start_tls.complete":
                self._unsecured = None
                self.tls_milliseconds = self._spent()
            case "http11.send_request_headers.started":
                self._unsecured = None
                self.sent = self.sent or info["request"].method != b"CONNECT"

    def _spent(self) -> int:
        return round((time.monotonic() - self._started) * 1000)

    async def drop(self) -> None:
        """Close a connection whose TLS handshake was cancelled: the HTTP core leaves that one open."""
        if self._unsecured is not None:
            await self._unsecured.aclose()


class Wire:
    """Two pools of connections to one peer, on one TLS context.

    Writing methods each get a connection of their own: a kept one may have been closed by the other
    end a moment ago, and whether it still took the request could then not be told. No redirect is
    followed, no cookie kept; the key is put into each request and never into a client.
    """

    def __init__(
        self,
        peer: Peer,
        *,
        transport: HttpTransport | None = None,
        times: Times | None = None,
        answer_limit: int = ANSWER_LIMIT,
    ) -> None:
        self._peer = peer
        self._times = times or Times()
        self._answer_limit = answer_limit
        self._traced = transport is None
        self._reading, self._writing = _clients(peer, transport)

    def progress(self) -> Progress:
        """A fresh account of one attempt. A transport that can't be traced counts as sent at once."""
        return Progress(sent=not self._traced)

    async def exchange(self, method: Method, content: bytes, progress: Progress) -> Answer | Failure:
        """Send ``content`` once and read the whole answer; what goes wrong is returned."""
        if self._reading.is_closed:
            return Failure(Trouble.CANCELLED, sent=False)
        try:
            async with asyncio.timeout(min(method.total_seconds, self._times.total)):
                return await self._once(method, content, progress)
        except TimeoutError:
            return Failure(Trouble.TOTAL_TIME if progress.sent else Trouble.CONNECT_TIME, progress.sent)
        except AnswerTooLarge:
            return Failure(Trouble.TOO_LARGE, progress.sent)
        except AnswerGarbled:
            return Failure(Trouble.GARBLED, progress.sent)
        except (httpx.TransportError, OSError) as error:
            return _failure(error, progress)

    async def aclose(self) -> None:
        """Close all connections; a call under way fails, and none begins any more."""
        await self._reading.aclose()
        await self._writing.aclose()

    async def _once(self, method: Method, content: bytes, progress: Progress) -> Answer:
        client = self._writing if method.writes else self._reading
        try:
            response = await client.send(self._request(method, content, progress), stream=True)
        except asyncio.CancelledError:
            await progress.drop()
            raise
        try:
            packing = response.headers.get("content-encoding", "")
            body = await read_capped(response.aiter_raw(), packing, self._answer_limit)
        finally:
            await response.aclose()
        return Answer(
            response.status_code, body, response.headers.get("retry-after", ""), location_of(response)
        )

    def _request(self, method: Method, content: bytes, progress: Progress) -> httpx.Request:
        times = self._times
        timeout = httpx.Timeout(
            connect=times.connect,
            read=min(method.read_seconds, times.read),
            write=times.write,
            pool=times.total,
        )
        name, value = self._peer.dialect.header(self._peer.key)
        headers = {
            name: value,
            "Content-Type": "application/json",
            "Content-Length": str(len(content)),
            "Accept": "application/json",
            "Accept-Encoding": "gzip",
            "User-Agent": f"ue-console/{__version__}",
        }
        return httpx.Request(
            "POST",
            f"{self._peer.base_url}/{method.path}{self._peer.dialect.suffix}",
            headers=headers,
            content=_pieces(content),
            extensions={"timeout": timeout.as_dict(), "trace": progress.trace},
        )


async def _pieces(content: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(content), PIECE):
        yield content[start : start + PIECE]


async def _keep_location(response: httpx.Response) -> None:
    # Also of a redirect that is not followed, httpx builds the next request, and fails where it can't.
    response.extensions[_LOCATION] = response.headers.pop(_LOCATION, "")


NOT_FOLLOWED: Final = {"response": [_keep_location]}
"""The hooks of a client that follows no redirect, wherever one leads."""


def location_of(response: httpx.Response) -> str:
    """The header ``Location`` of an answer to such a client."""
    return str(response.extensions[_LOCATION])


def _tls(peer: Peer) -> ssl.SSLContext:
    """The context that checks certificates; one that trusts nobody where no TLS is spoken."""
    if peer.base_url.startswith("https:"):
        return httpx.create_ssl_context()
    # Loading the certificate authorities takes 25 ms.
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _clients(peer: Peer, transport: HttpTransport | None) -> tuple[httpx.AsyncClient, httpx.AsyncClient]:
    """Build both pools.

    Raises:
        ConfigError: The environment's proxy or certificate settings, or the URL, can't be used.
    """
    try:
        httpx.URL(peer.base_url)
        context = _tls(peer)
        reading, writing = (
            httpx.AsyncClient(
                verify=context,
                transport=transport,
                limits=limits,
                trust_env=peer.proxied,
                follow_redirects=False,
                event_hooks=NOT_FOLLOWED,
            )
            for limits in (_READING, _WRITING)
        )
    except (httpx.InvalidURL, ValueError, OSError, ImportError):
        pass
    else:
        return reading, writing
    raise ConfigError(
        f"HTTP to {peer.host} can't be set up.",
        "Check the base URL, and HTTPS_PROXY, SSL_CERT_FILE and SSL_CERT_DIR of this shell.",
    )


def _failure(error: httpx.TransportError | OSError, progress: Progress) -> Failure:
    """Return what ``error`` means. Its own text is left out: it may hold a header."""
    sent = progress.sent and not isinstance(error, _NOTHING_LEFT)
    match error:
        case httpx.ProxyError():
            return Failure(Trouble.PROXY, sent)
        case httpx.TimeoutException() if not sent:
            return Failure(Trouble.CONNECT_TIME, sent)
        case httpx.WriteTimeout():
            return Failure(Trouble.WRITE_TIME, sent)
        case httpx.TimeoutException():
            return Failure(Trouble.READ_TIME, sent)
        case _ if sent:
            return Failure(Trouble.BROKEN, sent)
        case _:
            from ue_console.api.causes import connect_trouble

            trouble, detail = connect_trouble(error)
            return Failure(trouble, sent, detail)
