"""Large answers as JSON, a piece at a time.

The decoder holds the interpreter until it is done with what it was given: 30 MB at once would keep
the event loop waiting for half a second, in a thread too.
"""

import json
import re
from typing import Any, Final

_DECODER: Final = json.JSONDecoder()
_BLANK: Final = re.compile(r"[ \t\n\r]*+")


def read_in_pieces(text: str) -> Any:
    """As ``json.loads``; in an object, the items of each list are decoded one by one.

    Raises:
        ValueError: This is no JSON.
        RecursionError: It goes too deep.
    """
    at = _blank(text, 0)
    if not text.startswith("{", at):
        return json.loads(text)
    found: dict[str, Any] = {}
    at = _blank(text, at + 1)
    more = not text.startswith("}", at)
    while more:
        name, at = _name(text, at)
        found[name], at = _value(text, at)
        more, at = _goes_on(text, at, "}")
    if _blank(text, at + 1) != len(text):
        raise ValueError("something follows the object")
    return found


def _blank(text: str, at: int) -> int:
    """The place of the next character that is no blank."""
    found = _BLANK.match(text, at)
    return found.end() if found else at


def _name(text: str, at: int) -> tuple[str, int]:
    """A member's name, and where its value begins."""
    name, at = _DECODER.raw_decode(text, at)
    at = _blank(text, at)
    if not isinstance(name, str) or not text.startswith(":", at):
        raise ValueError("a member has no name")
    return name, _blank(text, at + 1)


def _value(text: str, at: int) -> tuple[Any, int]:
    """A member's value, and the place behind it."""
    if not text.startswith("[", at):
        return _DECODER.raw_decode(text, at)
    items: list[Any] = []
    at = _blank(text, at + 1)
    more = not text.startswith("]", at)
    while more:
        item, at = _DECODER.raw_decode(text, at)
        items.append(item)
        more, at = _goes_on(text, at, "]")
    return items, at + 1


def _goes_on(text: str, at: int, end: str) -> tuple[bool, int]:
    """Whether something follows behind a comma, and where; else the place of ``end``."""
    at = _blank(text, at)
    if text.startswith(",", at):
        return True, _blank(text, at + 1)
    if text.startswith(end, at):
        return False, at
    raise ValueError(f"neither a comma nor {end}")
