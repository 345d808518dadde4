"""A field for a whole URI: its scheme and host can be read while the secret between them can't."""

import re
from typing import Final

from rich.text import Text

from ue_console.text import safe_line
from ue_console.tui.widgets.fields import Field

DOT: Final = "•"
_PARTS: Final = re.compile(r"([A-Za-z0-9]{1,24}://)(.*)", re.DOTALL)
_HOST: Final = re.compile(
    r"(?:[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+|localhost|\[[0-9A-Fa-f:.]+\])(?::[0-9]{0,5})?/?(?=\?|$)"
)
"""What is a host beyond doubt: behind an @ inside a password stands none with a dot."""


class UriField(Field):
    """Shows ``scheme://••••@host:port?••••`` of what is typed, one dot for each hidden character."""

    def __init__(self, *, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(placeholder=placeholder, password=True, id=id)

    @property
    def _value(self) -> Text:
        """What Textual draws in place of the text."""
        return Text(shown(self.value), no_wrap=True, overflow="ignore", end="")


def shown(typed: str) -> str:
    """``typed`` with a dot in place of every character that may be secret."""
    found = _PARTS.fullmatch(typed)
    if not found:
        return DOT * len(typed)
    who, at, place = found[2].rpartition("@")
    host = _HOST.match(place) if at else None
    told = host[0] if host else ""
    hidden = len(typed) - len(found[1]) - len(told)
    if not told:
        return found[1] + DOT * hidden
    before = DOT * len(who) + at
    return safe_line(found[1] + before + told + DOT * (hidden - len(before)))
