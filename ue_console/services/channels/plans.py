"""The plan of a send across channels: one request for each channel."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import NAMESPACE_URL, uuid4, uuid5

from ue_console.api.unification.message import message_body
from ue_console.errors import InputError
from ue_console.models.unification.message import Message
from ue_console.store.send_records import UNIFICATION, BatchRecord, SendRecord, SendSummary
from ue_console.text import cut_end


@dataclass(frozen=True, slots=True)
class ChannelBatch:
    """The request of one channel."""

    number: int
    """From 1."""
    channel: str
    """The connection's name."""
    message: Message
    """What goes there, whole."""
    bytes: int
    """Length of the request's JSON."""

    def body(self) -> dict[str, Any]:
        """The request's JSON object."""
        return message_body(self.message)


@dataclass(frozen=True, slots=True)
class ChannelPlan:
    """A message for some channels; nothing of it changes any more."""

    id: str
    account: str
    subject: str
    """What the journal calls it: the subject, or the text's beginning."""
    content: dict[str, Any] = field(repr=False)
    """The ``message`` object of the requests, without receivers and sender."""
    batches: tuple[ChannelBatch, ...] = field(repr=False)
    recipients: int
    """Receivers on all channels."""
    bytes: int
    """Of all requests together."""
    fingerprint: str
    """SHA-256 of content, senders and receivers, whatever their order."""
    parent: str = ""
    """The send that this one retries, or empty."""

    @property
    def requests(self) -> int:
        """How many requests there are: one a channel."""
        return len(self.batches)

    def record(self) -> SendRecord:
        """The plan as the journal keeps it."""
        summary = SendSummary(
            id=self.id,
            account=self.account,
            created="",
            subject=self.subject,
            template_name="",
            recipients=self.recipients,
            state="open",
            fingerprint=self.fingerprint,
            parent=self.parent,
            service=UNIFICATION,
        )
        return SendRecord(summary, self.content, tuple(map(_record, self.batches)))


def make_plan(messages: Mapping[str, Message], *, account: str, parent: str = "") -> ChannelPlan:
    """Plan ``messages``, channel → what goes there, for ``account``; all have the same content.

    Args:
        messages: In the order in which they are sent.
        account: Its name.
        parent: The send to retry. The plan's id then follows from it and from the channels, so
            that the same retry can't be sent twice.

    Raises:
        InputError: There is nobody to send to.
    """
    if not messages:
        raise InputError("The message has no receivers.", "Add at least one.", field="receivers")
    messages = {channel: message.model_copy(deep=True) for channel, message in messages.items()}
    content = _content(next(iter(messages.values())))
    parts = _length(content["parts"])
    batches = tuple(
        ChannelBatch(
            number, channel, message, _length({"message": {**_head(message), "parts": 0}}) + parts - 1
        )
        for number, (channel, message) in enumerate(messages.items(), 1)
    )
    names = sorted(messages)
    return ChannelPlan(
        id=uuid5(NAMESPACE_URL, "\n".join((parent, *names))).hex if parent else uuid4().hex,
        account=account,
        subject=_label(content),
        content=content,
        batches=batches,
        recipients=sum(len(message.receivers) for message in messages.values()),
        bytes=sum(batch.bytes for batch in batches),
        fingerprint=_fingerprint(content, messages.values()),
        parent=parent,
    )


def _content(message: Message) -> dict[str, Any]:
    body: dict[str, Any] = message_body(message)["message"]
    return {name: value for name, value in body.items() if name not in ("receivers", "sender")}


def _head(message: Message) -> dict[str, Any]:
    """The ``message`` object without its parts."""
    body: dict[str, Any] = message_body(message.model_copy(update={"parts": []}))["message"]
    return {name: value for name, value in body.items() if name != "parts"}


def _record(batch: ChannelBatch) -> BatchRecord:
    head = _head(batch.message)
    own = {"sender": head["sender"]} if "sender" in head else {}
    return BatchRecord(batch.number, tuple(head["receivers"]), own=own)


def _length(value: object) -> int:
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))


def _label(content: dict[str, Any]) -> str:
    if subject := content.get("subject"):
        return str(subject)
    for part in content["parts"]:
        if str(part["contentType"]).startswith("text/plain") and part["data"].strip():
            return cut_end(str(part["data"]).strip().splitlines()[0], 60)
    return str(content["parts"][0].get("name") or content["parts"][0]["type"]) if content["parts"] else ""


def _fingerprint(content: dict[str, Any], messages: Iterable[Message]) -> str:
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode())
    heads = (_head(message) for message in messages)
    people = [{"sender": head.get("sender"), **one} for head in heads for one in head["receivers"]]
    for line in sorted(json.dumps(person, sort_keys=True) for person in people):
        digest.update(b"\n" + line.encode())
    return digest.hexdigest()
