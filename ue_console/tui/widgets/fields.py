"""Text fields that send nothing while nobody types: no blinking cursor."""

from textual.widgets import Input


class Field(Input):
    """A one-line field; only a hidden text is replaced by what is typed first: it can't be seen."""

    DEFAULT_CSS = """
    Field { border: none; height: 1; padding: 0 1; background: $panel; color: $foreground; }
    Field:focus { border: none; background: $cursor-row; }
    Field > .input--placeholder, Field > .input--suggestion { color: $quiet; }
    Field.-invalid, Field.-invalid:focus { border: none; }
    """

    def on_mount(self) -> None:
        """Keep the line quiet, and the text where there is no undo."""
        self.cursor_blink = False
        self.select_on_focus = self.password
