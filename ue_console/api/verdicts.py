"""An answer judged: the service's JSON object, or the error it tells."""

import asyncio
import json
from typing import Any, Final

from ue_console.api.methods import Method
from ue_console.api.outcome import Answer
from ue_console.api.peer import Peer
from ue_console.errors import ApiError, NotTheService, WireError

LARGE: Final = 256 * 1024
"""Bytes from which on an answer is read in pieces; what is smaller takes 2 ms at the most."""

_ELSEWHERE: Final = "Check the account's base URL and any proxy between."
_IN_DOUBT: Final = frozenset({408, 499})


async def judged(answer: Answer, method: Method, peer: Peer) -> dict[str, Any] | ApiError | WireError:
    """As ``judge``; a large answer to a reading call in a thread, so that the event loop runs on.

    That to a writing one never: broken off there, it could not tell what it knows already.
    """
    if method.writes or len(answer.body) <= LARGE:
        return judge(answer, method, peer)
    return await asyncio.to_thread(judge, answer, method, peer)


def judge(answer: Answer, method: Method, peer: Peer) -> dict[str, Any] | ApiError | WireError:
    """Return the object of a successful answer, or the error that the answer tells.

    Returned and not raised, so that no frame of a traceback holds the answer's own words: they may
    repeat the key. The errors:

    - ApiError: The service refuses the call.
    - NotTheService: The answer is not this API's.
    - OutcomeUnknown: Nor is this, and a writing request may have been carried out.
    """
    said = read_object(answer.body)
    verdict = peer.dialect.verdict(answer, said, method, peer)
    return _no_verdict(answer, method, peer) if verdict is None else verdict


def read_object(body: bytes) -> dict[str, Any] | None:
    """Return ``body`` as a JSON object, or None for anything else."""
    try:
        text = body.decode("utf-8-sig")
        found = _read_large(text) if len(body) > LARGE else json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _read_large(text: str) -> object:
    from ue_console.api.large import read_in_pieces

    return read_in_pieces(text)


def _no_verdict(answer: Answer, method: Method, peer: Peer) -> ApiError | WireError:
    """Return the error for an answer that is not the service's own word."""
    from ue_console.api.failures import unknown
    from ue_console.api.refusals import front_refusal
    from ue_console.api.strangers import describe

    what = describe(answer, peer)
    in_doubt = answer.status < 300 or answer.status >= 500 or answer.status in _IN_DOUBT
    if method.writes and in_doubt:
        return unknown(f"{peer.host} answered {what}.", method)
    front = front_refusal(answer, method, peer)
    return front or NotTheService(f"{peer.host} answered {what}, not as this API does.", _ELSEWHERE)
