"""The footer: every key that works here, and how the line to the service is."""

from typing import Final, NamedTuple

from rich.cells import cell_len
from textual.app import RenderResult
from textual.content import Content
from textual.events import Click
from textual.reactive import reactive
from textual.widget import Widget

from ue_console.text import safe_line

NEVER_DROPPED: Final = ("app.help", "app.help_f1", "app.back")


class Key(NamedTuple):
    """One entry of the footer."""

    action: str
    label: str
    title: str
    enabled: bool = True


class KeyLine(Widget):
    """One line of keys, cut at the right where the terminal is narrow; help always stays.

    A key that is off stands in parentheses: that it is dimmer says nothing where there are no colours.
    """

    DEFAULT_CSS = """
    KeyLine { dock: bottom; height: 1; background: $panel; color: $foreground; }
    """

    keys: reactive[tuple[Key, ...]] = reactive(())
    """What is offered, in order."""
    line: reactive[str] = reactive("")
    """The state of the line: ``● 43 ms``, ``○ offline``."""

    def render(self) -> RenderResult:
        """Keys on the left, the line's state on the right."""
        right = self._right()
        left = Content.assemble(*[self._entry(key) for key in self._drawn()])
        gap = max(self.size.width - left.cell_length - right.cell_length, 0)
        return Content.assemble(left, " " * gap, right)

    def fitting(self, room: int) -> tuple[Key, ...]:
        """The keys that fit into ``room`` cells, those of ``NEVER_DROPPED`` first of all."""
        kept = set(NEVER_DROPPED)
        room -= sum(_width(key) for key in self.keys if key.action in kept)
        for key in self.keys:
            if key.action not in kept and _width(key) <= room:
                kept.add(key.action)
                room -= _width(key)
        return tuple(key for key in self.keys if key.action in kept)

    def _right(self) -> Content:
        return Content.styled(safe_line(self.line) + " ", "$quiet") if self.line else Content("")

    def _drawn(self) -> tuple[Key, ...]:
        return self.fitting(self.size.width - self._right().cell_length - 1)

    def _entry(self, key: Key) -> Content:
        if key.enabled:
            return Content.assemble((f" {key.label}", "bold $accent"), (f" {key.title} ", "$foreground"))
        return Content.styled(f"({key.label} {key.title})", "dim $quiet")

    async def on_click(self, event: Click) -> None:
        """Do what was clicked."""
        edge = 0
        for key in self._drawn():
            edge += _width(key)
            if event.x < edge:
                await self.run_action(f"screen.act('{key.action}')")
                return


def _width(key: Key) -> int:
    return cell_len(f" {key.label} {key.title} ")
