"""The floor: the least that a Textual program does. Everything is measured beside it."""

from textual.app import App, ComposeResult
from textual.widgets import Footer, Header, Label


class Floor(App[None]):
    """A header, one word, a footer."""

    TITLE = "Floor"

    def compose(self) -> ComposeResult:
        """Three widgets."""
        yield Header()
        yield Label("Nothing to do")
        yield Footer()


if __name__ == "__main__":
    Floor().run()
