"""The plan of a send: what will leave this machine, in which requests."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid4, uuid5

from ue_console.api.unione.email import send_body
from ue_console.errors import InputError
from ue_console.models.unione.message import Message
from ue_console.services.addresses import same_key
from ue_console.services.batches import Batch, split
from ue_console.store.send_records import BatchRecord, SendRecord, SendSummary


@dataclass(frozen=True, slots=True)
class Plan:
    """A message cut into batches; nothing of it changes any more."""

    id: str
    account: str
    message: Message
    """Without recipients."""
    content: dict[str, Any]
    """The ``message`` object of the requests, without recipients."""
    batches: tuple[Batch, ...]
    recipients: int
    """Addresses that get the mail, each counted once."""
    duplicates: int
    """Repeated addresses that were left out."""
    bytes: int
    """Of all requests together."""
    fingerprint: str
    """SHA-256 of content and recipients, whatever their order."""
    template_name: str = ""
    parent: str = ""
    """The send that this one retries, or empty."""

    @property
    def requests(self) -> int:
        """How many requests there are."""
        return len(self.batches)

    def record(self) -> SendRecord:
        """The plan as the journal keeps it."""
        summary = SendSummary(
            id=self.id,
            account=self.account,
            created="",
            subject=self.message.subject or "",
            template_name=self.template_name,
            recipients=self.recipients,
            state="open",
            fingerprint=self.fingerprint,
            parent=self.parent,
        )
        return SendRecord(
            summary, self.content, tuple(BatchRecord(batch.number, batch.items) for batch in self.batches)
        )


def make_plan(message: Message, *, account: str, template_name: str = "", parent: str = "") -> Plan:
    """Plan ``message`` for ``account``.

    Args:
        message: With every recipient.
        account: Its name.
        template_name: For the journal.
        parent: The send to retry. The plan's id then follows from it and from the addresses, so
            that the same retry can't be sent twice.

    Raises:
        InputError: There is nobody to send to, or the message fits into no request.
    """
    if not message.recipients:
        raise InputError("The message has no recipients.", "Add at least one.", field="recipients")
    message = message.model_copy(deep=True)
    batches = split(message)
    empty = message.model_copy(update={"recipients": []})
    content: dict[str, Any] = dict(send_body(empty)["message"])
    content.pop("recipients", None)
    items = [item for batch in batches for item in batch.items]
    keys = sorted(same_key(item["email"]) for item in items)
    return Plan(
        id=uuid5(NAMESPACE_URL, "\n".join((parent, *keys))).hex if parent else uuid4().hex,
        account=account,
        message=empty,
        content=content,
        batches=batches,
        recipients=len(items),
        duplicates=len(message.recipients) - len(items),
        bytes=sum(batch.bytes for batch in batches),
        fingerprint=_fingerprint(content, items),
        template_name=template_name,
        parent=parent,
    )


def _fingerprint(content: dict[str, Any], items: Iterable[dict[str, Any]]) -> str:
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode())
    people = ({**item, "email": same_key(item["email"])} for item in items)
    for line in sorted(json.dumps(person, sort_keys=True) for person in people):
        digest.update(b"\n" + line.encode())
    return digest.hexdigest()
