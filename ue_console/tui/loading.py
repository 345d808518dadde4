"""What happens after the first paint: services, screens, the first screen with data."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Final

from ue_console.errors import ConsoleError
from ue_console.tui.latest import Job
from ue_console.tui.places import screen_of
from ue_console.tui.screens.frame import FrameScreen
from ue_console.tui.typeahead import PATIENCE_OF_PLACE

NOT_ASKED: Final = "What was typed before the first screen was thrown away."
"""Said where a passphrase may have been typed, and nothing asked for one."""

GRACE: Final = 0.3
"""Seconds that the first screen waits for its data before it is drawn without."""

STARTED_AFTER: Final = 2.0
"""Seconds after the first paint until garbage is collected again."""

PAUSES: Final = (4_000, 5, 50)
"""When garbage is looked for: little at a time, and seldom everywhere: 20 ms with 100,000 rows."""

USAGE_AFTER: Final = 0.5
"""Seconds after the first screen until the usage in the top line is asked for."""

FORGET_AFTER: Final = 15.0
"""Seconds after the first screen until what is too old is deleted: nobody waits for it."""

if TYPE_CHECKING:
    from ue_console.models.account import Account
    from ue_console.services.workspace import Workspace
    from ue_console.tui.app import ConsoleApp, Opener


async def load(app: ConsoleApp, opener: Opener) -> None:
    """Open the services and show Home, or what was gone to meanwhile; an error is told on the empty frame."""
    app.set_timer(STARTED_AFTER, collect_again)
    try:
        # The screen's code comes after: two threads that import at once take 60 ms longer for both.
        workspace = await opener()
        left_out = app.take(workspace)
        workspace.recorder.tell = partial(warn, app)
        await settle(workspace)
    except ConsoleError as error:
        screen = app.screen
        if isinstance(screen, FrameScreen):
            screen.notice.error(error, "q quits.")
        app.heed_all()
        return
    # Neither the frame once more nor the first screen without data, where the data is there soon.
    with app.batch_update():
        await app.account_changed(usage=False)
        # A key may have come until now.
        place = app.wanted if workspace.accounts.active else "accounts"
        await app.go(place)
        if isinstance(app.screen, FrameScreen):
            await app.screen.answered(GRACE)
    app.screen.refresh()
    if left_out:
        from ue_console.tui.settings import tell_left_out

        tell_left_out(app, left_out)
    if place != "home":  # Home asks for it itself; elsewhere what was gone to comes first.
        app.set_timer(USAGE_AFTER, app.usage_changed)
    app.set_timer(FORGET_AFTER, partial(begin_forgetting, app, workspace))
    await heed_typed(app, workspace)


async def heed_typed(app: ConsoleApp, workspace: Workspace) -> None:
    """Let keys mean something; where a passphrase is to be asked for, not before that is seen."""
    account, screen = workspace.accounts.active, app.screen
    asks = account is not None and workspace.accounts.asks(account)
    if asks and isinstance(screen, FrameScreen):
        await screen.answered(PATIENCE_OF_PLACE)
    if app.heed_all(secret=asks):
        app.notify(NOT_ASKED, severity="warning")


def collect_again() -> None:
    """Resume the collection of garbage where the start put it off; what is there by now stays."""
    if not gc.isenabled():
        gc.freeze()
        gc.set_threshold(*PAUSES)
        gc.enable()


def settle_garbage() -> None:
    """Look for garbage once, and never again among what is there by now: each time takes 50 ms."""
    gc.collect()
    gc.freeze()


async def settle(workspace: Workspace) -> None:
    """Turn what an earlier console left under way into unknown; Home and Activity show it."""
    await workspace.sends.unfinished()
    await workspace.mend_lists()


def begin_forgetting(app: ConsoleApp, workspace: Workspace) -> None:
    """Delete what is too old, unless the console has ended since."""
    if app.is_running:
        job: Job = partial(forget_old, app, workspace)
        app.run_worker(job)


async def forget_old(app: ConsoleApp, workspace: Workspace) -> None:
    """Delete activity and sends that are older than the config file says."""
    try:
        await workspace.forget_old()
    except ConsoleError as error:
        warn(app, error)


def warn(app: ConsoleApp, error: ConsoleError) -> None:
    """Tell what failed beside everything else."""
    app.notify(str(error), severity="warning")


def import_screen(place: str, account: Account | None) -> Callable[[], FrameScreen]:
    """An account's screen for a place of the rail, imported when it is first gone to.

    Importing them all would take longer than the first paint.
    """
    module, _, name = screen_of(place, account).partition(":")
    screen: type[FrameScreen] = getattr(import_module(f"ue_console.tui.screens.{module}"), name)
    return screen


def styled(app: ConsoleApp, kind: Callable[[], FrameScreen]) -> FrameScreen:
    """A new screen that is not styled a second time after its widgets were, when they were mounted."""
    screen = kind()
    screen._css_update_count = app._css_update_count
    screen.fit(app.size.width)
    return screen
