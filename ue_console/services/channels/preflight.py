"""Everything that the service would refuse, and more that an operator wants to know, before a send."""

from collections.abc import Iterator, Mapping
from typing import Final

from ue_console.models.unification.message import Message
from ue_console.services.addresses import address_problem
from ue_console.services.channels.drafts import ChannelDraft
from ue_console.services.channels.limits import MAIL, beyond
from ue_console.services.channels.messages import From, messages, read_sender
from ue_console.services.channels.parts import Loaded
from ue_console.services.channels.receivers import ME, Receivers, nearest, strangers
from ue_console.services.findings import Finding
from ue_console.services.recipients.parsed import RowProblem

NO_RECEIVERS, NO_CONNECTION, BAD_RECEIVERS = 410, 411, 412
MOST_TOLD: Final = 20
"""Receivers told one by one."""
_ORDER: Final = ("error", "warning", "note")


def check(
    draft: ChannelDraft, receivers: Receivers, loaded: Loaded, schemes: Mapping[str, str] | None
) -> tuple[Finding, ...]:
    """Check a message the way the service would (reference: message/send, errors).

    Args:
        draft: As typed.
        receivers: The draft's.
        loaded: The draft's parts, their files read.
        schemes: Connection → scheme; None where they aren't known, then they aren't checked.

    Returns:
        Errors first, then warnings, then notes.
    """
    found = [*_people(receivers, schemes), *loaded.findings]
    if not loaded.parts and not loaded.findings:
        found.append(Finding("error", "parts", "There is nothing to send.", "Write a text, or add a part."))
    known = schemes or {}
    found += _sender(read_sender(draft.sender, known), receivers, schemes)
    there = receivers.within(schemes)
    for channel, message in messages(draft, there, loaded.parts, known).items():
        found += _channel(channel, known.get(channel, ""), message)
    return tuple(sorted(found, key=lambda finding: _ORDER.index(finding.severity)))


def _people(receivers: Receivers, schemes: Mapping[str, str] | None) -> Iterator[Finding]:
    if not receivers.found:
        yield Finding(
            "error", "receivers", "There are no receivers.", "Add at least one.", None, NO_RECEIVERS
        )
    told: list[tuple[RowProblem, int | None]] = [(bad, None) for bad in receivers.problems[:MOST_TOLD]]
    if schemes is not None:
        told += [(bad, NO_CONNECTION) for bad in strangers(receivers, schemes)]
    for bad, code in sorted(told, key=lambda one: one[0].row):
        yield Finding("error", f"line {bad.row}", bad.cause, bad.remedy, None, code)
    if len(receivers.problems) > MOST_TOLD:
        yield Finding(
            "error", "receivers", f"{len(receivers.problems) - MOST_TOLD:,} more lines can't be read."
        )


def _sender(sender: From, receivers: Receivers, schemes: Mapping[str, str] | None) -> Iterator[Finding]:
    name = sender.connection
    if not name and not sender.address:
        return
    if not sender.address:
        yield Finding(
            "error", "sender", f"There is no address after “{name}:”.", "Give one, or empty the field."
        )
    elif name and schemes is not None and name not in schemes:
        cause = f"The user has no connection “{name}”."
        yield Finding("error", "sender", cause, nearest(name, schemes), None, NO_CONNECTION)
    elif name and name not in receivers.channels:
        yield Finding(
            "warning", "sender", f"The sender is of {name}, to which nothing goes.", "Correct one of the two."
        )


def _channel(channel: str, scheme: str, message: Message) -> Iterator[Finding]:
    yield from beyond(channel, scheme, message.parts)
    if scheme in MAIL:
        yield from _mail(channel, message)
    if scheme == "twitter" and any(one.name == ME and not one.address for one in message.receivers):
        yield Finding("note", channel, "Me on twitter is a tweet that everybody can read.")


def _mail(channel: str, message: Message) -> Iterator[Finding]:
    if not message.subject:
        yield Finding("warning", channel, "The mail has no subject.", "Write one.")
    told = 0
    for receiver in message.receivers:
        why = address_problem(receiver.address)
        if not why or told == MOST_TOLD:
            continue
        told += 1
        severe = "@" not in receiver.address
        cause = f"“{receiver.address or receiver.name}” is no mail address: {why}"
        code = BAD_RECEIVERS if severe else None
        yield Finding("error" if severe else "warning", channel, cause, "Correct or remove it.", None, code)
