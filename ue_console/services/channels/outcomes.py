"""What an answer, or the lack of one, means for a channel."""

from dataclasses import replace
from typing import Final

from ue_console.errors import ApiError, ConsoleError, OutcomeUnknown
from ue_console.models.unification.message import Outcome, SendResult
from ue_console.services import outcomes
from ue_console.services.channels.reports import channel_of
from ue_console.services.words import MESSAGE
from ue_console.store.send_records import BatchRecord

DOUBTFUL: Final = frozenset({504, 1000})
"""Codes of faults in the middle of the work: the message may have gone out."""
CURABLE: Final = frozenset({411, 418, 500})
"""Codes of what passes when the connection is added, renewed, or its provider is back.

416 is none of them: a channel also says so of a receiver, and then the line has to be mended.
"""
OF_CHANNEL: Final = frozenset({410, 411, 412, 413, 415, 416, 417, 418, 500, 504})
"""Codes that say nothing about other channels."""

_SILENT: Final = "The answer does not say what became of the message here."


def answered(batch: BatchRecord, result: SendResult) -> BatchRecord:
    """A channel of which the service has told something."""
    outcome = result.outcomes.get(channel_of(batch), Outcome())
    if outcome.accepted:
        uris = list(result.uris)
        return replace(batch, state="sent", job_id=" ".join(uris), answer={"uris": uris}, error={})
    if outcome.code is None:
        return replace(batch, state="unknown", error={"cause": _SILENT, "remedy": MESSAGE.look})
    cause = outcome.meaning or f"The service refuses it with code {outcome.code}."
    return _refused(batch, outcome.code, cause, outcome.remedy, outcome.info)


def failed(batch: BatchRecord, error: ConsoleError) -> BatchRecord:
    """A channel whose call raised."""
    if isinstance(error, ApiError) and error.code in OF_CHANNEL | DOUBTFUL and error.http_status < 300:
        return _refused(batch, error.code or 0, error.cause, error.remedy, error.said)
    return outcomes.failed(batch, error, look=MESSAGE.look)


def goes_on(error: ConsoleError) -> bool:
    """True when the error concerns this channel only; so does a lost answer."""
    return isinstance(error, OutcomeUnknown) or (isinstance(error, ApiError) and error.code in OF_CHANNEL)


def _refused(batch: BatchRecord, code: int, cause: str, remedy: str, said: str) -> BatchRecord:
    told = f"{cause} The service says “{said}”." if said else cause
    if code in DOUBTFUL:
        return replace(batch, state="unknown", error={"cause": told, "remedy": MESSAGE.look, "code": code})
    error = {"cause": told, "remedy": remedy, "code": code, "retry": code in CURABLE}
    return replace(batch, state="refused", error=error)
