"""Unsubscribed addresses (reference: unsubscribed-set, -check, -list)."""

import asyncio
from collections.abc import Mapping
from datetime import date
from typing import Any, Final, cast

from ue_console.api.methods import UNSUBSCRIBED_CHECK, UNSUBSCRIBED_LIST, UNSUBSCRIBED_SET
from ue_console.api.reading import AnswerReader
from ue_console.api.transport import Transport
from ue_console.models.base import Model
from ue_console.models.unione.unsubscribed import UnsubscribedRow, UnsubscribedSet

_LIST: Final = "unsubscribed"


class _Checked(Model):
    """The answer to ``unsubscribed/check``."""

    is_unsubscribed: bool


class UnsubscribedApi:
    """The methods ``unsubscribed/*``."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def set(self, address: str, *, part_of: str = "") -> UnsubscribedSet:
        """Unsubscribe ``address``; the API can't take it back.

        Args:
            address: Whom.
            part_of: The id of the list that this is one of, if it is.
        """
        answer = await self._transport.call(UNSUBSCRIBED_SET, {"address": address}, part_of=part_of)
        return self._transport.reader(UNSUBSCRIBED_SET).model(UnsubscribedSet, answer)

    async def check(self, address: str) -> bool:
        """Return True when ``address`` is unsubscribed."""
        answer = await self._transport.call(UNSUBSCRIBED_CHECK, {"address": address})
        return self._transport.reader(UNSUBSCRIBED_CHECK).model(_Checked, answer).is_unsubscribed

    async def list(self, date_from: date | None = None) -> "list[UnsubscribedRow]":
        """Return who unsubscribed since ``date_from`` (UTC), in one answer; None means today.

        Raises:
            TooMuchData: The answer is larger than this console takes.
        """
        body: dict[str, Any] = {} if date_from is None else {"date_from": date_from.isoformat()}
        answer = await self._transport.call(UNSUBSCRIBED_LIST, body)
        return await asyncio.to_thread(_rows, self._transport.reader(UNSUBSCRIBED_LIST), answer)


def _rows(reader: AnswerReader, answer: Mapping[str, Any]) -> list[UnsubscribedRow]:
    """Check the rows by hand: through a model, 100,000 of them take a second."""
    rows = answer.get(_LIST, False)
    if rows is None:
        return []
    if not isinstance(rows, list):
        raise reader.wrong(_LIST)
    return [_row(reader, number, row) for number, row in enumerate(rows)]


def _row(reader: AnswerReader, number: int, row: Any) -> UnsubscribedRow:
    if not isinstance(row, dict):
        raise reader.wrong(f"{_LIST}.{number}")
    if not isinstance(row.get("address"), str):
        raise reader.wrong(f"{_LIST}.{number}.address")
    if not isinstance(row.get("unsubscribed_on"), str | None):
        raise reader.wrong(f"{_LIST}.{number}.unsubscribed_on")
    return cast("UnsubscribedRow", row)
