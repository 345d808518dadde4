"""Splitting a message into requests that the service takes (reference: email-send, restrictions)."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ue_console.api.encoding import MEGABYTE, REQUEST_LIMIT
from ue_console.api.unione.email import send_body
from ue_console.errors import InputError
from ue_console.models.unione.message import Message, Recipient
from ue_console.services.addresses import same_key

MOST_RECIPIENTS: Final = 500
"""In one request (code 1524 above)."""
MOST_BYTES: Final = REQUEST_LIMIT
"""Of one request's JSON (code 199 above)."""


@dataclass(frozen=True, slots=True)
class Batch:
    """The recipients of one request."""

    number: int
    """From 1."""
    recipients: tuple[Recipient, ...]
    items: tuple[dict[str, Any], ...]
    """The same recipients as they stand in the request."""
    bytes: int
    """Length of the whole request's JSON."""


def encoded(value: object) -> bytes:
    """The JSON bytes as they go over the wire: compact, UTF-8; those of parts add up.

    Raises:
        InputError: A text holds half of a surrogate pair, or a number that JSON can't say.
    """
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    except ValueError as error:
        raise InputError(
            "A value of the message can't be written as JSON text.",
            "Look for broken characters or infinite numbers in substitutions and metadata.",
        ) from error


def unique(recipients: Iterable[Recipient]) -> list[Recipient]:
    """Each address once, the first spelling kept, in order.

    The service finds a repeated address only within one request: across batches it would get
    the mail twice.
    """
    first: dict[str, Recipient] = {}
    for recipient in recipients:
        first.setdefault(same_key(recipient.email), recipient)
    return list(first.values())


def split(message: Message) -> tuple[Batch, ...]:
    """Split into batches of at most ``MOST_RECIPIENTS`` and ``MOST_BYTES``, order kept.

    Args:
        message: With every recipient; repeated addresses go in once.

    Raises:
        InputError: Without recipients the message is too large already, or one recipient's values are.
    """
    recipients = unique(message.recipients)
    body = send_body(message.model_copy(update={"recipients": recipients}))
    items: list[Any] = body["message"].pop("recipients", [])
    body["message"]["recipients"] = []
    fixed = len(encoded(body))
    if fixed > MOST_BYTES:
        raise InputError(
            f"The message alone is {fixed / MEGABYTE:.1f} MB; a request takes 10 MB.",
            "Make attachments or bodies smaller, or link to the files.",
            field="attachments" if message.attachments or message.inline_attachments else "body",
        )
    return tuple(_fill(recipients, items, fixed))


def _fill(recipients: Sequence[Recipient], items: Sequence[Any], fixed: int) -> Iterable[Batch]:
    number, start, total = 1, 0, fixed
    for at, item in enumerate(items):
        size = len(encoded(item))
        if fixed + size > MOST_BYTES:
            raise InputError(
                f"The values of {recipients[at].email} ({size / MEGABYTE:.1f} MB) don't fit into a request.",
                "Shorten this recipient's substitutions.",
                field="recipients",
            )
        comma = 1 if at > start else 0
        if at - start == MOST_RECIPIENTS or total + comma + size > MOST_BYTES:
            yield Batch(number, tuple(recipients[start:at]), tuple(items[start:at]), total)
            number, start, total, comma = number + 1, at, fixed, 0
        total += comma + size
    if start < len(recipients):
        yield Batch(number, tuple(recipients[start:]), tuple(items[start:]), total)
