"""What must not be broken off: no account is switched meanwhile, and quitting asks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ue_console.tui.active_account import UNKNOWN

if TYPE_CHECKING:
    from ue_console.tui.app import ConsoleApp


@contextmanager
def under_way(app: ConsoleApp, what: str, at_stake: str = UNKNOWN) -> Iterator[None]:
    """Keep the console busy while a change of the service is under way.

    Args:
        app: The console.
        what: What it is busy with, a sentence.
        at_stake: What quitting would leave behind, a sentence.
    """
    begun, mine = app.begun, (what, at_stake)
    if not begun:
        begun.append((app.busy, app.at_stake))
    begun.append(mine)
    app.busy, app.at_stake = mine
    try:
        yield
    finally:
        # Of several, it may be another than the last one that ends.
        begun.remove(mine)
        app.busy, app.at_stake = begun[-1] if len(begun) > 1 else begun.pop()
