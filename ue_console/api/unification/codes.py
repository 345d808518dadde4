"""The codes of UnificationEngine, told for an operator (reference: errors)."""

from dataclasses import dataclass
from typing import Final

from ue_console.errors import ApiError, KeyRefused, NotServed, Rejected, ServiceFault


@dataclass(frozen=True, slots=True)
class Code:
    """What one code means."""

    kind: type[ApiError]
    meaning: str
    """What is wrong, one sentence."""
    remedy: str
    """What to do, one sentence."""
    field: str = ""
    """The API field concerned (``uri``), or empty."""
    wordless: str = ""
    """What to do where the service says nothing beside the code, which then tells nothing; empty for a
    code that tells enough by itself."""

    def remedy_for(self, words: str) -> str:
        """What to do, where the service says ``words`` beside the code."""
        return self.remedy if words or not self.wordless else self.wordless


CODES: Final[dict[int, Code]] = {
    401: Code(
        KeyRefused,
        "The service does not accept this id and secret.",
        "Check both halves in Accounts: an app and a user that was deleted open nothing any more.",
    ),
    410: Code(Rejected, "The message has no receivers.", "Add at least one.", "receivers"),
    411: Code(
        Rejected,
        "The user has no connection of this name.",
        "Refresh Connections and choose one of the list; capitals count.",
        "name",
    ),
    412: Code(
        Rejected,
        "The service can't use one of the receivers.",
        "Check each receiver's address and connection.",
        "receivers",
    ),
    413: Code(
        Rejected,
        "The service has no connector of this scheme.",
        "Use the scheme that the developer portal names for the connector.",
        "uri",
    ),
    414: Code(
        Rejected,
        "The app has no user with this id.",
        "Refresh Users: the user may be deleted already.",
        "uri",
    ),
    415: Code(
        Rejected,
        "The connector does not have this feature.",
        "Leave out the part that needs it, or use another connection.",
        "parts",
    ),
    416: Code(
        Rejected,
        "The channel does not accept the connection's token or password.",
        "Get a new one there, and add the connection with it.",
        "uri",
    ),
    417: Code(
        Rejected,
        "The channel's own service answered with an error.",
        "Mend what it names.",
        wordless="It gives no reason: look there whether the account works.",
    ),
    418: Code(
        Rejected,
        "The connection has expired.",
        "Refresh the connection, or add it again with a new token.",
        "uri",
    ),
    500: Code(ServiceFault, "The channel's provider is offline.", "Try again later."),
    501: Code(NotServed, "The service knows no call at this URL.", "Check the account's base URL."),
    502: Code(
        Rejected,
        "The service could not read the request as JSON.",
        "Look for a value that JSON can't hold, then try again.",
    ),
    503: Code(
        Rejected,
        "The request lacks something that the service or the channel needs.",
        "Fill in what is empty, the connection's token and password included.",
    ),
    504: Code(ServiceFault, "The service could not reach the channel.", "Try again later."),
    505: Code(
        Rejected,
        "The service finds an error in the request.",
        "Correct what it names.",
        wordless="It names nothing: look at each value.",
    ),
    506: Code(
        NotServed, "The service does not offer this call.", "Ask its support whether your plan can have it."
    ),
    1000: Code(
        ServiceFault,
        "The service had a fault of its own.",
        "Look whether the call took effect, try later, or ask support.",
    ),
}
"""Code → meaning; the service gives it as ``status``, mostly under HTTP 200."""

_OF_CONNECTIONS: Final[dict[int, Code]] = {
    415: Code(
        Rejected,
        "The connector does not have this feature.",
        "Look in the developer portal what the connector can do, or use another one.",
        "uri",
    ),
}
"""What means something else where no message is sent."""


def code_in(path: str, code: int) -> Code | None:
    """What a code means in the answer to ``connection/test``; None for one that is not known."""
    own = _OF_CONNECTIONS if path.startswith("connection/") else {}
    return own.get(code) or CODES.get(code)
