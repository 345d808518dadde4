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
_MOST_DIGITS: Final = 1_000
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


async def read(request: Request) -> dict[str, Any]:
    """The parameters, whatever Content-Type the request names; ``{}`` for an empty body or ``[]``.

    Raises:
        Refusal: 199 over 10 MB, 111 no JSON object, or one that is packed.
    """
    # What is not read here is thrown away by the server, while the client goes on writing.
    if _declared(request) > MOST_BYTES:
        raise Refusal(199)
    if request.headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
        raise Refusal(111, says="Content-Encoding is not supported: send the JSON as it is")
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
        found = json.loads(text, parse_constant=_no_constant, parse_float=_finite, parse_int=_whole)
        if _SURROGATE.search(text):
            json.dumps(found, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        raise Refusal(111, "half of a surrogate pair stands alone in a text") from error
    except UnicodeDecodeError as error:
        raise Refusal(111, f"byte {error.start + 1} is not UTF-8") from error
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise Refusal(111, f"{place}: {error.msg[:1].lower()}{error.msg[1:]}") from error
    except ValueError as error:
        raise Refusal(111, str(error)) from error
    except RecursionError as error:
        raise Refusal(111, "lists and objects nest too deeply") from error
    if found == []:
        return {}
    if not isinstance(found, dict):
        raise Refusal(111, says="The request must be a JSON object")
    return found


def _declared(request: Request) -> int:
    """The Content-Length, 0 where there is none; the server has checked that it is a number."""
    return int(request.headers.get("content-length", "0"))


def given_key(request: Request, parameters: dict[str, Any]) -> str:
    """The API key of the header X-API-KEY, else of the parameter ``api_key``.

    Raises:
        Refusal: 101, or 102 for one that is no string.
    """
    key = request.headers.get("x-api-key", "").strip() or parameters.get("api_key")
    if key is None or key == "":
        raise Refusal(101)
    if not isinstance(key, str):
        raise Refusal(102, "api_key must be a string")
    return key


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no JSON value")


def _whole(text: str) -> int:
    if len(text) > _MOST_DIGITS:
        raise ValueError(f"a number has more than {_MOST_DIGITS:,} digits")
    return int(text)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("a number is too large")
    return number
