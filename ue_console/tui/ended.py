"""The console is told from outside to end: by ``kill``, or because its terminal is gone."""

from __future__ import annotations

import asyncio
import signal
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Final

from ue_console.tui.leaving import leave

if TYPE_CHECKING:
    from ue_console.tui.app import ConsoleApp

SIGNALS: Final = (signal.SIGTERM, signal.SIGHUP)
_ONE: Final = 1.0
"""Seconds in which a further signal is the same wish: a wrapper tells the console and its group."""


def heed_signals(app: ConsoleApp) -> None:
    """End in order, so that what was typed is kept and no webhook is left behind.

    A later signal, while the service takes its time for the webhook, ends at once.
    """
    ending: set[asyncio.Task[None]] = set()
    first = 0.0

    def end(number: int) -> None:
        nonlocal first
        if not ending:
            first = monotonic()
            ending.add(loop.create_task(_end(app, number)))
        elif app.leaving and monotonic() - first >= _ONE:
            leave(app, 128 + number)

    loop = asyncio.get_running_loop()
    for each in SIGNALS:
        loop.add_signal_handler(each, partial(end, each))


def heed_no_more() -> None:
    """The end is near: one more signal must not cut off what is told at it."""
    loop = asyncio.get_running_loop()
    for each in SIGNALS:
        if loop.remove_signal_handler(each):
            signal.signal(each, signal.SIG_IGN)


async def _end(app: ConsoleApp, number: int) -> None:
    try:
        if app.ready:
            await app.keep_all()
    finally:
        leave(app, 128 + number)
