"""The sandbox as an ASGI application: which path leads where."""

import asyncio
import re
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ue_console.errors import StateError
from ue_console.sandbox import domain_records, project_records, webhook_checks, wire
from ue_console.sandbox.accounts import Keys
from ue_console.sandbox.calls import SUBSCRIBE, Call, House, utc_now
from ue_console.sandbox.dns_rule import Rule
from ue_console.sandbox.dns_state import dns_state, lookup_of
from ue_console.sandbox.dns_zones import Zones
from ue_console.sandbox.domain_checks import Checks
from ue_console.sandbox.events.events import Events
from ue_console.sandbox.mailbox import Mailbox
from ue_console.sandbox.options import Options
from ue_console.sandbox.planting import plant
from ue_console.sandbox.refusal import Refusal
from ue_console.sandbox.store import Store
from ue_console.sandbox.unification.door import UnificationDoor
from ue_console.sandbox.unione import methods

_LANGUAGE: Final = re.compile(r"[a-z]{2}")
_ALL: Final = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def create_app(
    store: Store, options: Options, *, now: Callable[[], datetime] = utc_now, dns: str = ""
) -> Starlette:
    """Both services over one store; the accounts are made where they are missing.

    Args:
        store: Everything that is kept; the caller closes it.
        options: Keys, domains and seed; host, port and data file play no part here.
        now: The clock, in UTC.
        dns: Where whoever serves the application answers questions of DNS by its ``state.rule``.

    Returns:
        The application; whoever serves it closes its ``state.events`` and ``state.checks`` at the end.
    """
    keys = Keys(store, plant(store, options, now()))
    events = Events(store, keys, now, options.clock)
    zones = Zones(store)
    rule = Rule(zones, partial(domain_records.find, store), now, options.clock.publish)
    checks = Checks(store, zones, lookup_of(options, rule), now, options.clock)
    house = House(store, Mailbox(store), now, options.projects, events, checks, zones, options.webhook_check)
    desk = _Desk(house, keys, partial(dns_state, rule, options.dns, dns))
    channels = UnificationDoor(house, options)
    app = Starlette(
        routes=_routes(desk, channels),
        exception_handlers={
            Refusal: _refused,
            HTTPException: _http_error,
            ClientDisconnect: _gone,
            StateError: _state_error,
            Exception: _fault,
        },
    )
    app.router.redirect_slashes = False
    app.state.events, app.state.checks, app.state.rule = events, checks, rule
    return app


def _routes(desk: "_Desk", channels: UnificationDoor) -> list[Route]:
    """Every path; what stands at none of them is a 404."""
    return [
        Route("/{language}/transactional/api/v1/{path:path}", desk.unione, methods=_ALL),
        Route("/transactional/api/v1/{path:path}", desk.unione, methods=_ALL),
        Route("/v2/{path:path}", channels.serve, methods=_ALL),
        Route("/_sandbox/mail", desk.list_mail, methods=["GET"]),
        Route("/_sandbox/mail", desk.clear_mail, methods=["DELETE"]),
        Route("/_sandbox/mail/{mail_id}", desk.get_mail, methods=["GET"]),
        Route("/_sandbox/messages", channels.list_messages, methods=["GET"]),
        Route("/_sandbox/messages", channels.clear_messages, methods=["DELETE"]),
        Route("/_sandbox/events", desk.show_events, methods=["GET"]),
        Route("/_sandbox/webhooks", desk.list_webhooks, methods=["GET"]),
        Route("/_sandbox/dns", desk.show_dns, methods=["GET"]),
        Route("/_sandbox/trash", desk.list_trash, methods=["GET"]),
        Route("/_sandbox/trash/{project_id}/restore", desk.restore, methods=["POST"]),
        Route(SUBSCRIBE + "{token}", desk.subscribe, methods=["GET"]),
    ]


class _Desk:
    """Takes requests in and hands answers out."""

    def __init__(self, house: House, keys: Keys, dns: Callable[[], dict[str, Any]]) -> None:
        self._house = house
        self._keys = keys
        self._dns = dns

    async def unione(self, request: Request) -> Response:
        """One call of UniOne's API."""
        language = request.path_params.get("language", "en")
        name, dot, suffix = request.path_params["path"].rpartition(".")
        served = methods.SERVED.get(name)
        if not _LANGUAGE.fullmatch(language) or dot + suffix != ".json" or served is None:
            raise Refusal(404)
        if request.method != "POST":
            raise Refusal(405)
        parameters = await wire.read(request)
        caller = self._keys.caller(wire.given_key(request, parameters))
        base_url = str(request.base_url).rstrip("/")
        answer = await served(self._house, Call(parameters, caller, language, base_url))
        return JSONResponse({"status": "success", **answer})

    async def list_mail(self, request: Request) -> Response:
        """Every kept mail, oldest first."""
        return JSONResponse({"mail": self._house.mailbox.summaries()})

    async def get_mail(self, request: Request) -> Response:
        """One kept mail as MIME."""
        found = self._house.mailbox.mail(request.path_params["mail_id"])
        if found is None:
            raise Refusal(404, says="The mailbox has no mail with this id")
        from ue_console.sandbox import mime

        return Response(await asyncio.to_thread(mime.build, *found), media_type="message/rfc822")

    async def clear_mail(self, request: Request) -> Response:
        """An empty mailbox."""
        self._house.mailbox.clear()
        return JSONResponse({"status": "success"})

    async def show_events(self, request: Request) -> Response:
        """What waits to be told to webhooks, and the newest calls."""
        return JSONResponse(self._house.events.state())

    async def list_webhooks(self, request: Request) -> Response:
        """What came of the last GET to the handler of each webhook."""
        return JSONResponse({"webhooks": webhook_checks.last(self._house.store)})

    async def show_dns(self, request: Request) -> Response:
        """Where the sandbox's own DNS is, and what stands in it."""
        return JSONResponse(self._dns())

    async def list_trash(self, request: Request) -> Response:
        """Every deleted project, without its key."""
        return JSONResponse({"trash": project_records.discarded(self._house.store)})

    async def restore(self, request: Request) -> Response:
        """A deleted project works again: what the service's support does on request."""
        project_records.restore(self._house.store, request.path_params["project_id"])
        return JSONResponse({"status": "success"})

    async def subscribe(self, request: Request) -> Response:
        """The page behind the link of ``email/subscribe``."""
        from ue_console.sandbox.unione import subscribe

        email = subscribe.accept(self._house.store, request.path_params["token"])
        if email is None:
            raise Refusal(404, says="No invitation has this link")
        return Response(f"{email} receives mail again.\n", media_type="text/plain")


async def _refused(request: Request, error: Exception) -> Response:
    if not isinstance(error, Refusal):
        raise error
    headers = {"Allow": "POST"} if error.code == 405 else None
    return JSONResponse(error.answer(), error.http_status, headers)


async def _http_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    if error.status_code == 405:
        refusal = Refusal(405, says=f"This path does not take {request.method}")
    else:
        refusal = Refusal(404, says="The sandbox serves nothing at this path")
    return JSONResponse(refusal.answer(), refusal.http_status, error.headers)


async def _state_error(request: Request, error: Exception) -> Response:
    refusal = Refusal(150, says=str(error).rstrip("."))
    return JSONResponse(refusal.answer(), refusal.http_status)


async def _gone(request: Request, error: Exception) -> Response:
    return Response(status_code=400)


async def _fault(request: Request, error: Exception) -> Response:
    # The server closes the connection after a fault; a client that is not told would reuse it.
    return JSONResponse(Refusal(150).answer(), 500, {"Connection": "close"})
