"""Sending (reference: email-send, email-subscribe)."""

from typing import Any, Final

from ue_console.api.failed_emails import read_failed
from ue_console.api.methods import EMAIL_SEND, EMAIL_SUBSCRIBE
from ue_console.api.transport import Transport
from ue_console.api.unione.body import compact
from ue_console.models.unione.message import Invitation, Message, SendResult

_TEMPLATE_DECIDES: Final = ("template_engine", "track_links", "track_read")
"""Fields that a template holds too: a default of ours would overrule it."""


def send_body(message: Message) -> dict[str, Any]:
    """Return the exact JSON object that ``email/send`` gets for ``message``.

    None and what is empty is left out. A message that leaves its body to a template leaves the
    engine and the tracking to it as well, unless they were set.
    """
    has_body = any((message.body.html, message.body.plaintext, message.body.amp))
    by_template = bool(message.template_id) and not has_body
    unset = [name for name in _TEMPLATE_DECIDES if name not in message.model_fields_set]
    return {"message": compact(message, leave_out=unset if by_template else (), keep_empty=("recipients",))}


class EmailApi:
    """The methods ``email/*``. Neither is ever repeated by itself."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def send(self, message: Message) -> SendResult:
        """Send ``message`` once.

        Raises:
            ApiError: Refused; ``failed_emails`` has the reasons when every address was (code 204).
            Unreachable: Nothing left this machine.
            OutcomeUnknown: It left, and whether it was sent is not known.
        """
        answer = await self._transport.call(EMAIL_SEND, send_body(message))
        told = {**answer, "failed_emails": read_failed(answer.get("failed_emails"))}
        return self._transport.reader(EMAIL_SEND).model(SendResult, told)

    async def subscribe(self, invitation: Invitation) -> None:
        """Mail a link to subscribe again; the service allows few of these a day."""
        await self._transport.call(EMAIL_SUBSCRIBE, compact(invitation))
