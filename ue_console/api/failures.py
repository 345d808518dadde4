"""Calls without a usable answer: what happened on the wire, told to the operator."""

from ue_console.api.methods import Method
from ue_console.api.outcome import Failure, Trouble
from ue_console.api.peer import Peer
from ue_console.errors import NotTheService, OutcomeUnknown, TimedOut, TooMuchData, Unreachable, WireError

_CONNECTING = "Check the network and the account's base URL, then try again."
_BETWEEN = "Check the account's base URL and any proxy between."
_SLOW = "Try again; if it stays slow, check the network."
_PROXY = "Check the HTTPS_PROXY setting of this shell."
_TRUST = "Check this machine's clock; behind a proxy that opens TLS, set SSL_CERT_FILE to its certificate."

_SENTENCES: dict[Trouble, tuple[str, str]] = {
    Trouble.NAME: ("No address was found for the name {host}.", _CONNECTING),
    Trouble.REFUSED: ("{host} refused the connection.", _CONNECTING),
    Trouble.ROUTE: ("No connection to {host} could be made.", _CONNECTING),
    Trouble.CONNECT_TIME: ("{host} took no connection in time.", _CONNECTING),
    Trouble.CERTIFICATE: ("The TLS certificate of {host} is not trusted: {detail}.", _TRUST),
    Trouble.TLS: ("No TLS connection to {host} could be made: {detail}.", _BETWEEN),
    Trouble.PROXY: ("The proxy made no connection to {host}.", _PROXY),
    Trouble.READ_TIME: ("{host} fell silent before its answer was complete.", _SLOW),
    Trouble.WRITE_TIME: ("{host} stopped taking the request.", _SLOW),
    Trouble.TOTAL_TIME: ("{host} was too slow to answer.", _SLOW),
    Trouble.BROKEN: ("{host} broke the connection off before its answer was complete.", "Try again."),
    Trouble.TOO_LARGE: ("{host} answers with more data than this console takes.", _BETWEEN),
    Trouble.GARBLED: ("{host} answers with data that can't be unpacked.", _BETWEEN),
    Trouble.CANCELLED: ("The call to {host} was stopped here before its answer came.", "Try again."),
}

_TIMES = (Trouble.READ_TIME, Trouble.WRITE_TIME, Trouble.TOTAL_TIME)


def error_for(failure: Failure, method: Method, peer: Peer) -> WireError:
    """Return the error that tells ``failure``; for a writing method it says what became of the request."""
    sentence, remedy = _SENTENCES[failure.trouble]
    cause = sentence.format(host=peer.host, detail=failure.detail or "no reason given")
    if failure.sent and method.writes:
        return unknown(cause, method)
    if not failure.sent:
        return Unreachable(cause, remedy)
    if failure.trouble in _TIMES:
        return TimedOut(cause, remedy)
    if failure.trouble is Trouble.TOO_LARGE:
        return TooMuchData(cause, remedy)
    if failure.trouble is Trouble.GARBLED:
        return NotTheService(cause, remedy)
    return WireError(cause, remedy)


def no_address(host: str) -> Unreachable:
    """Return the error for a host whose name nobody knows."""
    sentence, remedy = _SENTENCES[Trouble.NAME]
    return Unreachable(sentence.format(host=host), remedy)


def unknown(cause: str, method: Method, field: str = "") -> OutcomeUnknown:
    """Return the error for a writing call whose fate can't be known, ``cause`` being a full sentence."""
    joined = f"{cause.rstrip('.')}, after the request had left: {method.path} may or may not have been done."
    return OutcomeUnknown(joined, method.check, field=field)
