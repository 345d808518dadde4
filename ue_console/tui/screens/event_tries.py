"""The calls of one event that the service has repeated, in lines of text."""

from collections.abc import Callable, Iterator
from typing import Final

from ue_console.services.heard import Heard, Try
from ue_console.services.heard_folding import shown_try, tries_of
from ue_console.services.listening.values import Forwarded
from ue_console.text import plural
from ue_console.tui.screens.event_fate import cell
from ue_console.tui.screens.event_lines import LABEL, SIGNATURES
from ue_console.tui.widgets.text_view import Line

MOST: Final = 8
"""Calls that are listed; c goes on to all of them."""
WORDS: Final = {"good": "good", "bad": "bad", "missing": "none", "unchecked": "not checked"}
"""Of signatures, in a list."""

FateOf = Callable[[int], Forwarded | None]


def tries(row: Heard, back: int, fate_of: FateOf) -> Iterator[Line]:
    """All calls of an event with more than one, that which is shown marked; nothing for a lone one.

    Args:
        row: The event.
        back: How many calls before the newest it is shown.
        fate_of: What became of a call that was passed on.
    """
    every = tries_of(row)
    if len(every) < 2:
        return
    told = f"{plural(len(every), 'call')} of this event came here (UTC); c shows another one"
    yield Line(f"{'Calls':<{LABEL}}{told}", indent=LABEL)
    start = min(max(back - MOST // 2, 0), max(len(every) - MOST, 0))
    for place, one in enumerate(every[start : start + MOST], start=start):
        passed_on, _ = cell(shown_try(row, place), fate_of(one.number))
        yield _line(one, passed_on, shown=place == back)
    if len(every) > MOST:
        yield Line(f"{'':{LABEL}}{len(every) - MOST:,} more", "quiet")


def _line(one: Try, passed_on: str, *, shown: bool) -> Line:
    symbol, tone = SIGNATURES[one.verdict]
    retry = f"↻{one.retry_count}" if one.retry_count else "first"
    signature = f"{symbol} signature {WORDS[one.verdict.value]}"
    parts = (f"{one.at:%m-%d %H:%M:%S}", f"{retry:<5}", f"call {one.number:,}", signature, passed_on)
    mark = "▸ " if shown else "  "
    return Line(f"{'':{LABEL}}{mark}{'  '.join(filter(None, parts))}", tone if tone != "good" else "", LABEL)
