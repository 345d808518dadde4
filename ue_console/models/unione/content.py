"""What a message and a template have in common (reference: email-send, template-set)."""

from typing import Any, Literal

from pydantic import Field, JsonValue

from ue_console.models.base import Model

Engine = Literal["simple", "velocity"]
"""The template engines of v1.16; ``simple`` is the default."""

Substitutions = dict[str, JsonValue]
"""Merge-tag name → value. Lists and objects only make sense with ``velocity``."""

Metadata = dict[str, JsonValue]
"""At most 10 keys of at most 64 characters; values string or integer, at most 1024 characters."""


class Body(Model):
    """The parts of a mail; html or plaintext is required to send."""

    html: str | None = None
    plaintext: str | None = None
    amp: str | None = None


class Attachment(Model):
    """A file with the mail, or inline: then ``name`` is its content id."""

    type: str = "application/octet-stream"
    """MIME type."""
    name: str
    content: str
    """Base64, at most 9,786,710 characters (7 MB of file)."""


class Content(Model):
    """The fields that ``email/send`` and ``template/set`` share."""

    template_engine: str = "simple"
    """``simple`` or ``velocity``; services newer than v1.16 may say more."""
    global_substitutions: Substitutions = Field(default={})
    global_metadata: Metadata = Field(default={})
    body: Body = Field(default_factory=Body)
    subject: str | None = None
    from_email: str | None = None
    from_name: str | None = None
    reply_to: str | None = None
    track_links: int = 1
    """1 on (default), 0 off."""
    track_read: int = 1
    """1 on (default), 0 off."""
    headers: dict[str, Any] = Field(default={})
    """At most 50; only ``X-`` names are accepted, and ``List-`` ones with support's approval."""
    attachments: list[Attachment] = Field(default=[])
    inline_attachments: list[Attachment] = Field(default=[])
