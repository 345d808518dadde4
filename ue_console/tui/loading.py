"""What happens after the first paint: services, screens, the first screen with data."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from ue_console.errors import ConsoleError
from ue_console.tui.screens.frame import FrameScreen

if TYPE_CHECKING:
    from ue_console.services.workspace import Workspace
    from ue_console.tui.app import ConsoleApp, Opener


async def load(app: ConsoleApp, opener: Opener) -> None:
    """Import the screens, open the services and show Home; an error is told on the empty frame."""
    try:
        workspace, screens = await asyncio.gather(opener(), asyncio.to_thread(import_screens))
        app.take(workspace)
        await settle(workspace)
    except ConsoleError as error:
        screen = app.screen
        if isinstance(screen, FrameScreen):
            screen.notice.error(error, "q quits.")
        return
    app.places = screens
    await app.account_changed()
    await app.go("home" if workspace.accounts.active else "accounts")


async def settle(workspace: Workspace) -> None:
    """Turn what an earlier console left under way into unknown; Home shows it."""
    await workspace.sends.unfinished()


def import_screens() -> dict[str, Callable[[], FrameScreen]]:
    """The screens by their place in the rail; importing them takes longer than the first paint."""
    from ue_console.tui.screens.accounts import AccountsScreen
    from ue_console.tui.screens.compose import ComposeScreen
    from ue_console.tui.screens.home import HomeScreen
    from ue_console.tui.screens.templates import TemplatesScreen

    return {
        "home": HomeScreen,
        "compose": ComposeScreen,
        "templates": TemplatesScreen,
        "accounts": AccountsScreen,
    }
