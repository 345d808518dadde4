"""Calls to an operator's webhook handler, made as the service makes them, and what they prove."""

from __future__ import annotations

import asyncio
from gzip import compress
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from ue_console.services.ping_bursts import Burst, even, judged_burst, one_by_one
from ue_console.services.ping_hiding import Held
from ue_console.services.ping_verdicts import PingResult, Signer, judged_call, judged_check

if TYPE_CHECKING:
    from ue_console.api.handler import Handler

__all__ = ["Burst", "PingResult", "Signer", "call", "parallel", "ping", "probe"]

_JSON: Final = ("Content-Type", "application/json")


async def ping(
    url: str, body: bytes, *, gzip: bool = False, insecure: bool = False, signer: Signer | None = None
) -> PingResult:
    """Send one notification.

    Args:
        url: The handler's.
        body: The JSON's exact bytes, signed.
        gzip: Send it packed, as ``json_post_gzip`` does.
        insecure: Take any TLS certificate.
        signer: Whose key signed it; named where the handler refuses, and hidden in what it answers.

    Raises:
        InputError: The URL can't be used.
    """
    return await call(url, *_packed(body, gzip), insecure=insecure, signer=signer)


async def call(
    url: str,
    body: bytes,
    headers: list[tuple[str, str]],
    *,
    insecure: bool = False,
    signer: Signer | None = None,
    held: Held | None = None,
) -> PingResult:
    """Send a notification whose bytes and headers are ready.

    Args:
        url, insecure, signer: As for :func:`ping`.
        body: The bytes.
        headers: All that go with it.
        held: Keys to be hidden in what it answers; None: as for :func:`judged_call`.

    Raises:
        InputError: The URL can't be used.
    """
    from ue_console.api.handler import call_handler

    return judged_call(url, await call_handler(url, body, headers, insecure=insecure), signer, held)


async def probe(url: str, *, insecure: bool = False, held: Held | None = None) -> PingResult:
    """Ask with GET, as the service does when an active webhook is set: it wants 200.

    Args:
        url, insecure: As for :func:`ping`.
        held: Keys to be hidden in what it answers; None: whatever looks like one.

    Raises:
        InputError: The URL can't be used.
    """
    from ue_console.api.handler import call_handler

    return judged_check(url, await call_handler(url, b"", method="GET", insecure=insecure), held)


async def parallel(
    url: str,
    body: bytes,
    count: int,
    *,
    gzip: bool = False,
    insecure: bool = False,
    signer: Signer | None = None,
) -> Burst:
    """Send the same notification ``count`` times at once, each on a connection of its own.

    Where the answers come in a row with even gaps, one further call alone tells whether the handler
    works one after another.

    Raises:
        InputError: The URL can't be used.
    """
    from ue_console.api.handler import Handler

    handler = Handler(url, insecure=insecure, parallel=count)
    try:
        ways = [_packed(body, gzip) for _ in range(count)]
        answers = await asyncio.gather(*(handler.call(*way) for way in ways))
        results = tuple(judged_call(url, answer, signer) for answer in answers)
        in_a_row = even(results) and await _confirmed(handler, body, gzip, results)
    finally:
        await handler.aclose()
    return judged_burst(results, in_a_row=in_a_row)


async def _confirmed(handler: Handler, body: bytes, gzip: bool, results: tuple[PingResult, ...]) -> bool:
    if not all(result.ok for result in results):
        return True  # a further call would wait for those that the handler still works on
    answer = await handler.call(*_packed(body, gzip))
    return one_by_one(results, answer.milliseconds)


def _packed(body: bytes, gzip: bool) -> tuple[bytes, list[tuple[str, str]]]:
    """The bytes and headers of one call; each has an ``ID`` of its own."""
    headers = [_JSON, ("ID", uuid4().hex)]
    if not gzip:
        return body, headers
    return compress(body, mtime=0), [*headers, ("Content-Encoding", "gzip")]
