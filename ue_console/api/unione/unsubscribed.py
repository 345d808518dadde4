"""Unsubscribed addresses (reference: unsubscribed-set, -check, -list)."""

from datetime import date
from typing import Any

from ue_console.api.methods import UNSUBSCRIBED_CHECK, UNSUBSCRIBED_LIST, UNSUBSCRIBED_SET
from ue_console.api.transport import Transport
from ue_console.models.base import Model
from ue_console.models.unione.unsubscribed import Unsubscribed, UnsubscribedSet


class _Checked(Model):
    """The answer to ``unsubscribed/check``."""

    is_unsubscribed: bool


class UnsubscribedApi:
    """The methods ``unsubscribed/*``."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def set(self, address: str) -> UnsubscribedSet:
        """Unsubscribe ``address``; the API can't take it back."""
        answer = await self._transport.call(UNSUBSCRIBED_SET, {"address": address})
        return self._transport.reader(UNSUBSCRIBED_SET).model(UnsubscribedSet, answer)

    async def check(self, address: str) -> bool:
        """Return True when ``address`` is unsubscribed."""
        answer = await self._transport.call(UNSUBSCRIBED_CHECK, {"address": address})
        return self._transport.reader(UNSUBSCRIBED_CHECK).model(_Checked, answer).is_unsubscribed

    async def list(self, date_from: date | None = None) -> "list[Unsubscribed]":
        """Return who unsubscribed since ``date_from`` (UTC); None means today."""
        body: dict[str, Any] = {} if date_from is None else {"date_from": date_from.isoformat()}
        answer = await self._transport.call(UNSUBSCRIBED_LIST, body)
        return self._transport.reader(UNSUBSCRIBED_LIST).models(Unsubscribed, answer, "unsubscribed")
