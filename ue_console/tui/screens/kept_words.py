"""What is told of a draft that another console writes, too."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from ue_console.text import plural

if TYPE_CHECKING:
    from ue_console.services.drafts import Change, Version


def told(change: Change, *, other: str, back: str, reviewed: bool) -> str:
    """What another console has done, and what becomes of both versions.

    Args:
        change: What it has done.
        other: The key that shows the other version.
        back: The key that goes a step back.
        reviewed: A review of the draft is shown, and stays.
    """
    if change.kind == "gone":
        return (
            "This draft was sent or emptied in another console. What stands here stays, "
            "and is kept again once you change it."
        )
    done = f"This draft was changed in another console{_at(change.at)}"
    if change.kind == "beside":
        return (
            f"{done}: yours is kept here, theirs is kept too. {other} shows theirs, and {other} again yours."
        )
    if reviewed:
        return f"{done}; the review is of what it was before. {back} goes back to it as it is now."
    return f"{done}; it is shown as it is now."


def still_kept(others: Sequence[Version], other: str) -> str:
    """That what several consoles wrote at once is still kept."""
    newest = max(version.updated for version in others)
    one = "Another version of this draft is" if len(others) == 1 else f"{len(others)} more versions are"
    return f"{one} kept, the last{_at(newest)}: it was written in two consoles at once. {other} shows it."


def this_one(others: Sequence[Version], other: str, clear: str) -> str:
    """What can be done with the version that has come up."""
    if not others:
        return "This is the only version of the draft that is kept."
    count = plural(len(others), "other version")
    return f"This is another version; {count} stays kept. {other} goes on to it, {clear} forgets this one."


def _at(time: datetime | None) -> str:
    return f" at {time:%H:%M} UTC" if time else ""
