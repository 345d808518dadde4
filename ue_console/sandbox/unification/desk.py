"""Takes requests under ``/v2/`` in and hands answers out."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from ue_console.errors import StateError
from ue_console.sandbox.calls import Answer, House
from ue_console.sandbox.unification import message_log, wire
from ue_console.sandbox.unification.apps import Apps
from ue_console.sandbox.unification.calls import Call, Method
from ue_console.sandbox.unification.methods import FOR_APPS, FOR_USERS, NOT_SERVED
from ue_console.sandbox.unification.refusal import NO_KEY, UnificationRefusal


class UnificationDesk:
    """UnificationEngine's part of the application."""

    def __init__(self, house: House, apps: Apps) -> None:
        self._house = house
        self._apps = apps

    async def serve(self, request: Request) -> Response:
        """One call: an error is HTTP 200 with its code in the body, but for 401 and other verbs than POST."""
        if request.method != "POST":
            said = UnificationRefusal(501, "only POST is served here").answer()
            return JSONResponse(said, 405, {"Allow": "POST"})
        try:
            return JSONResponse({"status": 200, "info": "OK", **await self._answer(request)})
        except UnificationRefusal as refusal:
            headers = {"WWW-Authenticate": 'Basic realm="UnificationEngine"'}
            return JSONResponse(
                refusal.answer(), refusal.http_status, headers if refusal.code == NO_KEY else None
            )
        except StateError as error:
            return JSONResponse(UnificationRefusal(1000, str(error).rstrip(".")).answer())

    async def _answer(self, request: Request) -> Answer:
        name = request.path_params["path"].rstrip("/")
        self._apps.plant(self._house.store)
        method, scope = self._admitted(name, request)
        parameters = await wire.parameters(request)
        if method is None:
            raise UnificationRefusal(506, f"the sandbox does not serve {name}")
        return await method(self._house, Call(parameters, scope))

    def _admitted(self, name: str, request: Request) -> tuple[Method | None, str]:
        """Who serves the call, and whose objects it is about.

        Raises:
            UnificationRefusal: 501 for a call that there is not, 401 for wrong credentials.
        """
        if name in FOR_APPS:
            return FOR_APPS[name], self._apps.app(*wire.credentials(request))
        if name not in FOR_USERS and name not in NOT_SERVED:
            raise UnificationRefusal(501, name[:100])
        return FOR_USERS.get(name), self._apps.user(self._house.store, *wire.credentials(request))

    async def list_messages(self, request: Request) -> Response:
        """Every message that a connection took, oldest first."""
        return StreamingResponse(message_log.as_json(self._house.store), media_type="application/json")

    async def clear_messages(self, request: Request) -> Response:
        """No messages any more."""
        message_log.clear(self._house.store)
        return JSONResponse({"status": 200, "info": "OK"})
