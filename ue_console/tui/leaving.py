"""The way out: while the screen still stands, the service takes the webhook back that listening has set."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ue_console.errors import ConsoleError

if TYPE_CHECKING:
    from ue_console.tui.app import ConsoleApp
    from ue_console.tui.latest import Job


def leave(app: ConsoleApp, return_code: int = 0) -> None:
    """End the console; where a webhook is to be taken back, say so and do it first. Told twice: at once.

    Args:
        app: The console.
        return_code: What the shell is told.
    """
    if app.leaving or not app.ready or not app.workspace.owes:
        app.exit(return_code=return_code)
        return
    from ue_console.tui.dialogs.leaving import Leaving

    app.leaving = True
    app.workers.cancel_all()
    app.push_screen(Leaving(app.workspace.listening.registered))
    job: Job = partial(_take_back, app, return_code)
    app.run_worker(job)


async def _take_back(app: ConsoleApp, return_code: int) -> None:
    try:
        await app.workspace.listening.stop()
    except ConsoleError as error:
        app.part(error)
        return_code = return_code or 1
    app.exit(return_code=return_code)
