"""The way to what stands under ``/v2/``; all of it is imported with the first request."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from ue_console.sandbox.calls import House
    from ue_console.sandbox.options import Options
    from ue_console.sandbox.unification.desk import UnificationDesk


class UnificationDoor:
    """Hands requests on to the desk, which is made for the first of them."""

    def __init__(self, house: House, options: Options) -> None:
        self._house = house
        self._options = options

    @cached_property
    def _desk(self) -> UnificationDesk:
        from ue_console.sandbox.unification.apps import apps_of
        from ue_console.sandbox.unification.desk import UnificationDesk

        return UnificationDesk(self._house, apps_of(self._options))

    async def serve(self, request: Request) -> Response:
        """One call of the API."""
        return await self._desk.serve(request)

    async def list_messages(self, request: Request) -> Response:
        """Every message that a connection took."""
        return await self._desk.list_messages(request)

    async def clear_messages(self, request: Request) -> Response:
        """No messages any more."""
        return await self._desk.clear_messages(request)
