"""The simulated connectors: which schemes there are, what each can do, and what it refuses on purpose."""

from enum import StrEnum
from typing import Any, Final, NamedTuple
from urllib.parse import unquote

from ue_console.sandbox.unification.refusal import UnificationRefusal
from ue_console.sandbox.unification.uris import ServiceUri, read_uri, scheme_of

WORDS: Final = {
    "unsupported": 415,
    "denied": 416,
    "failing": 417,
    "expired": 418,
    "offline": 500,
    "unreachable": 504,
}
"""Word → code: what a connector answers to a token, or a receiver's address, that begins with the word."""
BAD_RECEIVER: Final = "invalid"
"""Where a receiver's address begins with this, the message is refused with 412."""


class Feature(StrEnum):
    """What a part of a message may need."""

    PLAIN = "plain text"
    HTML = "HTML"
    IMAGE = "images"
    VIDEO = "video"
    BINARY = "files"


class Form(StrEnum):
    """What addresses look like on a channel."""

    NONE = "none"
    ID = "id"
    HANDLE = "handle"
    PHONE = "phone"
    MAIL = "mail"


_CHAT: Final = frozenset({Feature.PLAIN, Feature.IMAGE, Feature.VIDEO, Feature.BINARY})


class Connector(NamedTuple):
    """One channel."""

    takes: frozenset[Feature] = _CHAT
    addresses: Form = Form.ID
    renews: bool = False
    """Whether its token is one that ``connection/refresh`` replaces: no number, mail address or user id."""
    tokenless: bool = False
    """Whether its URI may go without a token."""


def _named(names: str, connector: Connector) -> dict[str, Connector]:
    return dict.fromkeys(names.split(), connector)


CONNECTORS: Final = {
    **_named("facebook fbworkplace googleplus linkedin wechat", Connector(renews=True)),
    **_named("kakaostory pinterest tumblr twitter weibo xing", Connector(_CHAT, Form.HANDLE, renews=True)),
    **_named("apns applebusinesschat bbm fbmessenger fcm googlebusiness instagram", Connector()),
    **_named("line microsoftteams telegram viber viberpa zalo", Connector()),
    **_named("kik skype threema", Connector(_CHAT, Form.HANDLE)),
    **_named("whatsapp whatsappcloud whatsappofficial whatsappsandbox", Connector(_CHAT, Form.PHONE)),
    **_named("sms", Connector(frozenset({Feature.PLAIN}), Form.PHONE)),
    **_named("sendgrid smtp", Connector(frozenset(Feature), Form.MAIL)),
    **_named("tclchatwidget", Connector(tokenless=True)),
    **_named("arlo bsh broadlink lifx lightify nest", Connector(frozenset(), Form.NONE)),
    **_named("netatmo philipshue samsung xdk", Connector(frozenset(), Form.NONE)),
}
"""By scheme in lower case. Devices of a home, the last ones, have neither messages nor addresses."""


def connector_of(uri: ServiceUri) -> Connector:
    """The connector of a URI that was let in."""
    return CONNECTORS[uri.scheme.lower()]


def given_uri(value: Any) -> ServiceUri:
    """The URI of a connection in a request, for a connector that there is.

    Raises:
        UnificationRefusal: 503 without URI or token, 505 for no URI, 413 for an unknown scheme.
    """
    if value is None or value == "":
        raise UnificationRefusal(503, "uri")
    scheme = scheme_of(value) if isinstance(value, str) else ""
    if scheme and scheme.lower() not in CONNECTORS:
        # A long one may be a token in the wrong place.
        raise UnificationRefusal(413, scheme if len(scheme) <= 20 else "")
    uri = read_uri(value) if scheme else None
    if uri is None:
        raise UnificationRefusal(505, "uri must be SCHEME://TOKEN@DOMAIN")
    if not uri.token and not connector_of(uri).tokenless:
        raise UnificationRefusal(503, "the uri has no token")
    return uri


def connect(uri: ServiceUri) -> None:
    """Try a connection out.

    Raises:
        UnificationRefusal: What :data:`WORDS` has for its token.
    """
    code = word_code(uri.token)
    if code is not None:
        raise UnificationRefusal(code)


def word_code(text: str) -> int | None:
    """The code of the word that a token or an address begins with, in whatever letter case."""
    plain = unquote(text).casefold()
    return next((code for word, code in WORDS.items() if plain.startswith(word)), None)
