"""An answer judged: the service's JSON object, or the error it tells."""

import json
from typing import Any, Final

from ue_console.api.failures import unknown
from ue_console.api.methods import Method
from ue_console.api.outcome import Answer
from ue_console.api.peer import Peer
from ue_console.api.refusals import front_refusal
from ue_console.api.strangers import describe
from ue_console.errors import ApiError, NotTheService, WireError

_ELSEWHERE: Final = "Check the account's base URL and any proxy between."
_IN_DOUBT: Final = frozenset({408, 499})


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
        found = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _no_verdict(answer: Answer, method: Method, peer: Peer) -> ApiError | WireError:
    """Return the error for an answer that is not the service's own word."""
    what = describe(answer, peer)
    in_doubt = answer.status < 300 or answer.status >= 500 or answer.status in _IN_DOUBT
    if method.writes and in_doubt:
        return unknown(f"{peer.host} answered {what}.", method)
    front = front_refusal(answer, method, peer)
    return front or NotTheService(f"{peer.host} answered {what}, not as this API does.", _ELSEWHERE)
