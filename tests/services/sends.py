"""What tests of sending share: a client that answers by script, messages, a clock."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from ue_console.models.unione.content import Body
from ue_console.models.unione.message import Message, Recipient, SendResult
from ue_console.services.sending import Sending
from ue_console.store.sends import Sends

Answer = Callable[[Message], SendResult]


class Clock:
    """A time that tests move."""

    def __init__(self) -> None:
        self.time = datetime(2030, 5, 17, 10, 32, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def pass_by(self, **amount: float) -> None:
        self.time += timedelta(**amount)


def accepted(message: Message) -> SendResult:
    """The answer of a service that takes everything."""
    emails = [recipient.email for recipient in message.recipients]
    return SendResult(job_id=f"job-{emails[0]}", emails=emails)


class Script:
    """A client whose calls are answered one by one; then everything is accepted."""

    def __init__(self, *answers: Answer | BaseException) -> None:
        self.answers = list(answers)
        self.sent: list[Message] = []

    @property
    def email(self) -> "Script":
        return self

    async def send(self, message: Message) -> SendResult:
        self.sent.append(message)
        answer = self.answers.pop(0) if self.answers else accepted
        if isinstance(answer, BaseException):
            raise answer
        return answer(message)

    @property
    def addresses(self) -> list[str]:
        """Every address that a request was made for, in order."""
        return [recipient.email for message in self.sent for recipient in message.recipients]


def message_to(count: int, **fields: object) -> Message:
    """A sound message to ``r0@example.com`` and so on."""
    return Message.model_validate(
        {
            "subject": "Hello",
            "from_email": "hello@acme.example",
            "body": Body(plaintext="Hello {{to_name|there}}"),
            "recipients": [Recipient(email=f"r{number}@example.com") for number in range(count)],
            **fields,
        }
    )


def sending(client: Script, sends: Sends, clock: Clock | None = None, account: str = "ACME") -> Sending:
    """A service around a scripted client."""
    return Sending(client, sends, clock or Clock(), account)
