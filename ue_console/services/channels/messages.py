"""The message of each channel, made of one draft."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ue_console.models.unification.message import Message, Part, Sender
from ue_console.services.channels.drafts import ChannelDraft
from ue_console.services.channels.limits import receiver_type
from ue_console.services.channels.parts import sketched_parts
from ue_console.services.channels.receivers import Receivers, split_connection


@dataclass(frozen=True, slots=True)
class From:
    """Who a message comes from, as typed."""

    address: str
    connection: str = ""
    """The only channel that gets this sender; empty for all of them."""

    def on(self, channel: str) -> Sender | None:
        """The sender of a channel's message."""
        if not self.address or self.connection not in ("", channel):
            return None
        return Sender(address=self.address, connector=self.connection or None)


def read_sender(typed: str, known: Collection[str]) -> From:
    """Read ``connection: address``, or an address alone; an unknown name holds neither @ nor spaces."""
    connection, address = split_connection(typed, known)
    if connection not in known and ("@" in connection or any(char.isspace() for char in connection)):
        return From(typed.strip())
    return From(address, connection)


def messages(
    draft: ChannelDraft,
    receivers: Receivers,
    parts: Sequence[Part],
    schemes: Mapping[str, str],
) -> dict[str, Message]:
    """Return channel → the message that goes there, in the order of the receivers.

    Args:
        draft: As typed.
        receivers: The draft's.
        parts: The draft's, its files read.
        schemes: Connection → scheme, as far as known.
    """
    sender = read_sender(draft.sender, schemes)
    made = {
        channel: Message(sender=sender.on(channel), subject=draft.subject, parts=list(parts))
        for channel in receivers.channels
    }
    for receiver in receivers.found:
        kind = receiver_type(schemes.get(receiver.connector, ""))
        typed = receiver.model_copy(update={"type": kind}) if kind else receiver
        made[receiver.connector].receivers.append(typed)
    return made


def sketch(draft: ChannelDraft, receivers: Receivers, channel: str, schemes: Mapping[str, str]) -> Message:
    """The message of one channel while it is typed: without what files hold, and receivers' types."""
    return Message(
        receivers=receivers.on(channel),
        sender=read_sender(draft.sender, schemes).on(channel),
        subject=draft.subject,
        parts=list(sketched_parts(draft)),
    )
