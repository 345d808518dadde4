"""UniOne's refusals as errors, with cause and remedy from the catalogue of codes."""

from collections.abc import Mapping
from typing import Any, Final

from ue_console.api.failed_emails import read_failed
from ue_console.api.methods import Method
from ue_console.api.outcome import Answer
from ue_console.api.peer import Peer
from ue_console.api.refusals import class_of, code_of, plain, waiting
from ue_console.api_codes import ApiCode, lookup
from ue_console.errors import ApiError, WrongRegion
from ue_console.models.account import REGIONS

OTHER_REGION: Final = 114
"""The code for a key whose owner lives in the other data centre."""


def refusal(answer: Answer, said: Mapping[str, Any], method: Method, peer: Peer) -> ApiError:
    """Return the error for ``said``, an error object of the service."""
    code = code_of(said.get("code"))
    entry = lookup(code) if code is not None else None
    message = said.get("message")
    words = peer.clean(message, 300) if isinstance(message, str) else ""
    kind = _kind(answer.status, code, entry)
    cause, remedy = (entry.meaning, entry.remedy) if entry else plain(kind, words, method, peer)
    if code == OTHER_REGION:
        cause, remedy = _regions(peer)
    return kind(
        cause,
        waiting(answer) or remedy,
        field=entry.field if entry else "",
        http_status=answer.status,
        code=code,
        said=words,
        failed_emails=_clean_failed(said.get("failed_emails"), peer),
    )


def _kind(status: int, code: int | None, entry: ApiCode | None) -> type[ApiError]:
    if code == OTHER_REGION:
        return WrongRegion
    return class_of(entry.http_status if entry and status < 400 else status)


def _regions(peer: Peer) -> tuple[str, str]:
    """Name both data centres, and which of them was asked."""
    here = next((name for name, url in REGIONS.items() if url == peer.base_url), "")
    others = [name for name in REGIONS if name != here]
    if not here:
        names = " and ".join(others)
        return (
            f"{peer.host} does not know the key's owner; accounts live in one of {names}.",
            f"Set the account's region to {' or '.join(others)}, where it was opened.",
        )
    return (
        f"The key's owner is not known in region {here}; the account may be in {others[0]}.",
        f"Change the account's region from {here} to {others[0]}.",
    )


def _clean_failed(value: object, peer: Peer) -> dict[str, str]:
    return {address: peer.clean(reason) for address, reason in read_failed(value).items()}
