"""The outermost layer of the application: dates, the end of the sandbox, and faults."""

import asyncio
import logging
from email.utils import formatdate
from typing import Final

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ue_console.sandbox.refusal import Refusal

LOGGER: Final = logging.getLogger("ue_console.sandbox")
"""Told of every fault, with its traceback."""


def edged(app: ASGIApp) -> ASGIApp:
    """Put the date into each answer, and answer for requests that the end of the sandbox cuts off.

    uvicorn renews its own date once a second, also while idle, and calls a request that is cancelled
    an exception of the application.
    """

    async def outermost(scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def send_dated(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                date = (b"date", formatdate(usegmt=True).encode())
                message = {**message, "headers": [date, *message.get("headers", [])]}
            await send(message)

        try:
            await app(scope, receive, send_dated)
        except asyncio.CancelledError:
            if not started:
                await _ending()(scope, receive, send_dated)
        except Exception:
            # Answered already, by the application's own handler.
            LOGGER.exception("The sandbox met an error of its own: %s %s", scope["method"], scope["path"])

    return outermost


def _ending() -> JSONResponse:
    refusal = Refusal(503)
    return JSONResponse(refusal.answer(), refusal.http_status, {"Connection": "close"})
