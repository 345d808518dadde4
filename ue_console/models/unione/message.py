"""A message to send, and the answer (reference: email-send, email-subscribe)."""

from pydantic import Field

from ue_console.models.base import Model
from ue_console.models.unione.content import Content, Metadata, Substitutions


class Recipient(Model):
    """One address with what is particular to it."""

    email: str
    substitutions: Substitutions = Field(default={})
    """``to_name`` is special: it becomes the display name in To."""
    metadata: Metadata = Field(default={})


class Options(Model):
    """Additional options of a message."""

    unsubscribe_url: str | None = None
    smtp_pool_id: str | None = None


class Message(Content):
    """The ``message`` object of ``email/send``: at most 500 recipients and 10 MB."""

    recipients: list[Recipient] = Field(default=[])
    template_id: str | None = None
    """Ignored by the service when a body is given."""
    skip_unsubscribe: int = 0
    """1: no unsubscribe footer (needs support's approval)."""
    options: Options = Field(default_factory=Options)


class SendResult(Model):
    """The answer to ``email/send``."""

    job_id: str
    emails: list[str] = Field(default=[])
    """Accepted addresses."""
    failed_emails: dict[str, str] = Field(default={})
    """Refused address → reason: ``unsubscribed``, ``invalid``, ``duplicate``, …"""


class Invitation(Model):
    """``email/subscribe``: a mail with a link to subscribe again."""

    from_email: str
    from_name: str
    to_email: str
