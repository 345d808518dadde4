"""One account's calls: the key, the limits, the time-outs, the retries, the read-only refusal."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from ue_console.api.dialect import Dialect
from ue_console.api.encoding import Packed, encode
from ue_console.api.methods import Method
from ue_console.api.outcome import Answer, Failure, Trouble
from ue_console.api.peer import Peer, peer_of
from ue_console.api.reading import AnswerReader
from ue_console.api.retry import Retry
from ue_console.api.unione.dialect import UNIONE
from ue_console.api.unpacking import ANSWER_LIMIT
from ue_console.api.verdicts import judged
from ue_console.errors import START_WITHOUT, ApiError, ConsoleError, ReadOnly
from ue_console.models.secret import Form, Secret
from ue_console.models.url_masking import veils

if TYPE_CHECKING:
    from ue_console.api.exchange import Exchange
    from ue_console.api.http import HttpTransport, Progress, Times, Wire


ANOTHER: Final = "Switch read-only off in Accounts, or use another account."
"""The remedy where the account is read-only."""


@dataclass(frozen=True, slots=True)
class Call:
    """One finished call, fit for a log: the key is in none of its fields."""

    method: str
    """Path as in the reference: ``template/list``."""
    milliseconds: int
    """All attempts and the pauses between them."""
    http_status: int | None
    """Of the last answer, if one came."""
    code: int | None
    """The API code of a refusal."""
    outcome: str
    """``ok``, ``cancelled``, or the error's cause."""
    attempts: int
    connect_milliseconds: int | None = None
    """Until the last attempt's connection stood, the look-up of the name included; None for a kept one."""
    tls_milliseconds: int | None = None
    """Of the last attempt's TLS handshake, if there was one."""
    exchange: "Exchange | None" = field(default=None, repr=False)
    """What a writing call sent and got; None for a reading one."""
    part_of: str = ""
    """The id of the list that this call is one of; empty for a call by itself."""


class _Log:
    """What a call under way has met so far."""

    def __init__(self) -> None:
        self.started = time.monotonic()
        self.attempts = 0
        self.http_status: int | None = None
        self.code: int | None = None
        self.outcome = "ok"
        self.answer: Answer | None = None
        self.error: BaseException | None = None
        self.progress: Progress | None = None

    def failed(self, error: BaseException) -> None:
        """Note what the call raises."""
        self.error = error
        broken_off = "cancelled" if isinstance(error, asyncio.CancelledError) else type(error).__name__
        self.outcome = error.cause if isinstance(error, ConsoleError) else broken_off
        self.code = error.code if isinstance(error, ApiError) else None


class Transport:
    """Calls methods of one service with one key.

    Reading methods are tried again where that can help. A writing method is sent at most once: what
    is not known to have been done or refused is an ``OutcomeUnknown``.
    """

    def __init__(
        self,
        base_url: str,
        key: Secret,
        *,
        dialect: Dialect = UNIONE,
        plain_http: bool = False,
        read_only: bool = False,
        whole_run: bool = False,
        http_transport: "HttpTransport | None" = None,
        on_call: Callable[[Call], None] | None = None,
        retry: Retry | None = None,
        times: "Times | None" = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        answer_limit: int = ANSWER_LIMIT,
    ) -> None:
        """Check what is given; nothing is opened before the first call.

        Args:
            base_url, plain_http: As in ``Account``.
            key: The API key; a UnificationEngine key and its secret are one, ``KEY:SECRET``.
            dialect: The service: ``UNIONE`` or ``UNIFICATION``.
            read_only: Refuse writing methods; ``whole_run``: of every account, until this run ends.
            http_transport: Takes the place of real connections (an app served in this process).
            on_call: Told of each call when it ends.
            retry: How often and how long to wait for reading methods.
            times: Time-outs.
            sleep: Waits between attempts.
            answer_limit: The most bytes of one answer.

        Raises:
            InputError: The URL or the key can't be used.
        """
        self.peer: Peer = peer_of(base_url, key, dialect, plain_http=plain_http)
        self._read_only, self._whole_run = read_only, whole_run
        self._http_transport, self._on_call = http_transport, on_call
        self._retry, self._sleep = retry or Retry(), sleep
        self._times, self._answer_limit = times, answer_limit
        self._wire: Wire | None = None
        self._opening = asyncio.Lock()

    async def call(
        self, method: Method, body: Mapping[str, Any], *, hidden: Sequence[Secret] = (), part_of: str = ""
    ) -> dict[str, Any]:
        """Call ``method`` and return the service's object, ``status`` included.

        Args:
            method: What to call.
            body: A ``Secret`` among its values goes in clear, and stays unseen here.
            hidden: What is masked, like the key, in an answer's words; longer ones first.
            part_of: The id of the list that this call is one of, if it is; told, not sent.

        Raises:
            ReadOnly: The account is read-only and the method writes; nothing was sent.
            RequestTooLarge: The request is over the service's limit (here: nothing was sent).
            ApiError: The service refuses.
            Unreachable: No connection; nothing was sent.
            OutcomeUnknown: A writing request left and its answer is lost.
            WireError: No usable answer to a reading request.
            asyncio.CancelledError: Its ``__cause__`` is an OutcomeUnknown when a writing request
                had left; turning it into one would swallow the cancellation.
        """
        if method.writes and self._read_only:
            raise ReadOnly(
                f"This account is read-only here, and {method.path} changes something on the server.",
                START_WITHOUT if self._whole_run else ANOTHER,
            )
        packed = Packed(encode(body, self.peer.dialect.request_limit))
        # A webhook's URL may hold a password or a token, and the service repeats it in its answers.
        peer = replace(self.peer, hidden=tuple(hidden), veiled=veils(str(body.get("url", ""))))
        wire = await self._opened()
        log = _Log()
        try:
            return await self._attempts(wire, method, packed, peer, log)
        except BaseException as error:
            log.failed(error)
            raise
        finally:
            self._tell(method, body, peer, log, part_of)

    def know(self, *keys: Secret) -> None:
        """Mask other keys of the service, in each of their spellings, in all that it says from now on."""
        for key in keys:
            self.peer.known.add(Form(form, key) for form in self.peer.dialect.spellings(key))

    def reader(self, method: Method) -> AnswerReader:
        """Return what reads the answers to ``method`` into models."""
        return AnswerReader(method, self.peer)

    async def aclose(self) -> None:
        """Close all connections. Calls under way fail; the transport is not used again."""
        if self._wire:
            await self._wire.aclose()

    async def _opened(self) -> "Wire":
        """Return the wire, built at the first call.

        In a thread: importing HTTP and loading the trusted certificates takes a tenth of a second,
        which the event loop must not feel.
        """
        async with self._opening:
            if self._wire is None:
                self._wire = await asyncio.to_thread(self._open)
            return self._wire

    def _open(self) -> "Wire":
        from ue_console.api.http import Wire

        return Wire(
            self.peer, transport=self._http_transport, times=self._times, answer_limit=self._answer_limit
        )

    async def _attempts(
        self, wire: "Wire", method: Method, packed: Packed, peer: Peer, log: _Log
    ) -> dict[str, Any]:
        while True:
            log.attempts += 1
            log.progress = wire.progress()
            outcome = await self._attempt(wire, method, packed, log.progress)
            log.answer = outcome if isinstance(outcome, Answer) else None
            log.http_status = log.answer.status if log.answer else None
            pause = self._retry.pause(
                method, log.attempts, outcome, jitter=random.random(), now=datetime.now(UTC)
            )
            if pause is None:
                break
            await self._sleep(pause)
        if isinstance(outcome, Failure):
            from ue_console.api.failures import error_for

            raise error_for(outcome, method, peer)
        verdict = await judged(outcome, method, peer)
        if isinstance(verdict, ConsoleError):
            raise verdict
        return verdict

    async def _attempt(
        self, wire: "Wire", method: Method, packed: Packed, progress: "Progress"
    ) -> Answer | Failure:
        try:
            return await wire.exchange(method, packed.content(), progress)
        except asyncio.CancelledError as cancelled:
            if method.writes and progress.sent:
                from ue_console.api.failures import error_for

                cancelled.__cause__ = error_for(Failure(Trouble.CANCELLED, sent=True), method, self.peer)
            raise

    def _tell(self, method: Method, body: Mapping[str, Any], peer: Peer, log: _Log, part_of: str) -> None:
        if self._on_call:
            spent = round((time.monotonic() - log.started) * 1000)
            met = (log.http_status, log.code, log.outcome, log.attempts)
            call = Call(method.path, spent, *met, part_of=part_of)
            if log.progress:
                opened, secured = log.progress.connect_milliseconds, log.progress.tls_milliseconds
                call = replace(call, connect_milliseconds=opened, tls_milliseconds=secured)
            if method.writes:
                from ue_console.api.exchange import exchange_of

                call = replace(call, exchange=exchange_of(body, log.answer, log.error, peer))
            self._on_call(call)
