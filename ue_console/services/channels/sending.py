"""Sending across channels: each channel of a plan is one ``message/send``."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, Protocol

from ue_console.errors import ApiError, ConsoleError, WireError
from ue_console.models.unification.message import Message, SendResult
from ue_console.services.channels.outcomes import answered, failed, goes_on
from ue_console.services.channels.plans import ChannelPlan, make_plan
from ue_console.services.channels.reports import channel_of
from ue_console.services.dispatch import Dispatch
from ue_console.services.reports import Report
from ue_console.store.send_records import BatchRecord, SendRecord
from ue_console.store.sends import Sends


class SendsMessages(Protocol):
    """The ``message`` calls that sending needs."""

    async def send(self, message: Message) -> SendResult:
        """``message/send``."""
        ...


class Client(Protocol):
    """A client of the service, as far as sending needs it."""

    @property
    def messages(self) -> SendsMessages:
        """The ``message`` calls."""
        ...


async def _nothing() -> None:
    """Nothing has to be known."""


class ChannelSending(Dispatch[ChannelPlan]):
    """Sends messages of one user.

    Args:
        client: Of the user.
        sends: The journal.
        clock: The time, with its zone (UTC).
        account: The name of the user's account here.
        meet: Reads the user's connections, so that their tokens are masked in what the service says.
    """

    def __init__(
        self,
        client: Client,
        sends: Sends,
        clock: Callable[[], datetime],
        account: str,
        meet: Callable[[], Awaitable[None]] = _nothing,
    ) -> None:
        super().__init__(sends, clock, account)
        self._client = client
        self._meet = meet

    async def prepare(self) -> None:
        """Meet the tokens that an answer may repeat, where they can be read."""
        with suppress(ApiError, WireError):  # the send itself tells what is wrong
            await self._meet()

    def plan(self, messages: Mapping[str, Message]) -> ChannelPlan:
        """Plan ``messages``, channel → what goes there; nothing is written or sent yet.

        Raises:
            InputError: There is nobody to send to.
        """
        return make_plan(messages, account=self._account)

    async def deliver(self, plan: ChannelPlan, batch: BatchRecord) -> BatchRecord:
        """``message/send`` on one channel."""
        return answered(batch, await self._client.messages.send(plan.batches[batch.number - 1].message))

    def failed(self, batch: BatchRecord, error: ConsoleError) -> BatchRecord:
        """Not sent, refused, or unknown."""
        return failed(batch, error)

    def goes_on(self, error: ConsoleError) -> bool:
        """Where the error concerns this channel alone."""
        return goes_on(error)

    async def retry_of(self, send: SendRecord, report: Report) -> ChannelPlan:
        """The same message on those channels that can be tried again."""
        again = {row.batch for row in report.rows if row.retry}
        messages = {
            channel_of(batch): _message(send.request(batch.number))
            for batch in send.batches
            if batch.number in again
        }
        return make_plan(messages, account=self._account, parent=send.summary.id)


def _message(request: dict[str, Any]) -> Message:
    return Message.model_validate(request["message"])
