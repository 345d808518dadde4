"""Where a list and Activity tell different things of an address, after a console was killed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from ue_console.services.activity_words import object_of
from ue_console.services.unsubscribed.job import BROKEN_OFF, CHECKED, Entry, State
from ue_console.services.unsubscribed.twins import ASKED_BY_THE_LIST, BY_THE_FEW, BY_THE_LIST

if TYPE_CHECKING:
    from ue_console.store.activity_of_list import ListCall

METHOD: Final = "unsubscribed/set"
_WITHOUT_CALL: Final = frozenset({ASKED_BY_THE_LIST, BY_THE_FEW, BY_THE_LIST})
"""Told of an address that was never asked about for this list."""
_REJECTED: Final = 400
"""The HTTP status of an answer that refuses this one address; another one concerns all."""


class Difference(NamedTuple):
    """One address of which the two tell different things."""

    number: int
    """Of the entry in its list."""
    mend: Literal["add", "settle"] | State
    """What is to be done: keep its call in Activity, note there what was found out, or have the list
    tell what Activity does."""
    call: int = 0
    """The row of Activity that knows; 0 where it knows nothing."""


def object_in_activity(address: str) -> str:
    """What Activity calls an address."""
    return object_of(METHOD, {"address": address})


def differences(
    entries: Sequence[Entry], kept: Mapping[str, Sequence[ListCall]], mark: int
) -> list[Difference]:
    """Compare a list with what Activity has of it; for a thread, as there may be many.

    Args:
        entries: The list's, as they are on disk.
        kept: Object → its calls, the oldest first.
        mark: The newest row of Activity when the run began that was broken off.
    """
    return list(_differences(entries, kept, mark))


def last_known(entries: Sequence[Entry], kept: Mapping[str, Sequence[ListCall]]) -> None:
    """Give each entry without an outcome the one that Activity has; for a thread."""
    for entry in entries:
        if entry.state in ("done", "refused"):
            continue
        calls = kept.get(object_in_activity(entry.address), ())
        last = calls[-1] if calls else None
        if last is None:
            entry.state, entry.told = "waiting", ""
        elif last.result == "done":
            entry.state, entry.told = "done", CHECKED if last.settled else ""
        elif last.result == "refused" and last.http_status == _REJECTED:
            entry.state, entry.told = "refused", "" if last.code is None else f"code {last.code}"
        elif last.result == "unknown" and not last.settled:
            entry.state, entry.told = "asked", entry.told or BROKEN_OFF
        else:
            entry.state, entry.told = "waiting", ""


def _differences(
    entries: Sequence[Entry], kept: Mapping[str, Sequence[ListCall]], mark: int
) -> Iterator[Difference]:
    for number, entry in enumerate(entries):
        if entry.told in _WITHOUT_CALL:
            continue
        calls = kept.get(object_in_activity(entry.address), ())
        lost = bool(calls) and calls[-1].result == "unknown" and not calls[-1].settled
        if entry.state == "asked":
            if not lost:
                yield _asked(number, entry, calls, mark)
        elif lost and (entry.state == "waiting" or entry.told == CHECKED):
            yield Difference(number, "settle")
        elif _is_lacking(entry, calls):
            yield Difference(number, "add")


def _is_lacking(entry: Entry, calls: Sequence[ListCall]) -> bool:
    """Whether Activity has no call that was done, or refused, as the entry has it."""
    if entry.state == "waiting" or entry.told == CHECKED:
        return False
    return not any(call.result == entry.state for call in calls)


def _asked(number: int, entry: Entry, calls: Sequence[ListCall], mark: int) -> Difference:
    """Of an address whose outcome the list doesn't know."""
    last = calls[-1] if calls else None
    done = next((call for call in calls if call.result == "done"), None)
    if done is not None:
        return Difference(number, "done", done.number)
    if last is not None and last.settled == "not done" and entry.told != BROKEN_OFF:
        return Difference(number, "waiting", last.number)
    if last is None or last.number <= mark or last.result == "unknown":
        # What an earlier attempt came to tells nothing of this one.
        return Difference(number, "add")
    refused = last.result == "refused" and last.http_status == _REJECTED
    return Difference(number, "refused" if refused else "waiting", last.number)
