"""The fields of a message in which the service replaces tags, by their path in the API.

Bodies, subject, from_name, header values and options.unsubscribe_url (reference: email-send;
header values of any accepted name, the widest of the published lists).
"""

from typing import Final

from ue_console.models.unione.content import Content
from ue_console.models.unione.message import Message, Recipient
from ue_console.rendering.headers import Headers, accepted_headers
from ue_console.rendering.result import Value

UNSUBSCRIBE_URL: Final = "UnsubscribeUrl"
"""The tag that the service fills itself, another link for each recipient."""

TO_NAME: Final = "to_name"
"""The substitution that also becomes the display name in To."""

CUSTOM_LINK: Final = "options.unsubscribe_url"

BODY_PARTS: Final = ("body.html", "body.plaintext", "body.amp")


def substituted_fields(content: Content, headers: Headers | None = None) -> dict[str, str]:
    """Return path → source of every field that is there, in the order of a mail's reading.

    Args:
        content: A message, or a template.
        headers: What ``accepted_headers`` gave for it, where that is at hand.
    """
    headers = headers or headers_of(content)
    sources = {
        "subject": content.subject,
        "from_name": content.from_name,
        "body.html": content.body.html,
        "body.plaintext": content.body.plaintext,
        "body.amp": content.body.amp,
        **{f"headers.{name}": value for name, value in headers.values.items()},
    }
    if isinstance(content, Message):
        sources[CUSTOM_LINK] = content.options.unsubscribe_url
    return {path: source for path, source in sources.items() if source}


def headers_of(content: Content) -> Headers:
    """Return the headers that the service takes of ``content``."""
    approved = not isinstance(content, Message) or bool(content.skip_unsubscribe)
    return accepted_headers(content.headers, lists_allowed=approved)


def values_for(message: Message, recipient: Recipient) -> dict[str, Value]:
    """Return the recipient's substitutions over the global ones."""
    return {**message.global_substitutions, **recipient.substitutions}
