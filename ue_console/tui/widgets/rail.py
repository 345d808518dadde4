"""The left rail: the screens of this account, the active one marked."""

from typing import Final

from textual.app import RenderResult
from textual.content import Content
from textual.events import Click
from textual.reactive import reactive
from textual.widget import Widget

from ue_console.tui.commands import ACTIONS

RUNS: Final = " runs"
"""Behind a place's name in the marks: what goes on there, beside what waits there."""


class Rail(Widget):
    """Digit, name and mark of each screen; digits and marks only when narrow."""

    DEFAULT_CSS = """
    Rail { width: 17; height: 1fr; border-right: vkey $line; padding: 1 0 0 0; }
    """

    place: reactive[str] = reactive("")
    """The active screen."""
    places: reactive[tuple[str, ...]] = reactive(())
    """The screens that the active account has, in order; each has an action ``go.PLACE``."""
    marks: reactive[dict[str, str]] = reactive(dict)
    """Screen → a mark where something waits: ``✎`` a draft, ``!`` attention, ``●`` (with RUNS) goes on."""

    def render(self) -> RenderResult:
        """One line a screen."""
        wide = self.size.width > 6
        return Content("\n").join([self._line(place, wide) for place in self.places])

    def _line(self, place: str, wide: bool) -> Content:
        action = ACTIONS[f"go.{place}"]
        active = place == self.place
        mark = "◂" if active else self.marks.get(place) or " "
        mark += self.marks.get(place + RUNS, "")
        body = f" {action.key} {action.title:<11}{mark}" if wide else f"{action.key}{mark}"
        style = "bold $accent" if active else "$foreground"
        return Content.assemble((body, style))

    async def on_click(self, event: Click) -> None:
        """Go to the screen that was clicked."""
        row = event.y - 1
        if 0 <= row < len(self.places):
            await self.run_action(f"screen.act('go.{self.places[row]}')")
