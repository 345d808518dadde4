"""A screen that is drawn once where Textual draws it twice: half of the bytes of going to a screen."""

from textual import events
from textual.geometry import Size
from textual.screen import Screen


class PaintedOnce(Screen[None]):
    """What is laid out anew is drawn whole by that, so that it need not be drawn again right after."""

    _before: Size | None = None
    """The size until the screen was shown again."""
    _styled = False
    """Its widgets are styled, and have been shown ever since."""

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        """Lay out and draw; the drawing that was asked for before is this one."""
        if self._repaint_required and self.is_current and not self.app._batch_count:
            self._repaint_required = False
            self._dirty_widgets.add(self)
        super()._refresh_layout(size, scroll)

    def _compositor_refresh(self) -> None:
        """Draw; not while nothing is shown: then all of it once that has ended."""
        if self.app._batch_count and self.is_current:
            self._repaint_required = True
        else:
            super()._compositor_refresh()

    def _on_screen_resume(self, event: events.ScreenResume) -> None:
        """The base class has its turn after this: where the size is another it lays out, then draws.

        A screen first gone to is resumed twice; the second time nothing has changed since it was styled.
        """
        if self._styled:
            event.refresh_styles = False
        self._styled = True
        self._before = self._size
        self.call_next(self._resumed)

    def _on_screen_suspend(self) -> None:
        self._styled = False

    def _resumed(self) -> None:
        if self.is_current and self._before != self._size and not self.app._batch_count:
            self._repaint_required = False
