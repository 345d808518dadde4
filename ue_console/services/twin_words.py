"""The warning that the same went out before, in words."""

from collections.abc import Sequence
from typing import Final

from ue_console.services.findings import Finding, Severity
from ue_console.services.words import words_of
from ue_console.store.send_records import SendState
from ue_console.store.send_twins import Fate, Met, Twin

_MOST: Final = 4
"""Channels that are named of each outcome."""
_DOUBTS: Final[dict[SendState, str]] = {
    "unknown": ", with an unknown outcome",
    "partly": "; not all were accepted",
}
_FATES: Final[tuple[tuple[Fate, str], ...]] = (
    ("sent", "accepted by"),
    ("sending", "on its way to"),
    ("waiting", "about to go to"),
    ("unknown", "unknown on"),
    ("refused", "refused by"),
    ("planned", "not sent to"),
)
_ONCE_MORE: Final = "Confirm to send it once more, or look at the first one in Home."
_TAKE_OUT: Final = "Take out who has it already; from here all get it once more. Its report is in Home."
_WAIT: Final = "Wait for its end, or stop it with x where it runs; then look here again, a step back and on."


def twin_warning(twin: Twin) -> Finding:
    """Say what went out when; of a message also where it was taken, and how to send only what is left.

    Returns:
        An error where the same still goes out: whoever is left would get it twice.
    """
    severity: Severity = "error" if twin.is_under_way else "warning"
    when = f"{twin.summary.created[:10]} at {twin.summary.created[11:16]} UTC"
    words = words_of(twin.summary.service)
    if twin.channels:
        if len({met.created for met in twin.channels}) == 1:
            went = "is going out since" if twin.is_under_way else "went out on"
            cause = f"The same {words.one} {went} {when}: {_fates(twin.channels)}."
        else:
            cause = f"The same {words.one} went out more than once: {_by_send(twin.channels)}."
        return Finding(severity, "", cause, _remedy(twin))
    people = words.people(twin.of)
    whom = f"the same {people}" if twin.met == twin.of else f"{twin.met:,} of these {people}"
    if twin.is_under_way:
        return Finding(severity, "", f"The same {words.one} is going out to {whom} since {when}.", _WAIT)
    doubt = _DOUBTS.get(twin.summary.state, "")
    cause = f"The same {words.one} went to {whom} on {when}{doubt}."
    return Finding(severity, "", cause, _ONCE_MORE if twin.met == twin.of else _TAKE_OUT)


def _by_send(channels: Sequence[Met]) -> str:
    """Each outcome by the send that it is of, the newest first."""
    times = sorted({met.created for met in channels}, reverse=True)
    told = ((time, _fates([met for met in channels if met.created == time])) for time in times)
    return "; ".join(f"{time[:10]} at {time[11:16]} UTC {fates}" for time, fates in told)


def _fates(channels: Sequence[Met]) -> str:
    told = []
    for state, verb in _FATES:
        names = [_name(met) for met in channels if met.state == state]
        if names:
            more = [f"{len(names) - _MOST} more"] if len(names) > _MOST else []
            told.append(f"{verb} {_listed([*names[:_MOST], *more])}")
    return "; ".join(told)


def _name(met: Met) -> str:
    return (
        met.channel if met.receivers == met.of else f"{met.channel} ({met.receivers} of {met.of} receivers)"
    )


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _remedy(twin: Twin) -> str:
    if twin.is_under_way:
        return _WAIT
    if any(met.state in ("planned", "refused") for met in twin.channels):
        several = len({met.created for met in twin.channels}) > 1
        left = max(met.created for met in twin.channels if met.state in ("planned", "refused"))
        which = f"the report of {left[11:16]} UTC" if several else "its report"
        return (
            f"t in {which} (Home) tries again what was refused or not sent, and nothing twice; "
            "from here all get it once more."
        )
    return "Take out who has it already; from here all get it once more. Its report is in Home."
