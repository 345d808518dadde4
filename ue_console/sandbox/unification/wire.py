"""Reading a request: HTTP Basic and the JSON of the body (reference: authentication)."""

import binascii
from base64 import b64decode
from typing import Any, Final

from starlette.requests import Request

from ue_console.sandbox import wire
from ue_console.sandbox.refusal import Refusal
from ue_console.sandbox.unification.refusal import NO_KEY, UnificationRefusal

_MOST_LEVELS: Final = 100
"""How deep lists and objects may nest: what is kept must be written and read again."""


def credentials(request: Request) -> tuple[str, str]:
    """Id and secret; one ``@`` at the end is not part of the secret, as in the reference's examples.

    Raises:
        UnificationRefusal: 401, there are none.
    """
    scheme, _, packed = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        raise UnificationRefusal(NO_KEY)
    try:
        name, _, secret = b64decode(packed.strip(), validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        raise UnificationRefusal(NO_KEY) from None
    return name, secret.removesuffix("@")


async def parameters(request: Request) -> dict[str, Any]:
    """The JSON object of the body, whatever Content-Type the request names; ``{}`` for an empty one.

    Raises:
        UnificationRefusal: 502 for anything else, or what nests too deeply, 505 over 10 MB.
    """
    try:
        found = await wire.read(request)
    except Refusal as refusal:
        if refusal.http_status == 413:
            raise UnificationRefusal(505, "it exceeds 10 MB") from None
        raise UnificationRefusal(502) from None
    _check_depth(found)
    return found


def _check_depth(found: dict[str, Any]) -> None:
    level: list[Any] = [found]
    for _ in range(_MOST_LEVELS):
        inner = (part for node in level for part in (node.values() if isinstance(node, dict) else node))
        level = [part for part in inner if isinstance(part, dict | list)]
        if not level:
            return
    raise UnificationRefusal(502, "lists and objects nest too deeply")
