"""Watched domains behind every screen: they go on after a start, and what they bring is told."""

from __future__ import annotations

import asyncio
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Final

from ue_console.errors import ConsoleError
from ue_console.tui.latest import Job
from ue_console.tui.widgets.rail import RUNS

if TYPE_CHECKING:
    from ue_console.models.account import Account
    from ue_console.services.domains.watch_news import WatchNews
    from ue_console.services.domains.watching import Watching
    from ue_console.tui.app import ConsoleApp

PLACE: Final = "domains"
MARK: Final = "◷"
"""In the rail while a domain of any account is watched."""

_LONG: Final = 60.0
"""Seconds that good news stay on the screen: whoever waited for it may look elsewhere."""


class Teller:
    """Tells of watches on any screen.

    Args:
        app: The console.
    """

    def __init__(self, app: ConsoleApp) -> None:
        self._app = app

    def heard(self, account: Account, news: WatchNews) -> None:
        """Ring the bell when mail can be sent; tell what else is worth it."""
        app = self._app
        active = app.active
        whose = "" if active is not None and active.name == account.name else f"{account.name}: "
        text = f"{whose}{news.text}"
        if news.heard == "ready":
            app.bell()
            app.notify(text, title="Ready", timeout=_LONG)
        elif news.heard == "validating":
            app.notify(text, title=news.name)
        elif news.heard in ("gone", "unregistered"):
            app.notify(text, severity="warning")
        elif news.heard == "trouble":
            app.notify(text, title=f"Watch of {news.name}", severity="warning")

    def failed(self, account: Account, error: ConsoleError) -> None:
        """Say why an account's watches wait."""
        self._app.notify(f"The watched domains of {account.name} wait. {error}", severity="warning")

    def broken(self, error: BaseException) -> None:
        """End as any other bug ends the console."""
        if not isinstance(error, Exception):
            raise error
        self._app._handle_exception(error)


def resume_watches(app: ConsoleApp) -> None:
    """Go on with what is watched, beside everything else."""
    job: Job = partial(_resume, app)
    app.run_worker(job, group="watches", exclusive=True)


def watching_of(app: ConsoleApp) -> Watching:
    """The console's watches, which tell of themselves from now on."""
    watching = app.workspace.domain_desk.watching
    if watching.listener is None:
        watching.listener = Teller(app)
        watching.subscribe(lambda account, news: _marked(app, watching))
    return watching


async def _resume(app: ConsoleApp) -> None:
    try:
        if not await app.workspace.has_watches():
            return
        # In a thread: nobody waits for it.
        await asyncio.to_thread(import_module, "ue_console.services.domains.desk")
        watching = watching_of(app)
        for account in await watching.resumable():
            watching.start(account)
    except ConsoleError as error:
        app.notify(f"Watches of domains can't go on. {error}", severity="warning")


def _marked(app: ConsoleApp, watching: Watching) -> None:
    app.mark(PLACE + RUNS, MARK if watching.count else "")
