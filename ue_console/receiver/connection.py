"""One connection: requests in turn, each answered before the next is read, everything bounded."""

import asyncio
import contextlib
from http import HTTPStatus
from math import inf
from typing import Final, cast

import h11

from ue_console.receiver.deadline import Deadline
from ue_console.receiver.messages import MEGABYTE, Refused, Reply, Request
from ue_console.receiver.shared import Shared

_UNREAD: Final = MEGABYTE
"""Bytes thrown away after a refusal, so that a sender that is still writing reads why."""

_FULL: Final = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"

_TOO_LONG: Final = "the request took too long"

_PHRASES: Final = {int(status): status.phrase for status in HTTPStatus}


class Connection(asyncio.Protocol):
    """The server's end of one connection."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self._limits = shared.limits
        self._loop = asyncio.get_running_loop()
        self._http = h11.Connection(h11.SERVER, max_incomplete_event_size=self._limits.head)
        self._deadline = Deadline(self._loop, self._late)
        self._transport: asyncio.Transport
        self._peer = ""
        self._begun = False
        """Bytes of a request have come that is not answered yet."""
        self._request: h11.Request | None = None
        self._body: list[bytes] = []
        self._taken = 0
        """Bytes in ``_body``, or of the request that is being handled."""
        self._task: asyncio.Task[None] | None = None
        self.waiting_since = inf
        """Since when a request is waited for; endless while one is handled, and after the last answer."""
        self._blocked = False
        """The sender does not read its answers."""
        self._left: int | None = None
        """After the last answer: how many bytes more are thrown away before the end."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the connection, or refuse it when there are too many."""
        self._transport = cast("asyncio.Transport", transport)
        if len(self._shared.open) >= 2 * self._limits.connections or self._shared.ending:
            self._transport.abort()
            return
        room = self._shared.has_room(self._loop.time())
        self._shared.open.add(self)
        self._shared.empty.clear()
        address = self._transport.get_extra_info("peername")
        self._peer = str(address[0]) if address else ""
        if not room:
            self._transport.write(_FULL)
            self._shared.refused(Refused(503, f"over {self._limits.connections} connections", self._peer))
            self._say_farewell()
            return
        self._wait_from_now(self._limits.request)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget everything; what is handled is handled to its end."""
        self._shared.open.discard(self)
        if not self._shared.open:
            self._shared.empty.set()
        self._deadline.end()
        if self._task is None:
            self._release()

    def data_received(self, data: bytes) -> None:
        """Read on, or throw away what follows the last answer."""
        if self._left is not None:
            self._left -= len(data)
            if self._left < 0:
                self._transport.abort()
            return
        self._http.receive_data(data)
        if self._task is not None:
            # What is sent ahead waits in the socket.
            self._transport.pause_reading()
            return
        if not self._begun:
            self._begun = True
            self._wait_from_now(self._limits.request)
        self._advance()

    def eof_received(self) -> bool:
        """Answer what came whole; True keeps the other half open for it."""
        if self._left is None:
            self._http.receive_data(b"")
            self._advance()
        return self._task is not None

    def pause_writing(self) -> None:
        """Read nothing more from who doesn't read."""
        self._blocked = True
        self._deadline.set(self._limits.request)

    def resume_writing(self) -> None:
        """Go on."""
        self._blocked = False
        if self._task is not None:
            self._deadline.lift()
            return
        self._deadline.set(self._limits.idle)
        self._advance()

    def close(self) -> None:
        """End it unless a request is being handled; that one's answer is the last."""
        if self._task is None:
            self._transport.close()

    def abort(self) -> None:
        """End it now."""
        self._transport.abort()

    def give_way(self) -> None:
        """End it for another one that may be quicker."""
        if self._begun and self._left is None:
            self._shared.refused(Refused(408, _TOO_LONG, self._peer))
        self._shared.open.discard(self)
        self._transport.abort()

    def _wait_from_now(self, seconds: float) -> None:
        """A whole request has to come within the seconds."""
        self._deadline.set(seconds)
        self.waiting_since = self._loop.time()

    def _advance(self) -> None:
        while self._task is None and not self._blocked and self._left is None:
            try:
                event = self._http.next_event()
            except h11.RemoteProtocolError as error:
                self._refuse(error.error_status_hint, "malformed request")
                return
            if event is h11.NEED_DATA:
                self._wait()
                return
            self._take(event)

    def _wait(self) -> None:
        if self._http.they_are_waiting_for_100_continue:
            go_on = self._http.send(h11.InformationalResponse(status_code=100, headers=[]))
            self._transport.write(go_on or b"")
        if not self._transport.is_reading():
            self._transport.resume_reading()

    def _take(self, event: object) -> None:
        match event:
            case h11.Request():
                self._begin(event)
            case h11.Data():
                self._collect(bytes(event.data))
            case h11.EndOfMessage():
                self._whole()
            case _:  # closed, or a protocol that is not spoken here
                self._say_farewell()

    def _begin(self, request: h11.Request) -> None:
        self._request = request
        length = next((int(value) for name, value in request.headers if name == b"content-length"), 0)
        if sum(len(name) + len(value) for name, value in request.headers) > self._limits.head:
            self._refuse(431, "the headers are too large")
        elif length > self._limits.body:
            self._too_large()

    def _collect(self, data: bytes) -> None:
        self._body.append(data)
        self._taken += len(data)
        self._shared.buffered += len(data)
        if self._taken > self._limits.body:
            self._too_large()
        elif self._shared.buffered > self._limits.memory:
            self._refuse(503, "too much at once")

    def _whole(self) -> None:
        found = self._request
        assert found is not None
        request = Request(
            method=found.method.decode("ascii"),
            path=found.target.decode("ascii", "replace"),
            headers=tuple(
                (name.decode("latin-1"), value.decode("latin-1")) for name, value in found.headers.raw_items()
            ),
            body=b"".join(self._body),
            peer=self._peer,
        )
        self._body = []
        self._deadline.lift()
        self.waiting_since = inf
        self._task = self._loop.create_task(self._respond(request))

    async def _respond(self, request: Request) -> None:
        try:
            reply = await self._shared.handle(request)
        except Exception as error:
            self._loop.call_exception_handler({"message": "A request was not handled.", "exception": error})
            reply = Reply(500)
        finally:
            self._task = None
            self._release()
        if not self._transport.is_closing():
            self._answer(reply)

    def _answer(self, reply: Reply) -> None:
        self._send(reply, last=self._shared.ending)
        if self._http.our_state is h11.DONE and self._http.their_state is h11.DONE:
            self._begun = bool(self._http.trailing_data[0])
            self._http.start_next_cycle()
            self._request = None
            self._wait_from_now(self._limits.request if self._begun else self._limits.idle)
            self._advance()
        else:
            self._say_farewell()

    def _send(self, reply: Reply, *, last: bool = False) -> None:
        headers = [(b"Content-Length", str(len(reply.body)).encode())]
        if reply.body:
            headers.append((b"Content-Type", b"text/plain; charset=utf-8"))
        if last:
            headers.append((b"Connection", b"close"))
        status, reason = reply.status, _PHRASES.get(reply.status, "")
        out = self._http.send(h11.Response(status_code=status, headers=headers, reason=reason)) or b""
        if reply.body and not (self._request and self._request.method == b"HEAD"):
            out += self._http.send(h11.Data(data=reply.body)) or b""
        self._transport.write(out + (self._http.send(h11.EndOfMessage()) or b""))

    def _too_large(self) -> None:
        self._refuse(413, f"the body is over {self._limits.body // MEGABYTE} MB")
        if self._left is not None and not self._transport.is_closing():
            self._left = self._limits.overlong
            self._deadline.set(self._limits.overlong_seconds)
            # Where all connections are taken, it gives way: nothing of it is wanted any more.
            self.waiting_since = self._loop.time()

    def _refuse(self, status: int, why: str) -> None:
        """Answer before the request is whole, and keep nothing more of it."""
        self._shared.refused(Refused(status, why, self._peer))
        # Where an answer has begun, none can be sent any more.
        with contextlib.suppress(h11.LocalProtocolError):
            self._send(Reply(status, f"{why}\n".encode()), last=True)
        self._say_farewell()

    def _late(self) -> None:
        if self._left is not None or self._blocked:
            self._transport.abort()
        elif not self._begun:
            self._say_farewell()
        else:
            self._refuse(408, _TOO_LONG)

    def _say_farewell(self) -> None:
        """Close the own half; the sender has a moment to read what was said."""
        self._release()
        if self._left is not None or self._transport.is_closing():
            return
        self._left = _UNREAD
        self.waiting_since = inf
        self._deadline.set(self._limits.farewell)
        if self._http.their_state in (h11.CLOSED, h11.DONE) or not self._transport.can_write_eof():
            self._transport.close()
            return
        try:
            self._transport.write_eof()
            self._transport.resume_reading()
        except OSError:
            # Who has reset the connection reads no farewell.
            self._transport.abort()

    def _release(self) -> None:
        self._body = []
        self._shared.buffered -= self._taken
        self._taken = 0
