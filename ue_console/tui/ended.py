"""The console is told from outside to end: by ``kill``, or because its terminal is gone."""

from __future__ import annotations

import asyncio
import signal
from functools import partial
from typing import TYPE_CHECKING, Final

from ue_console.tui.leaving import leave

if TYPE_CHECKING:
    from ue_console.tui.app import ConsoleApp

SIGNALS: Final = (signal.SIGTERM, signal.SIGHUP)


def heed_signals(app: ConsoleApp) -> None:
    """End in order, so that what was typed is kept and no webhook is left behind."""
    ending: set[asyncio.Task[None]] = set()

    def end(number: int) -> None:
        if not ending:
            ending.add(loop.create_task(_end(app, number)))

    loop = asyncio.get_running_loop()
    for each in SIGNALS:
        loop.add_signal_handler(each, partial(end, each))


async def _end(app: ConsoleApp, number: int) -> None:
    try:
        if app.ready:
            await app.keep_all()
    finally:
        leave(app, 128 + number)
