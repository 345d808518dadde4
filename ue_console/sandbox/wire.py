"""Reading a request: its size, its JSON, its key (reference: introduction, Authentication)."""

import json
import math
import re
from typing import Any, Final

from starlette.requests import Request

from ue_console.sandbox.refusal import Refusal

MOST_BYTES: Final = 10 * 1024 * 1024
"""The largest request that is served."""

_MOST_DRAINED: Final = 10 * MOST_BYTES
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


async def read(request: Request) -> dict[str, Any]:
    """The parameters, whatever Content-Type the request names; ``{}`` for an empty body or ``[]``.

    Raises:
        Refusal: 199 over 10 MB, 111 no JSON object.
    """
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        # What is too much is still read for a while: a client that is cut off while it writes
        # sees a broken connection and never the answer.
        if size > _MOST_DRAINED:
            break
        if size <= MOST_BYTES:
            chunks.append(chunk)
        else:
            chunks.clear()
    if size > MOST_BYTES:
        raise Refusal(199)
    return parse(b"".join(chunks))


def parse(body: bytes) -> dict[str, Any]:
    """The JSON object in ``body``.

    Raises:
        Refusal: 111.
    """
    if not body.strip():
        return {}
    try:
        text = body.decode("utf-8")
        found = json.loads(text, parse_constant=_no_constant, parse_float=_finite)
        if _SURROGATE.search(text):
            json.dumps(found, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        raise Refusal(111, str(error)[:200]) from error
    if found == []:
        return {}
    if not isinstance(found, dict):
        raise Refusal(111, "an object is expected")
    return found


def given_key(request: Request, parameters: dict[str, Any]) -> str:
    """The API key of the header X-API-KEY, else of the parameter ``api_key``.

    Raises:
        Refusal: 101.
    """
    key = request.headers.get("x-api-key", "").strip() or parameters.get("api_key")
    if not key:
        raise Refusal(101)
    return str(key)


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no JSON value")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("a number is too large")
    return number
