"""Printing: to whatever stdout is, a closed one or one that nobody reads any more included."""

import contextlib
import os
import sys

from ue_console.errors import ConsoleError

_ASCII = str.maketrans(
    {"•": "*", "…": "...", "·": "-", "“": '"', "”": '"', "’": "'", "–": "-", "‹": "<", "›": ">"}
    | {"✓": "+", "✗": "x", "→": ">", "○": "o", "●": "*", "◐": "~", "▲": "!"}
)


def encodes(text: str) -> bool:
    """Whether stdout can show ``text``; a closed one shows anything."""
    try:
        text.encode((sys.stdout.encoding if sys.stdout else None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def fitting(text: str) -> str:
    """The text with similar signs, or question marks, for what stdout's encoding lacks."""
    if encodes(text):
        return text
    encoding = sys.stdout.encoding
    return text.translate(_ASCII).encode(encoding, "replace").decode(encoding)


def say(text: str) -> None:
    """Write to stderr at once, what is foreign made safe; nobody may be there to read it."""
    from ue_console.text import safe

    with contextlib.suppress(OSError, ValueError, AttributeError):
        sys.stderr.write(safe(text))
        sys.stderr.flush()


def write(text: str) -> None:
    """Write to stdout at once. A closed stdout and a reader who has gone are no errors.

    What stdout's encoding lacks is written with similar signs or as a question mark.

    Raises:
        ConsoleError: The disk is full, or another fault of what stdout leads to.
    """
    out = sys.stdout
    if out is None:
        return
    try:
        out.write(fitting(text))
        out.flush()
    except OSError as error:
        _close()
        if not isinstance(error, BrokenPipeError):
            reason = (error.strerror or str(error)).lower()
            raise ConsoleError(f"The output can't be written: {reason}.") from error


def _close() -> None:
    """Lead stdout nowhere: Python writes what is left once more when it ends, and would complain."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
