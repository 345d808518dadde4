"""What was done long ago is forgotten: activity, and sends that nobody can need any more."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from ue_console.store.activity_pruning import prune_activity
from ue_console.store.send_pruning import SendPruning

if TYPE_CHECKING:
    from ue_console.store.database import Database
    from ue_console.store.send_records import SendSummary

_BREATH: Final = 0.01
"""Seconds between two deletions, so that whoever waits for the database has its turn."""


async def forget_old(database: Database, days: int, now: datetime) -> tuple[int, int]:
    """Delete what is older than some days.

    A send is kept, however old it is, while it is under way or its outcome is unknown, and while there
    is an address in it that can be tried again.

    Args:
        database: Where it is.
        days: How many; 0 keeps everything.
        now: UTC.

    Returns:
        How many calls and how many sends went.

    Raises:
        StateError: The file can't be read or written.
    """
    if not days:
        return 0, 0
    before = now - timedelta(days=days)
    calls = await prune_activity(database, before)
    pruning, sends = SendPruning(database), 0
    for send in await pruning.ended(before):
        if await _needless(pruning, send):
            sends += await pruning.delete(send)
        await asyncio.sleep(_BREATH)
    return calls, sends


async def _needless(pruning: SendPruning, send: SendSummary) -> bool:
    if send.state == "done":
        return True
    from ue_console.services.reports import build_report

    record, newer = await pruning.outcomes(send.id)
    return not build_report(record, newer).retryable
