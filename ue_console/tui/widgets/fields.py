"""Text fields that send nothing while nobody types: no blinking cursor."""

import re
from typing import Final

from textual import events
from textual.widgets import Input

_CONTROLS: Final = re.compile("[\x00-\x1f\x7f-\x9f]")


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

    def _on_paste(self, event: events.Paste) -> None:
        """Take every line of what the terminal brings: checks can complain only of what came in."""
        event.stop()
        event.prevent_default()
        self._take(event.text)

    def action_paste(self) -> None:
        """The same of what was copied in the console."""
        self._take(self.app.clipboard)

    def _take(self, text: str) -> None:
        """Put ``text`` in place of what is marked; no blanks come to the ends of the field with it.

        A hidden field keeps them: they may belong to a passphrase, and nobody sees that they went.
        """
        line = on_one_line(text)
        start, end = sorted(self.selection)
        line = line if start or self.password else line.lstrip()
        line = line if end < len(self.value) or self.password else line.rstrip()
        if line:
            self.replace(line, start, end)


def on_one_line(text: str) -> str:
    """``text`` without line ends around and control characters; each inner line break is one space."""
    lines = "\n".join(text.replace("\t", " ").splitlines()).strip("\n")
    return _CONTROLS.sub("", re.sub(r"[^\S\n]*\n\s*", " ", lines))
