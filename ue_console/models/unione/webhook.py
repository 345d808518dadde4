"""A webhook: where the service reports events to, and which (reference: webhook-set, webhook-list)."""

from typing import Final

from pydantic import Field

from ue_console.models.base import Model

EMAIL_STATUSES: Final = (
    "sent",
    "delivered",
    "opened",
    "clicked",
    "unsubscribed",
    "soft_bounced",
    "hard_bounced",
    "spam",
)
"""The statuses of a mail that a webhook may ask for, in the order of a mail's life."""

SPAM_BLOCK: Final = ["*"]
"""All that ``events.spam_block`` may hold (code 2712)."""

FORMATS: Final = ("json_post", "json_post_gzip")
"""The values of ``event_format``."""

LEAST_PARALLEL: Final = 5
"""The least ``max_parallel``; a handler must hold as many calls at once (code 2707)."""
MOST_PARALLEL: Final = 100
USUAL_PARALLEL: Final = 10


class Events(Model):
    """What a webhook asks for."""

    spam_block: list[str] | None = None
    """``["*"]`` for blocks by spam filters; None without."""
    email_status: list[str] | None = None
    """Of :data:`EMAIL_STATUSES`, and what a newer service adds; None without."""


class WebhookSettings(Model):
    """What an operator sets: the parameters of ``webhook/set``; None leaves a value as it is."""

    url: str
    """ASCII; unique in the account or project, and what the webhook is known by."""
    status: str | None = None
    """``active`` or ``disabled``."""
    event_format: str | None = None
    delivery_info: int | None = None
    """1: with the SMTP answer, the reason of a bounce, user agent, IP and the clicked URL."""
    single_event: int | None = None
    """1: one event in each call."""
    max_parallel: int | None = None
    """Calls at once at the most, 5 to 100."""
    events: Events | None = None


class Webhook(Model):
    """One row of ``webhook/list``."""

    id: int = 0
    url: str
    status: str = "active"
    """``active``, ``disabled`` by the operator, or ``stopped`` by the service after 24 h of failed calls."""
    event_format: str = "json_post"
    delivery_info: int = 0
    single_event: int = 0
    max_parallel: int = USUAL_PARALLEL
    updated_at: str = ""
    """``YYYY-MM-DD hh:mm:ss`` UTC."""
    events: Events = Field(default_factory=Events)
