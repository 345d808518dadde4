"""Text of the ``simple`` engine that looks like a tag and is none."""

import re
from typing import Final, NamedTuple

MAX_LOOKALIKES: Final = 1_000
"""Kept of one text; scripts may be full of them."""

_LOOKALIKE: Final = re.compile(r"(?<!\{)\{([A-Za-z][A-Za-z0-9_]*+)\}(\}?+)|\$!?\{?([A-Za-z][A-Za-z0-9_]*+)")


class Lookalike(NamedTuple):
    """A place that is worth a warning when there is a value of that name."""

    offset: int
    name: str
    advice: str


def lookalikes(source: str) -> tuple[Lookalike, ...]:
    """Find ``{Name}``, ``{Name}}`` and ``$Name``, the first thousand."""
    found: list[Lookalike] = []
    if "$" not in source and "{" not in source:
        return ()
    for match in _LOOKALIKE.finditer(source):
        single, second_brace, dollar = match.groups()
        if dollar:
            advice = f"${dollar} is a tag of the velocity engine; this text uses simple."
        elif second_brace:
            advice = f"{{{single}}}}} stays in the text: a tag opens with two braces."
        else:
            advice = f"{{{single}}} stays in the text: a tag takes two braces."
        found.append(Lookalike(match.start(), dollar or single, advice))
        if len(found) == MAX_LOOKALIKES:
            break
    return tuple(found)
