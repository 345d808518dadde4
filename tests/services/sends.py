"""What tests of sending share: a client that answers by script, messages, a clock."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar

from ue_console.models.unione.content import Body
from ue_console.models.unione.message import Message, Recipient, SendResult
from ue_console.services.sending import Sending
from ue_console.store.sends import Sends

Answer = Callable[[Message], SendResult]

M = TypeVar("M")
"""A message."""
R = TypeVar("R")
"""What comes back."""


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


class Scripted(Generic[M, R]):
    """A ``send`` that is answered call by call; then everything is accepted.

    Args:
        otherwise: The answer of a service that takes everything.
        answers: What comes before that: an answer each, or what is raised.
    """

    def __init__(self, otherwise: Callable[[M], R], *answers: Callable[[M], R] | BaseException) -> None:
        self.answers = list(answers)
        self.sent: list[M] = []
        self._otherwise = otherwise

    async def send(self, message: M) -> R:
        self.sent.append(message)
        answer = self.answers.pop(0) if self.answers else self._otherwise
        if isinstance(answer, BaseException):
            raise answer
        return answer(message)


class Script(Scripted[Message, SendResult]):
    """A client for mail whose calls are answered one by one."""

    def __init__(self, *answers: Answer | BaseException) -> None:
        super().__init__(accepted, *answers)

    @property
    def email(self) -> "Script":
        return self

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
