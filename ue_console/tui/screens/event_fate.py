"""What became of a call that was passed on to a handler: as a cell, and as a line."""

from typing import Final

from ue_console.services.heard import Heard
from ue_console.services.listening.values import Forwarded
from ue_console.services.url_secrets import shown_url
from ue_console.text import cut_middle, safe_line
from ue_console.tui.widgets.table import Column

COLUMN: Final = Column("Forward", 7)
"""Last in the list, while or after calls were passed on."""
TAKEN: Final = 200
"""The one answer that the service, too, takes for success."""
LONGEST: Final = 60
"""Characters of a URL."""


def untaken(fate: Forwarded | None) -> bool:
    """Whether the handler was asked, and did not take it."""
    return fate is not None and fate.status != TAKEN


def cell(item: Heard, fate: Forwarded | None) -> tuple[str, str]:
    """In 7 cells, ``✓ 200``, ``✗ 500``, ``✗ none``, ``· waits``; and the tone."""
    if fate is None:
        return ("· waits", "") if item.handler else ("", "")
    if fate.status == TAKEN:
        return f"✓ {fate.status}", "good"
    return f"✗ {fate.status or 'none'}", "bad"


def told(item: Heard, fate: Forwarded | None) -> tuple[str, str]:
    """The same in a sentence, and the tone; empty for a call that was not passed on."""
    if fate is None:
        return (f"· waits for {_shown(item.handler)}" if item.handler else ""), ""
    handler = _shown(fate.url)
    if not fate.status:
        return f"✗ not taken by {handler}: {safe_line(fate.reason)}", "bad"
    answer = f"{fate.status} after {fate.milliseconds:,} ms from {handler}"
    return (f"✓ {answer}", "good") if fate.status == TAKEN else (f"✗ {answer}; only 200 is success", "bad")


def _shown(url: str) -> str:
    return cut_middle(safe_line(shown_url(url)), LONGEST)
