"""What a recipient gets, before anything is sent."""

from typing import Final

from ue_console.models.unione.message import Message, Recipient
from ue_console.models.unione.template import Template
from ue_console.rendering.mail import RenderedMail, render_mail
from ue_console.rendering.unsubscribe import as_project

_FILLED: Final = ("subject", "from_email", "from_name", "reply_to")
_FILLED_WHEN_EMPTY: Final = (
    "global_substitutions",
    "global_metadata",
    "headers",
    "attachments",
    "inline_attachments",
)
_FILLED_WHEN_UNSET: Final = ("template_engine", "track_links", "track_read")


def has_body(message: Message) -> bool:
    """True when the message brings a body of its own: the service then ignores ``template_id``."""
    return any((message.body.html, message.body.plaintext, message.body.amp))


def resolve(message: Message, template: Template | None) -> Message:
    """The message as the service works on it, its template filled in (reference: email-send).

    Own content wins: with an own body the template is ignored, and otherwise it fills those fields
    only that the message leaves open.
    """
    if template is None or has_body(message):
        return message
    taken = {name: getattr(template, name) for name in _FILLED if not getattr(message, name)}
    taken["body"] = template.body
    taken |= {name: getattr(template, name) for name in _FILLED_WHEN_EMPTY if not getattr(message, name)}
    unset = [name for name in _FILLED_WHEN_UNSET if name not in message.model_fields_set]
    taken |= {name: getattr(template, name) for name in unset}
    return message.model_copy(update=taken)


def preview(
    message: Message,
    recipient: Recipient,
    template: Template | None = None,
    *,
    own_unsubscribe: bool | None = None,
) -> RenderedMail:
    """The mail that ``recipient`` gets; never raises.

    Args:
        message: What is sent.
        recipient: Who gets it.
        template: The one of ``template_id``, when there is one.
        own_unsubscribe: A project's ``custom_unsubscribe_url_enabled``; None for an account's key.
    """
    whole = resolve(message, template)
    if own_unsubscribe is not None:
        whole = as_project(whole, custom=own_unsubscribe)
    return render_mail(whole, recipient)
