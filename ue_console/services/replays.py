"""A call that was received, sent again to a handler."""

from __future__ import annotations

from gzip import compress
from typing import TYPE_CHECKING, Final

from ue_console.errors import InputError
from ue_console.models.unione.signature import renewed
from ue_console.services.ping_hiding import Held
from ue_console.services.ping_verdicts import PingResult, Signer
from ue_console.services.pings import call as make_call

if TYPE_CHECKING:
    from ue_console.store.event_records import KeptCall

_SENT: Final = {"content-type", "content-encoding", "id"}
"""Headers that go out as they came in."""


async def replay(
    call: KeptCall,
    url: str,
    signer: Signer | None = None,
    *,
    insecure: bool = False,
    held: Held | None = None,
) -> PingResult:
    """Send a kept call.

    Args:
        call: The call; gzip stays gzip, and its ``ID`` stays, too.
        url: The handler's.
        signer: Whose key renews the signature; None leaves every byte as it came.
        insecure: Take any TLS certificate.
        held: Keys to be hidden in what it answers; None: the signer's, or whatever looks like one.

    Raises:
        InputError: The URL can't be used, or the call has no signature to renew.
    """
    headers = [(name, value) for name, value in call.headers if name.lower() in _SENT]
    return await make_call(url, _body(call, signer), headers, insecure=insecure, signer=signer, held=held)


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
