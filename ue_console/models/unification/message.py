"""A message across channels, and what became of it (reference: message/send)."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import Field

from ue_console.models.base import Model


class Receiver(Model):
    """One address on one connection."""

    name: str = ""
    """``Me`` for the own wall, ``Page`` for a page, else a person's name."""
    address: str = ""
    """Empty for the own wall."""
    connector: str = Field(alias="Connector")
    """Name of the connection, not of its scheme; capitals count."""
    type: str | None = None
    """``to`` for mail, ``individual`` for WhatsApp; most channels know none."""


class Sender(Model):
    """Who a message comes from."""

    address: str
    connector: str | None = Field(default=None, alias="Connector")
    """Name of the connection."""


class Part(Model):
    """One piece of a message."""

    id: str
    """Names the part; need not be unique."""
    content_type: str = Field(default="text/plain", alias="contentType")
    """What the channel does not know is taken as binary."""
    type: str = "body"
    """``body``, ``image``, ``link``, …: the channel's word for what the part is."""
    data: str
    """Text as it is, a file as base64."""
    size: int | None = None
    """Bytes before base64; None for as many as ``data`` has."""
    name: str | None = None
    """A file's name."""
    sort: int | None = None
    """Place among the parts."""

    @classmethod
    def of_file(
        cls, part_id: str, content: bytes, name: str, content_type: str, kind: str = "file"
    ) -> "Part":
        """Return a part that carries a file."""
        data = b64encode(content).decode("ascii")
        return cls(id=part_id, content_type=content_type, type=kind, data=data, size=len(content), name=name)


class Message(Model):
    """The ``message`` object of ``message/send``."""

    receivers: list[Receiver] = Field(default_factory=list)
    sender: Sender | None = None
    subject: str = ""
    parts: list[Part] = Field(default_factory=list)

    @property
    def connections(self) -> list[str]:
        """Names of the connections that it goes to, each once, in order."""
        return list(dict.fromkeys(receiver.connector for receiver in self.receivers))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a message on one connection, or as a whole."""

    code: int | None = None
    """200 for accepted, another code for refused, None where nobody knows."""
    info: str = ""
    """The service's own words, fit to show."""
    meaning: str = ""
    """Why it was refused, one sentence; empty where the code is new."""
    remedy: str = ""
    """What to do about it, one sentence."""

    @property
    def accepted(self) -> bool:
        """Whether the service took it."""
        return self.code == 200

    @property
    def unknown(self) -> bool:
        """Whether nobody knows: it may have been sent."""
        return self.code is None


@dataclass(frozen=True, slots=True)
class SendResult:
    """The answer to ``message/send``."""

    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    """By connection, those of the receivers first; unknown where the answer leaves one out."""
    uris: tuple[str, ...] = ()
    """``SCHEME://DOMAIN/MESSAGEID`` of what was sent, as the service has it."""
    whole: Outcome | None = None
    """What the answer says of all of it, where it does."""

    @property
    def accepted(self) -> list[str]:
        """Connections on which the service took it."""
        return [name for name, outcome in self.outcomes.items() if outcome.accepted]

    @property
    def refused(self) -> list[str]:
        """Connections that did not take it."""
        return [name for name, one in self.outcomes.items() if not one.accepted and not one.unknown]

    @property
    def unknown(self) -> list[str]:
        """Connections on which it may have been sent."""
        return [name for name, outcome in self.outcomes.items() if outcome.unknown]
