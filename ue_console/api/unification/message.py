"""Sending a message on several channels at once (reference: message/send)."""

from collections.abc import Mapping
from typing import Any

from ue_console.api.peer import Peer
from ue_console.api.transport import Transport
from ue_console.api.unification.codes import CODES
from ue_console.api.unification.methods import MESSAGE_SEND
from ue_console.api.unification.statuses import OK, Status, read_statuses
from ue_console.models.base import Model
from ue_console.models.unification.message import Message, Outcome, Part, SendResult


def message_body(message: Message) -> dict[str, Any]:
    """Return the exact JSON object that ``message/send`` gets for ``message``.

    What is None, and an empty subject, is left out; a part's size is filled in. The ``uri`` beside
    and in the message, which the reference's example has, is in no later document and no client.
    """
    body: dict[str, Any] = {"receivers": [_dumped(receiver) for receiver in message.receivers]}
    if message.sender:
        body["sender"] = _dumped(message.sender)
    if message.subject:
        body["subject"] = message.subject
    return {"message": {**body, "parts": [_part(part) for part in message.parts]}}


def _part(part: Part) -> dict[str, Any]:
    size = len(part.data.encode(errors="surrogatepass")) if part.size is None else part.size
    return _dumped(part.model_copy(update={"size": size}))


def _dumped(model: Model) -> dict[str, Any]:
    return model.model_dump(mode="json", by_alias=True, exclude_none=True)


class MessagesApi:
    """The call ``message/send``, which is never repeated by itself."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def send(self, message: Message) -> SendResult:
        """Send ``message`` once, and return what became of it on each connection.

        That every connection refuses is a result, too: each has a reason of its own.

        Raises:
            ApiError: Refused as a whole: no receivers (410), a wrong secret (401), …
            Unreachable: Nothing left this machine.
            OutcomeUnknown: It left, and whether it was sent on any connection is not known.
        """
        answer = await self._transport.call(MESSAGE_SEND, message_body(message))
        return send_result(answer, message.connections, self._transport.peer)


def send_result(answer: Mapping[str, Any], connections: list[str], peer: Peer) -> SendResult:
    """Read the answer to a message that went to ``connections``.

    Where it names no connection, what it says of the whole holds for each. Where it names some, the
    others are unknown.
    """
    told = read_statuses(answer)
    own = {name: status for name, status in told.each.items() if name}
    whole = told.whole or told.each.get("")
    rest = None if told.names else whole
    names = dict.fromkeys([*connections, *own])
    return SendResult(
        {name: _outcome(own.get(name, rest), peer) for name in names},
        _uris(answer.get("URIs"), peer),
        _outcome(whole, peer) if whole else None,
    )


def _outcome(status: Status | None, peer: Peer) -> Outcome:
    if status is None:
        return Outcome()
    words = peer.clean(status.info, 300)
    code = None if status.code == OK else CODES.get(status.code)
    return Outcome(status.code, words, code.meaning if code else "", code.remedy_for(words) if code else "")


def _uris(value: object, peer: Peer) -> tuple[str, ...]:
    """Return the URIs, fit to be kept; the service sends a list, one of its examples a text."""
    rows = value if isinstance(value, list) else [value]
    return tuple(peer.masked(row) for row in rows if isinstance(row, str) and row)
