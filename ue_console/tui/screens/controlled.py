"""A screen on which something goes on that can be held and stopped, and is not left meanwhile."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TYPE_CHECKING, ClassVar

from ue_console.tui.screens.sifting import SiftingScreen

if TYPE_CHECKING:
    from ue_console.services.controls import Controls


class ControlledScreen(SiftingScreen):
    """Its keys hold, resume and stop what goes on."""

    UNDER_WAY: ClassVar[str] = ""
    """What goes on, and the keys that hold and stop it."""
    HELD: ClassVar[str] = ""
    """Said when it is held."""
    STOPPING: ClassVar[str] = ""
    """Said when it is stopped."""

    _controls: Controls | None = None
    """Of what goes on; None while nothing does."""

    def hold(self) -> None:
        """Begin nothing further, or go on."""
        controls = self._controls
        if controls is None:
            return
        if controls.paused:
            controls.resume()
            self.notice.say("Going on.")
        else:
            controls.pause()
            self.notice.say(self.HELD, "warn")

    def stop(self) -> None:
        """Begin nothing further, and end."""
        if self._controls:
            self._controls.stop()
            self.notice.say(self.STOPPING, "warn")

    @property
    def goes_back(self) -> bool:
        """Always: what came of it stays on record."""
        return True

    def do_app_back(self) -> Awaitable[None] | None:
        """Out of the filter, or back; but not away from what is under way."""
        if self._controls and not self.filters:
            self.app.notify(self.UNDER_WAY, severity="warning")
            return None
        return super().do_app_back()
