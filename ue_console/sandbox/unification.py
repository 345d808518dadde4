"""UnificationEngine API v2: which calls there are (reference: UnificationEngine)."""

from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

NOT_SERVED: Final = frozenset(
    {
        "user/create",
        "user/delete",
        "user/list",
        "connection/test",
        "connection/add",
        "connection/info",
        "connection/refresh",
        "connection/remove",
        "connection/list",
        "address/list",
        "message/send",
    }
)
"""Calls of the reference that the sandbox refuses with 501 and the API's code 506."""


async def refuse(request: Request) -> Response:
    """Say that a call is not served, or that there is no such call.

    ``info`` repeats ``message``, because that is where this API's clients look.
    """
    name = request.path_params["path"].rstrip("/")
    if name not in NOT_SERVED:
        return _error(404, 501, f"There is no call {name[:100]!r} in this API.")
    if request.method != "POST":
        return _error(405, 501, "Only POST is served here.", {"Allow": "POST"})
    return _error(501, 506, f"The sandbox does not serve {name} yet.")


def _error(http_status: int, code: int, text: str, headers: dict[str, str] | None = None) -> Response:
    body = {"status": "error", "code": code, "message": text, "info": text}
    return JSONResponse(body, http_status, headers)
