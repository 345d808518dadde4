"""A strict reading of what the console writes to the terminal.

Only what Textual itself writes on harmless data is allowed; everything else is a leak. The one
sequence that carries data, OSC 52, is let through for a text that the test has copied on purpose,
when that text is fit for a terminal.
"""

import base64
import re
from collections import Counter
from typing import Final

from rich.cells import cell_len

_SEQUENCE: Final = re.compile(
    r"\x1b\[(?P<sgr>[\d;]*)m"
    r"|\x1b\[(?P<line>\d+);(?P<column>\d+)H"
    r"|\x1b\[\?(?P<mode>\d+)(?P<switch>[hl])"
    r"|\x1b\](?P<osc>\d+);(?P<words>[^\x07\x1b]*)\x07"
    r"|(?P<fixed>\x1b\[>25u|\x1b\[<u|\x1b\[\?2026\$p|\x1b\[\?2048\$p)"
    r"|(?P<break>\r\n)"
)
_MODES: Final = {7, 25, 1000, 1003, 1004, 1006, 1015, 1049, 2004, 2026}
"""Line wrap, cursor, mouse, focus, alternate screen, bracketed paste, synchronized updates."""
_ONCE: Final = ("?1049h", "?1049l")
"""The alternate screen is entered once and left once."""
_ONE: Final = r"(?:[0-4]|7|9|[34]8;2;\d{1,3};\d{1,3};\d{1,3})"
_STYLE: Final = re.compile(f"{_ONE}(?:;{_ONE})*")
"""Reset, bold, dim, italic, underline, reverse, strike, colours in 24 bits: a truecolor theme's."""
_SHAPES: Final = {"default", "pointer", "text"}
"""Mouse pointers (OSC 22)."""
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_INVISIBLE: Final = re.compile(
    "[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]"
)


def leaks(raw: bytes, size: tuple[int, int], *, copied: str = "") -> list[str]:
    """Everything in the output of one run that Textual does not write on its own.

    Args:
        raw: Every byte that came.
        size: The terminal's columns and lines, the largest if they changed.
        copied: What may have gone to the clipboard, as a regular expression.
    """
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        return [f"no UTF-8: {raw[max(error.start - 20, 0) : error.end + 20]!r}"]
    return _Reader(text, size, copied).leaks()


class _Reader:
    def __init__(self, text: str, size: tuple[int, int], copied: str) -> None:
        self._text = text
        self._copied = copied
        self._columns, self._lines = size
        self._found: list[str] = []
        self._switches: Counter[str] = Counter()
        self._drawn = 0
        """Cells since the cursor was last put somewhere."""

    def leaks(self) -> list[str]:
        place = 0
        for match in _SEQUENCE.finditer(self._text):
            self._plain(place, match.start())
            if not self._allowed(match):
                self._tell(*match.span())
            place = match.end()
        self._plain(place, len(self._text))
        self._found += [f"{self._switches[name]} times {name}" for name in _ONCE if self._switches[name] > 1]
        return self._found

    def _allowed(self, match: "re.Match[str]") -> bool:
        kind = match.lastgroup
        if kind == "sgr":
            return _STYLE.fullmatch(match["sgr"]) is not None
        if kind == "column":
            self._drawn = 0
            return 1 <= int(match["line"]) <= self._lines and 1 <= int(match["column"]) <= self._columns
        if kind == "switch":
            self._switches[f"?{match['mode']}{match['switch']}"] += 1
            return int(match["mode"]) in _MODES
        if kind == "words":
            return self._osc_is_fine(match["osc"], match["words"])
        if kind == "break":
            self._drawn = 0
        return True

    def _osc_is_fine(self, number: str, words: str) -> bool:
        if number == "22":
            return words in _SHAPES
        if number != "52" or not self._copied:
            return False
        text = base64.b64decode(words.removeprefix("c;")).decode()
        unfit = _CONTROL.search(re.sub("[\n\t]", "", text)) or _INVISIBLE.search(text)
        return not unfit and re.fullmatch(self._copied, text) is not None

    def _plain(self, start: int, end: int) -> None:
        text = self._text[start:end]
        for match in (*_CONTROL.finditer(text), *_INVISIBLE.finditer(text)):
            self._tell(start + match.start(), start + match.end())
        self._drawn += cell_len(text)
        if self._drawn > self._columns and self._switches["?1049h"] > self._switches["?1049l"]:
            self._found.append(f"{self._drawn} cells in a line of {self._columns}: …{text[-40:]!r}")

    def _tell(self, start: int, end: int) -> None:
        before, after = self._text[max(start - 12, 0) : start], self._text[end : end + 24]
        self._found.append(f"{self._text[start:end]!r} between {before!r} and {after!r}")
