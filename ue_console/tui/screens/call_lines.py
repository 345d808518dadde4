"""A received call as it came: headers and JSON."""

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from ue_console.services.heard import KeptCall
from ue_console.text import plural
from ue_console.tui.units import size
from ue_console.tui.widgets.text_view import Line

LONGEST: Final = 400_000
"""Characters of JSON that are drawn; more would help nobody, and take long."""


def whole(call: KeptCall) -> Iterator[Line]:
    """Headers, then the JSON. Takes a while for a large call."""
    plain = call.plain
    packed = f", {size(len(call.body))} packed" if call.gzip else ""
    yield Line("")
    yield Line(f"Call {call.number:,}", "strong")
    for name, value in call.headers:
        yield Line(f"{name}: {value}", indent=2)
    if not call.headers:
        yield Line("It had none of the headers that are kept.", "quiet")
    yield Line("")
    yield Line(f"JSON, {size(len(plain))}{packed}", "strong")
    yield from (Line(line) for line in indented(plain).split("\n"))


def indented(plain: bytes) -> str:
    """The JSON over several lines; as it came where it is none."""
    text = plain.decode("utf-8", "replace")
    if len(text) <= LONGEST:
        # Deeper than Python goes it stays as it came.
        with suppress(ValueError, RecursionError):
            text = json.dumps(json.loads(text), indent=2, ensure_ascii=False)
    if len(text) > LONGEST:
        more = plural(len(text) - LONGEST, "more character")
        return f"{text[:LONGEST]}\n… {more}; Y copies the body, replay sends it whole"
    return text
