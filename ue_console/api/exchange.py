"""What a writing call sent, got and came to, fit to be kept."""

from asyncio import CancelledError
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from ue_console.api.outcome import Answer
from ue_console.api.peer import Peer
from ue_console.api.verdicts import read_object
from ue_console.errors import ApiError, ConsoleError, NotTheService, OutcomeUnknown, ServiceFault, Unreachable

Result = Literal["done", "refused", "unknown", "not sent"]
"""``unknown`` where it may have been carried out, ``not sent`` where nothing left this machine."""


class Exchange(NamedTuple):
    """One writing call; no key and no secret is in it."""

    request: Mapping[str, Any]
    """As it was sent, secrets masked, files and what is very long left out."""
    whole: bool
    """Whether ``request`` is exactly what was sent."""
    answer: Mapping[str, Any] | None
    """The service's object in the same way; None where none came."""
    result: Result
    cause: str = ""
    """What went wrong, one sentence."""
    remedy: str = ""
    people: int = 0
    """Recipients or receivers of the message that was to go out."""


def exchange_of(
    body: Mapping[str, Any], answer: Answer | None, error: BaseException | None, peer: Peer
) -> Exchange:
    """Build it from what a call met.

    Args:
        body: The request.
        answer: What came, if anything did.
        error: What the call raises; None where it was done.
        peer: Who was called, with everything that is to be masked.
    """
    from ue_console.api.keepable import Keepable

    request = Keepable(body, peer)
    said = read_object(answer.body) if answer else None
    told = error if isinstance(error, ConsoleError) else error.__cause__ if error else None
    cause, remedy = (told.cause, told.remedy) if isinstance(told, ConsoleError) else ("", "")
    result = result_of(error)
    if error is not None and not cause:
        cause = (
            "The call was stopped here before it had left." if result == "not sent" else "The call broke off."
        )
    kept = None if said is None else Keepable(said, peer).value
    return Exchange(request.value, request.whole, kept, result, cause, remedy, _people(body))


def _people(body: Mapping[str, Any]) -> int:
    message = body.get("message")
    if not isinstance(message, Mapping):
        return 0
    return len(message.get("recipients") or message.get("receivers") or ())


def result_of(error: BaseException | None) -> Result:
    """What an error means for what was asked; a fault of the service leaves it in doubt."""
    if error is None:
        return "done"
    if isinstance(error, CancelledError):  # its cause says whether the request had left
        return "unknown" if isinstance(error.__cause__, OutcomeUnknown) else "not sent"
    if isinstance(error, Unreachable):
        return "not sent"
    if isinstance(error, ApiError | NotTheService) and not isinstance(error, ServiceFault):
        return "refused"
    return "unknown"
