"""Messages across channels, and clients that answer as a test says."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.services.sends import Clock, Scripted
from ue_console.api.unification.codes import CODES
from ue_console.models.unification.message import Message, Outcome, SendResult
from ue_console.services.channels.drafts import ChannelDraft
from ue_console.services.channels.messages import messages
from ue_console.services.channels.parts import load_parts
from ue_console.services.channels.sending import ChannelSending
from ue_console.store.sends import Sends

SCHEMES: Final = {"page": "facebook", "twitter": "twitter", "newsletter": "smtp", "wa": "whatsappofficial"}
"""The connections of the tests' user."""

TWO: Final = ChannelDraft(
    receivers="page: Ann Berger <117>\npage: Me\nnewsletter: bob@example.com",
    subject="Lamps",
    body="New lamps today",
)
"""Three receivers on two channels."""

Answer = Callable[[Message], SendResult]


def made(draft: ChannelDraft = TWO) -> dict[str, Message]:
    """The messages of a draft."""
    return messages(draft, draft.parsed(SCHEMES), load_parts(draft).parts, SCHEMES)


def accepted(message: Message) -> SendResult:
    """The answer of a service that takes everything."""
    [name] = message.connections
    return SendResult({name: Outcome(200, "OK")}, (f"x://example.com/{name}",))


def refused(code: int, info: str = "") -> Answer:
    """The answer of a service whose channel refuses."""

    def answer(message: Message) -> SendResult:
        [name] = message.connections
        known = CODES.get(code)
        told = (known.meaning, known.remedy) if known else ()
        return SendResult({name: Outcome(code, info, *told)})

    return answer


class Script(Scripted[Message, SendResult]):
    """A user's client whose calls are answered one by one."""

    def __init__(self, *answers: Answer | BaseException) -> None:
        super().__init__(accepted, *answers)

    @property
    def messages(self) -> "Script":
        return self

    @property
    def channels(self) -> list[str]:
        """The channel of each request, in order."""
        return [name for message in self.sent for name in message.connections]


def sending(client: Script, sends: Sends, clock: Clock | None = None) -> ChannelSending:
    """A service around a scripted client."""
    return ChannelSending(client, sends, clock or Clock(), "Shop")


def written(path: Path, content: bytes) -> str:
    """The name of a file with this content."""
    path.write_bytes(content)
    return str(path)
