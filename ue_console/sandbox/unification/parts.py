"""The parts of a message, and what a channel must be able to do for them (reference: message/send)."""

from collections.abc import Mapping
from typing import Any, Final

from ue_console.sandbox.unification.calls import given
from ue_console.sandbox.unification.connectors import Connector, Feature
from ue_console.sandbox.unification.refusal import UnificationRefusal

_BY_TYPE: Final = {
    "image": Feature.IMAGE,
    "image_link": Feature.IMAGE,
    "video": Feature.VIDEO,
    "video_link": Feature.VIDEO,
    "audio_link": Feature.BINARY,
    "file": Feature.BINARY,
}


def features(message: Mapping[str, Any]) -> frozenset[Feature]:
    """What the parts need; HTML beside plain text needs nothing, as the text can go instead.

    Raises:
        UnificationRefusal: 503 where ``parts`` is missing, 505 where it is no list of objects.
    """
    parts = given(message, "parts")
    if parts is None:
        raise UnificationRefusal(503, "parts")
    if not isinstance(parts, list) or not all(isinstance(part, dict) for part in parts):
        raise UnificationRefusal(505, "parts must be a list of objects")
    needed = {_feature(part) for part in parts}
    return frozenset(needed - {Feature.HTML} if Feature.PLAIN in needed else needed)


def check(needed: frozenset[Feature], connector: Connector) -> None:
    """See that a channel can carry a message.

    Raises:
        UnificationRefusal: 415.
    """
    if not connector.takes:
        raise UnificationRefusal(415)
    lacking = sorted(needed - connector.takes)
    if lacking:
        raise UnificationRefusal(415, ", ".join(lacking))


def _feature(part: Mapping[str, Any]) -> Feature:
    """The part's type counts most: the public clients call every content ``binary``."""
    kind = str(given(part, "type") or "").lower()
    content = str(given(part, "contentType") or "").lower()
    if kind in _BY_TYPE:
        return _BY_TYPE[kind]
    if content.startswith("text/html"):
        return Feature.HTML
    if content.startswith("image/"):
        return Feature.IMAGE
    if content.startswith("video"):
        return Feature.VIDEO
    return Feature.PLAIN if kind or not content or content.startswith("text/") else Feature.BINARY
