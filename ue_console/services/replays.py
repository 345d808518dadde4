"""A call that was received, sent again to a handler."""

from __future__ import annotations

from dataclasses import replace
from gzip import compress
from typing import TYPE_CHECKING, Final

from ue_console.errors import InputError
from ue_console.models.secret import MASK
from ue_console.models.unione.signature import Verdict, check, renewed
from ue_console.services.ping_hiding import Held
from ue_console.services.ping_verdicts import REFUSALS, PingResult, Signer
from ue_console.services.pings import call as make_call

if TYPE_CHECKING:
    from ue_console.store.event_records import KeptCall

_SENT: Final = {"content-type", "content-encoding", "id"}
"""Headers that go out as they came in."""

_DOTS: Final = (MASK.encode(), MASK.encode("ascii", "backslashreplace"))
"""What stands in a kept call in the place of a key."""

_DOUBTS: Final = {
    Verdict.BAD: "its signature is bad",
    Verdict.MISSING: "it has no signature",
    Verdict.UNCHECKED: "its signature was not checked",
}
"""Why a call proves nothing, a clause."""

_CAME: Final = {Verdict.BAD: "its signature was bad", Verdict.MISSING: "it had no signature"}
"""The same of one that a handler is right to refuse."""


class Unproven(InputError):
    """A call is to be signed that anybody may have sent: a handler would take it for the service's."""


async def replay(
    call: KeptCall,
    url: str,
    signer: Signer | None = None,
    *,
    unproven: bool = False,
    renewing: str = "",
    insecure: bool = False,
    held: Held | None = None,
) -> PingResult:
    """Send a kept call.

    Args:
        call: The call; gzip stays gzip, and its ``ID`` stays, too.
        url: The handler's.
        signer: Whose key renews the signature; None leaves every byte as it came.
        unproven: Renew the signature of a call, too, that anybody may have sent.
        renewing: How to renew a signature, a sentence; told where that would help.
        insecure: Take any TLS certificate.
        held: Keys to be hidden in what it answers; None: the signer's, or whatever looks like one.

    Raises:
        InputError: The URL can't be used, the call has no signature to renew, or it is :class:`Unproven`.
    """
    if signer is not None and not unproven and (why := doubt(call, signer)):
        raise Unproven(f"Call {call.number} is unproven: {why}.", "Send it as it came.")
    headers = [(name, value) for name, value in call.headers if name.lower() in _SENT]
    result = await make_call(url, _body(call, signer), headers, insecure=insecure, signer=signer, held=held)
    reason = _why_refused(call, held) if signer is None and result.status in REFUSALS else ""
    return replace(result, remedy=f"{reason} {renewing}".rstrip()) if reason else result


def doubt(call: KeptCall, signer: Signer) -> str:
    """Why anybody may have sent the call, a clause; empty where it is proven, or this key proves it."""
    if call.verdict not in _DOUBTS or check(call.plain, signer.key) is Verdict.GOOD:
        return ""
    return f"{_DOUBTS[call.verdict]}, so anybody may have sent it"


def dotted(call: KeptCall, held: Held | None = None) -> str:
    """Why a good signature fits no more, a sentence; empty where it may fit.

    Args:
        call: The call, as it is kept.
        held: Keys one of which may prove that it fits.
    """
    plain = call.plain
    if call.verdict is not Verdict.GOOD or not any(dots in plain for dots in _DOTS):
        return ""
    fits = held is not None and any(check(plain, key) is Verdict.GOOD for key in held.keys)
    return "" if fits else "The call is kept with dots in the place of a key, so its signature fits no more."


def _why_refused(call: KeptCall, held: Held | None) -> str:
    """Why a handler rightly refuses a call that goes out as it came, a sentence; empty: it may be wrong."""
    if call.verdict is Verdict.GOOD:
        return dotted(call, held)
    if call.verdict in (Verdict.BAD, Verdict.MISSING):
        return f"That is right: when the call came, {_CAME[call.verdict]}."
    return ""


def _body(call: KeptCall, signer: Signer | None) -> bytes:
    if signer is None:
        return call.body
    try:
        plain = renewed(call.plain, signer.key)
    except ValueError:
        raise InputError(
            f"Call {call.number} has no signature that could be renewed.", "Send it as it came."
        ) from None
    return compress(plain, mtime=0) if call.gzip else plain
