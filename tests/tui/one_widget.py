"""A console of one widget, for looking at what it draws."""

from textual.app import App, ComposeResult
from textual.widget import Widget

from ue_console.tui.theme import DARK


class OneWidget(App[None]):
    """One widget and nothing else; it has no focus until it is given it."""

    AUTO_FOCUS = None

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.register_theme(DARK)
        self.theme = DARK.name
        self._widget = widget

    def compose(self) -> ComposeResult:
        """The widget alone."""
        yield self._widget

    def line(self, number: int) -> str:
        """A line of the screen as text, with the blanks at its end."""
        return self.screen._compositor.render_strips(self.size)[number].text
