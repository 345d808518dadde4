"""What is known of each channel's limits (facts: message/send). What nobody documents is not checked."""

from collections.abc import Iterator, Sequence
from typing import Final

from ue_console.models.unification.message import Part
from ue_console.services.channels.parts import is_text
from ue_console.services.findings import Finding

MAIL: Final = frozenset({"smtp", "sendgrid"})
WHATSAPP: Final = frozenset({"whatsapp", "whatsappofficial", "whatsappsandbox", "whatsappcloud"})
WHATSAPP_TEXT: Final = 4096
"""Characters."""
WHATSAPP_FILES: Final = (5_000_000, 16_000_000, 100_000_000)
"""Bytes, by kind of file; which is of which kind the service's documents don't say."""
TWITTER_TEXT: Final = 140
"""Characters, in the documents' example of what a connector tells of itself."""

CORE: Final = ("body", "image_link", "link", "link_title", "link_description", "tags", "image")
_REPLIES: Final = frozenset({"telegram", "instagram"})
_WHATSAPP_TYPES: Final = (
    *("body", "image_link", "audio_link", "video_link", "file", "template", "location", "contacts", "link"),
    *("header", "footer", "list_picker/button", "list_picker/text", "received_message"),
)
_OTHER: Final = (
    *("button/postback", "generic/elements", "card", "card/hero", "card/thumbnail", "card/imessage"),
    *("list_picker/time", "payment", "auth"),
)
TYPES: Final = tuple(dict.fromkeys((*CORE, *_WHATSAPP_TYPES, "quickreply", *_OTHER)))
"""Every type of a part that a document names."""


def receiver_type(scheme: str) -> str | None:
    """The ``type`` of a receiver on a channel; None where it has none."""
    if scheme in MAIL:
        return "to"
    return "individual" if scheme in WHATSAPP else None


def types_of(scheme: str) -> tuple[str, ...]:
    """The types of parts that documents name for a channel."""
    if scheme in WHATSAPP:
        return _WHATSAPP_TYPES
    return (*CORE, "quickreply") if scheme in _REPLIES else CORE


def known_limits(scheme: str) -> tuple[str, ...]:
    """The limits of a channel, a sentence each."""
    if scheme in WHATSAPP:
        sizes = ", ".join(str(size // 1_000_000) for size in WHATSAPP_FILES[:-1])
        largest = WHATSAPP_FILES[-1] // 1_000_000
        return (
            f"Text of at most {WHATSAPP_TEXT:,} characters.",
            f"Files of at most {sizes} or {largest} MB, by kind of file.",
        )
    if scheme == "twitter":
        return (f"Text of {TWITTER_TEXT} characters in the service's example; the channel may take more.",)
    return ()


def beyond(channel: str, scheme: str, parts: Sequence[Part]) -> Iterator[Finding]:
    """What of a message goes beyond what is known of its channel."""
    for part in parts:
        yield from _type(channel, scheme, part)
        if part.content_type.startswith("text/html") and scheme not in MAIL:
            yield from _html(channel, parts)
        if is_text(part.content_type) and part.type == "body":
            yield from _text(channel, scheme, part)
        elif scheme in WHATSAPP:
            yield from _file(channel, part)


def _type(channel: str, scheme: str, part: Part) -> Iterator[Finding]:
    place = f"{channel}, part {part.id}"
    if part.type == "attachment":
        yield Finding(
            "warning", place, "No channel has parts of type “attachment”.", "Write file.", None, 415
        )
    elif part.type not in TYPES:
        cause = f"No document names the type “{part.type}”."
        yield Finding("warning", place, cause, "Look for it at the channel, or choose another.", None, 415)
    elif part.type not in types_of(scheme) and scheme not in MAIL:
        cause = f"The type “{part.type}” is documented for other channels than {scheme}."
        yield Finding("warning", place, cause, "The service may refuse it here.", None, 415)


def _html(channel: str, parts: Sequence[Part]) -> Iterator[Finding]:
    plain = any(part.content_type.startswith("text/plain") and part.type == "body" for part in parts)
    if not plain:
        cause = "Whether this channel takes HTML is documented nowhere."
        yield Finding("warning", channel, cause, "F4 in the message makes the body text.", None, 415)


def _text(channel: str, scheme: str, part: Part) -> Iterator[Finding]:
    length = len(part.data)
    if scheme in WHATSAPP and length > WHATSAPP_TEXT:
        cause = f"The text has {length:,} characters; WhatsApp takes {WHATSAPP_TEXT:,}."
        yield Finding("error", channel, cause, "Shorten it, or leave this channel out.")
    if scheme == "twitter" and length > TWITTER_TEXT:
        cause = f"The text has {length:,} characters; the service's example allows {TWITTER_TEXT}."
        yield Finding("warning", channel, cause, "The channel may refuse it.")


def _file(channel: str, part: Part) -> Iterator[Finding]:
    size = part.size or 0
    below = [most for most in WHATSAPP_FILES if most < size]
    if not below:
        return
    most, severe = below[-1] // 1_000_000, len(below) == len(WHATSAPP_FILES)
    cause = (
        f"{part.name or part.id} has {size / 1_000_000:.1f} MB; WhatsApp takes only {most} MB of some kinds."
    )
    yield Finding("error" if severe else "warning", channel, cause, "Link to the file instead.")
