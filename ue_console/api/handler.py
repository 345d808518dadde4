"""Calls to an operator's webhook handler, made as the service makes them; no key is sent along.

One request, three seconds for all of it, no redirect followed: what the service would not do is not
done here either. What fails is returned as a value.
"""

import asyncio
import ssl
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

import httpx

from ue_console import __version__
from ue_console.api.causes import connect_trouble
from ue_console.api.http import NOT_FOLLOWED, Progress, location_of
from ue_console.api.outcome import Trouble
from ue_console.errors import InputError
from ue_console.models.hosts import is_loopback
from ue_console.text import safe_line

SECONDS: Final = 3.0
"""What the service waits for an answer (reference: webhook-set)."""

EXCERPT: Final = 64 * 1024
"""Bytes kept of an answer's body."""

MOST: Final = 16 * 1024**2
"""Bytes read of an answer's body: one that goes on is taken for endless."""

Headers = Mapping[str, str] | Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class HandlerAnswer:
    """The handler's HTTP answer; the service takes only 200 for success."""

    status: int
    milliseconds: int
    """From the start to the end of the body, the connection included."""
    body: bytes = b""
    """At most :data:`EXCERPT` bytes, as they came."""
    cut: bool = False
    """True when the body was longer."""
    location: str = field(default="", repr=False)
    """The header ``Location``, where a redirect leads; never followed."""


@dataclass(frozen=True, slots=True)
class HandlerTrouble:
    """No answer came."""

    trouble: Trouble
    milliseconds: int
    reason: str
    """One sentence for the operator."""
    sent: bool
    """True when a byte of the request may have left this machine."""
    status: int = 0
    """Of HTTP, where the head of an answer came and its end did not."""


class _Progress(Progress):
    """How far a call came."""

    def __init__(self) -> None:
        super().__init__()
        self.status = 0
        """Of HTTP, once the head has come."""


class _Endless(Exception):
    """The body goes on beyond :data:`MOST`."""


class Handler:
    """Calls one URL, on connections that are kept; close it afterwards.

    Args:
        url: Where to; ``http`` or ``https``.
        seconds: For the whole of a call.
        insecure: Take any TLS certificate.
        parallel: Connections at the most.

    Raises:
        InputError: The URL, or the shell's proxy or certificate settings, can't be used.
    """

    def __init__(
        self, url: str, *, seconds: float = SECONDS, insecure: bool = False, parallel: int = 100
    ) -> None:
        self._url = _checked(url)
        self._seconds = seconds
        self._host = safe_line(self._url.netloc.decode("ascii", "replace").rpartition("@")[2])
        self._client = _client(self._url, self._host, parallel, insecure=insecure)

    async def call(
        self, body: bytes, headers: Headers = (), *, method: str = "POST"
    ) -> HandlerAnswer | HandlerTrouble:
        """Send ``body`` once and read the answer, up to its end."""
        started = time.monotonic()
        progress = _Progress()

        def failed(trouble: Trouble, detail: str = "") -> HandlerTrouble:
            reason = self._told(trouble, detail, progress.status)
            return HandlerTrouble(trouble, _since(started), reason, progress.sent, progress.status)

        try:
            async with asyncio.timeout(self._seconds):
                return await self._once(self._request(method, body, headers, progress), progress, started)
        except _Endless:
            return failed(Trouble.TOO_LARGE)
        except TimeoutError:
            return failed(Trouble.TOTAL_TIME if progress.sent else Trouble.CONNECT_TIME)
        except httpx.ProxyError:
            return failed(Trouble.PROXY)
        except (httpx.TransportError, OSError) as error:
            return failed(Trouble.BROKEN) if progress.sent else failed(*connect_trouble(error))

    async def aclose(self) -> None:
        """Close all connections."""
        await self._client.aclose()

    def _request(self, method: str, body: bytes, headers: Headers, progress: _Progress) -> httpx.Request:
        given = httpx.Headers(headers if isinstance(headers, Mapping) else list(headers))
        given.setdefault("User-Agent", f"ue-console/{__version__}")
        return httpx.Request(
            method, self._url, headers=given, content=body, extensions={"trace": progress.trace}
        )

    async def _once(self, request: httpx.Request, progress: _Progress, started: float) -> HandlerAnswer:
        try:
            response = await self._client.send(request, stream=True)
        except asyncio.CancelledError:
            await progress.drop()
            raise
        progress.status = response.status_code
        try:
            body, cut = await _excerpt(response.aiter_raw())
        finally:
            await response.aclose()
        return HandlerAnswer(response.status_code, _since(started), body, cut, location_of(response))

    def _told(self, trouble: Trouble, detail: str, status: int) -> str:
        sentence = _SENTENCES.get(trouble, _SENTENCES[Trouble.ROUTE])
        if trouble is Trouble.TOTAL_TIME and status:
            sentence = _NO_END
        return sentence.format(
            host=self._host,
            seconds=f"{self._seconds:g}",
            detail=detail or "no reason given",
            status=status,
            most=MOST // 1024**2,
        )


async def call_handler(
    url: str,
    body: bytes,
    headers: Headers = (),
    *,
    method: str = "POST",
    seconds: float = SECONDS,
    insecure: bool = False,
) -> HandlerAnswer | HandlerTrouble:
    """Call ``url`` once, on a connection of its own.

    Raises:
        InputError: The URL can't be used.
    """
    handler = Handler(url, seconds=seconds, insecure=insecure, parallel=1)
    try:
        return await handler.call(body, headers, method=method)
    finally:
        await handler.aclose()


_SENTENCES: Final = {
    Trouble.NAME: "No address was found for the name {host}.",
    Trouble.REFUSED: "{host} refused the connection: nothing listens there.",
    Trouble.ROUTE: "No connection to {host} could be made.",
    Trouble.CONNECT_TIME: "{host} took no connection within {seconds} s.",
    Trouble.CERTIFICATE: "The TLS certificate of {host} is not trusted: {detail}.",
    Trouble.TLS: "No TLS connection to {host} could be made: {detail}.",
    Trouble.PROXY: "The proxy made no connection to {host}.",
    Trouble.TOTAL_TIME: "{host} gave no whole answer within {seconds} s.",
    Trouble.BROKEN: "{host} broke the connection off before its answer was complete, or answers no HTTP.",
    Trouble.TOO_LARGE: "{host} answered {status}, but its answer has no end: more than {most} MB came.",
}
_NO_END: Final = "{host} answered {status}, but the end of its answer did not come within {seconds} s."


def _checked(url: str) -> httpx.URL:
    unusable = InputError(
        "The handler's URL can't be used.",
        "Give it as https://host/path or http://host:port/path.",
        field="url",
    )
    try:
        found, port = httpx.URL(url), urlsplit(url).port
    except (httpx.InvalidURL, ValueError):
        raise unusable from None
    if port == 0 or found.scheme not in ("http", "https") or not found.host:
        raise unusable
    return found


def _client(url: httpx.URL, host: str, parallel: int, *, insecure: bool) -> httpx.AsyncClient:
    secured = url.scheme == "https"
    try:
        return httpx.AsyncClient(
            verify=_tls(checked=secured and not insecure, insecure=insecure),
            limits=httpx.Limits(max_connections=parallel, max_keepalive_connections=parallel),
            timeout=None,
            trust_env=secured and not is_loopback(url.host),
            follow_redirects=False,
            event_hooks=NOT_FOLLOWED,
        )
    except (ValueError, OSError, ImportError):
        pass
    raise InputError(
        f"HTTP to {host} can't be set up.",
        "Check HTTPS_PROXY, SSL_CERT_FILE and SSL_CERT_DIR of this shell.",
        field="url",
    )


def _tls(*, checked: bool, insecure: bool) -> ssl.SSLContext:
    if checked:
        return httpx.create_ssl_context()
    # Loading the certificate authorities takes 25 ms.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if insecure:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


async def _excerpt(pieces: AsyncIterator[bytes]) -> tuple[bytes, bool]:
    """The beginning of a body that is read to its end, and whether there was more."""
    body, size = bytearray(), 0
    async for piece in pieces:
        size += len(piece)
        body += piece[: EXCERPT - len(body)]
        if size > MOST:
            raise _Endless
    return bytes(body), size > EXCERPT


def _since(started: float) -> int:
    return round((time.monotonic() - started) * 1000)
