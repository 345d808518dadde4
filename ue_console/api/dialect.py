"""What each service does in its own way on the wire that both share."""

from typing import TYPE_CHECKING, Any, Protocol

from ue_console.errors import ApiError
from ue_console.models.secret import Secret

if TYPE_CHECKING:
    from ue_console.api.methods import Method
    from ue_console.api.outcome import Answer
    from ue_console.api.peer import Peer


class Dialect(Protocol):
    """How a service is called and how it answers; it has no state."""

    @property
    def suffix(self) -> str:
        """What follows a method's path in the URL."""

    @property
    def request_limit(self) -> int | None:
        """The most bytes of one request's body; None where the service names no limit."""

    def check(self, key: Secret) -> None:
        """Refuse a key that this service can't have given out.

        Raises:
            InputError: Its sentence never shows the key.
        """

    def header(self, key: Secret) -> tuple[str, str]:
        """Return name and value of the header that shows the key."""

    def spellings(self, key: Secret) -> tuple[str, ...]:
        """Return each form of the key that an answer may repeat, longer ones first; all are masked."""

    def verdict(
        self, answer: "Answer", said: dict[str, Any] | None, method: "Method", peer: "Peer"
    ) -> dict[str, Any] | ApiError | None:
        """Return ``said`` where it tells success, the error where the service refuses, else None.

        Args:
            answer: The answer itself.
            said: Its body's JSON object, or None for any other body.
            method: What was called.
            peer: Who was called.
        """
