"""Sending mail: each batch of a plan is one ``email/send``."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from ue_console.errors import ConsoleError
from ue_console.models.unione.message import Message, SendResult
from ue_console.services.dispatch import Dispatch
from ue_console.services.dispatch import Progress as Progress
from ue_console.services.outcomes import answered, failed, goes_on
from ue_console.services.plans import Plan, make_plan
from ue_console.services.reports import Report, retry_message
from ue_console.store.send_records import BatchRecord, SendRecord
from ue_console.store.sends import Sends


class SendsMail(Protocol):
    """The ``email`` methods that sending needs."""

    async def send(self, message: Message) -> SendResult:
        """``email/send``."""
        ...


class Client(Protocol):
    """A client of the service, as far as sending needs it."""

    @property
    def email(self) -> SendsMail:
        """The ``email`` methods."""
        ...


class Sending(Dispatch[Plan]):
    """Sends mail from one account.

    Args:
        client: Of the account.
        sends: The journal.
        clock: The time, with its zone (UTC).
        account: Its name.
    """

    def __init__(self, client: Client, sends: Sends, clock: Callable[[], datetime], account: str) -> None:
        super().__init__(sends, clock, account)
        self._client = client

    def plan(self, message: Message, *, template_name: str = "") -> Plan:
        """Cut ``message`` into requests; nothing is written or sent yet.

        Raises:
            InputError: There is nobody to send to, or the message fits into no request.
        """
        return make_plan(message, account=self._account, template_name=template_name)

    async def deliver(self, plan: Plan, batch: BatchRecord) -> BatchRecord:
        """``email/send`` to the recipients of one batch."""
        people = list(plan.batches[batch.number - 1].recipients)
        return answered(
            batch, await self._client.email.send(plan.message.model_copy(update={"recipients": people}))
        )

    def failed(self, batch: BatchRecord, error: ConsoleError) -> BatchRecord:
        """Not sent, refused, or unknown."""
        return failed(batch, error)

    def goes_on(self, error: ConsoleError) -> bool:
        """Only where the error concerns this batch's addresses alone."""
        return goes_on(error)

    async def retry_of(self, send: SendRecord, report: Report) -> Plan:
        """The same mail to those addresses that can be tried again."""
        return make_plan(
            retry_message(send, report),
            account=self._account,
            template_name=send.summary.template_name,
            parent=send.summary.id,
        )
