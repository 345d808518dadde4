"""Watched domains behind every screen: they go on after a start, and what they bring is told."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
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
"""In the rail while a domain of the active account is watched."""

_TOGETHER: Final = 0.4
"""Seconds in which everything that is heard is told at once."""

_NAMED: Final = 3
"""Domains that are named in one message."""

_LONG: Final = 20.0
"""Seconds that good news stay on the screen: whoever waited for it may look elsewhere, and hears the bell."""


def in_one(heard: str, told: Sequence[WatchNews]) -> str:
    """What was heard of one domain, or of several."""
    from ue_console.services.domains.names import readable

    if len(told) == 1:
        return told[0].text
    names = [readable(news.name) for news in told]
    rest = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    which = ", ".join(names[:_NAMED]) + rest
    if heard == "ready":
        return f"Mail can be sent from {which}."
    if heard == "validating":
        return f"DNS is right: the service looks for the records of {which}."
    texts = " ".join(dict.fromkeys(news.text for news in told[:_NAMED]))
    return f"{which}: {texts}" if heard == "trouble" else texts + rest


class Teller:
    """Tells of watches on any screen; of several domains at once in one message.

    Args:
        app: The console.
    """

    def __init__(self, app: ConsoleApp) -> None:
        self._app = app
        self._waiting: list[tuple[str, WatchNews]] = []
        """What is told soon, each with whose it is."""

    def heard(self, account: Account, news: WatchNews) -> None:
        """Ring the bell when mail can be sent; tell what else is worth it."""
        if news.heard == "waiting":
            return
        if news.heard == "ready":
            self._app.bell()
        active = self._app.active
        whose = "" if active is not None and active.name == account.name else f"{account.name}: "
        if not self._waiting:
            self._app.set_timer(_TOGETHER, self._tell)
        self._waiting.append((whose, news))

    def _tell(self) -> None:
        waiting, self._waiting = self._waiting, []
        groups: dict[tuple[str, str], list[WatchNews]] = {}
        for whose, news in waiting:
            groups.setdefault((whose, news.heard), []).append(news)
        for (whose, heard), told in groups.items():
            self._say(whose, heard, told)

    def _say(self, whose: str, heard: str, told: Sequence[WatchNews]) -> None:
        from ue_console.services.domains.names import readable

        text = in_one(heard, told)
        what = readable(told[0].name) if len(told) == 1 else f"{len(told):,} domains"
        if heard == "ready":
            self._app.notify(f"{whose}{text}", title="Ready", timeout=_LONG)
        elif heard == "validating":
            self._app.notify(f"{whose}{text}", title=what)
        elif heard == "trouble":
            self._app.notify(f"{whose}{text}", title=f"Watch of {what}", severity="warning")
        else:
            self._app.notify(f"{whose}{text}", severity="warning")

    def failed(self, account: Account, error: ConsoleError) -> None:
        """Say why an account's watches wait."""
        self._app.notify(f"The watched domains of {account.name} wait. {error}", severity="warning")

    def broken(self, error: BaseException) -> None:
        """End as any other bug ends the console."""
        if not isinstance(error, Exception):
            raise error
        self._app._handle_exception(error)


def resume_watches(app: ConsoleApp) -> None:
    """Go on with what is watched, beside everything else; not behind a console that has ended."""
    if not app.ended:
        job: Job = partial(_resume, app)
        app.run_worker(job, group="watches", exclusive=True)


def watched(app: ConsoleApp, *, any_: bool) -> None:
    """Whether the active account has watched domains on disk: look again where the rail says otherwise.

    Another console may have begun or ended them.
    """
    if any_ != bool(app.marks.get(PLACE + RUNS)):
        app.set_timer(_TOGETHER, partial(resume_watches, app))


def watching_of(app: ConsoleApp) -> Watching:
    """The console's watches, which tell of themselves from now on."""
    watching = app.workspace.domain_desk.watching
    if watching.listener is None:
        watching.listener = Teller(app)
        watching.subscribe(partial(_changed, app, watching))
    return watching


async def _resume(app: ConsoleApp) -> None:
    try:
        if not app.marks.get(PLACE + RUNS) and not await app.workspace.has_watches():
            return
        # In a thread: nobody waits for it.
        await asyncio.to_thread(import_module, "ue_console.services.domains.desk")
        watching = watching_of(app)
        for account in await watching.resumable():
            watching.start(account)
    except ConsoleError as error:
        app.notify(f"Watches of domains can't go on. {error}", severity="warning")


def _changed(app: ConsoleApp, watching: Watching, account: Account | None, news: WatchNews | None) -> None:
    """Have the rail and Home know what a watch has brought."""
    if account is not None and news is not None and news.domain is not None:
        app.workspace.home.of(account).heard(news.domain)
    _marked(app, watching)


def _marked(app: ConsoleApp, watching: Watching) -> None:
    active = app.active
    app.mark(PLACE + RUNS, MARK if active is not None and watching.count(active) else "")
