"""Whether the service's check reached a listener whose webhook was set."""

import asyncio
from collections.abc import Callable
from typing import Final

from ue_console.services.listening.values import Totals

NOT_REACHED: Final = "The service's check did not reach this listener; check the tunnel or proxy."

_PATIENCE: Final = 2.0
"""Seconds that a check may still be on its way."""
_STEP: Final = 0.05


async def arrived(totals: Callable[[], Totals], before: Totals) -> bool:
    """Whether a check or a call that was kept came since ``before``, be it in a moment."""
    loop = asyncio.get_running_loop()
    end = loop.time() + _PATIENCE
    while (now := totals()).checks <= before.checks and now.kept <= before.kept:
        if loop.time() >= end:
            return False
        await asyncio.sleep(_STEP)
    return True
